import type { Uuid } from '@/api/types';

export type StudioCollection = 'videos' | 'categories' | 'genres' | 'cast_members';

/** Names of what the studio has fetched: several features read and refresh the same entries. */
export const studioKeys = {
  collection: (collection: StudioCollection) => ['studio', collection] as const,
  lists: (collection: StudioCollection) => ['studio', collection, 'list'] as const,
  list: (collection: StudioCollection, query: object) =>
    ['studio', collection, 'list', query] as const,
  item: (collection: StudioCollection, id: Uuid) => ['studio', collection, 'item', id] as const,
};
