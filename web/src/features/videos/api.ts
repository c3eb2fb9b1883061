import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { QueryOf, Uuid } from '@/api/types';

export const videosQuery = (query: QueryOf<'/api/v1/admin/videos'>) =>
  queryOptions({
    queryKey: studioKeys.list('videos', query),
    queryFn: ({ signal }) =>
      body(client.GET('/api/v1/admin/videos', { signal, params: { query } })),
    placeholderData: keepPreviousData,
  });

export async function deleteVideos(ids: Uuid[]): Promise<void> {
  await client.DELETE('/api/v1/admin/videos', { params: { query: { ids } } });
}
