import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { StudioVideo } from '@/api/studio-types';
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

export type Publication = { action: 'publish' | 'unpublish'; videos: StudioVideo[] };
export type Refusal = { video: StudioVideo; error: unknown };

async function changeOne(action: Publication['action'], id: Uuid): Promise<void> {
  const params = { path: { id } };
  await (action === 'publish'
    ? client.POST('/api/v1/admin/videos/{id}/publish', { params, body: { publish_early: false } })
    : client.POST('/api/v1/admin/videos/{id}/unpublish', { params }));
}

/** One video after the other: what one of them is refused for holds up none of the rest. */
export async function changePublication({ action, videos }: Publication): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const video of videos) {
    try {
      await changeOne(action, video.id);
    } catch (error) {
      refused.push({ video, error });
    }
  }
  return refused;
}
