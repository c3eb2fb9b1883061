import type { Uuid } from '@/api/types';

export type StudioCollection = 'videos' | 'categories' | 'genres' | 'cast_members';

/** What is fetched: the catalogue's collections, and what operators look after. */
type Fetched = StudioCollection | 'mail' | 'jobs';

/** Names of what the studio has fetched: several features read and refresh the same entries. */
export const studioKeys = {
  collection: (collection: Fetched) => ['studio', collection] as const,
  lists: (collection: StudioCollection) => ['studio', collection, 'list'] as const,
  list: (collection: Fetched, query: object) => ['studio', collection, 'list', query] as const,
  item: (collection: Fetched, id: Uuid) => ['studio', collection, 'item', id] as const,
};
