import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Card, ContinueEntry, Uuid } from '@/api/types';

export type Unfinished = { entry: ContinueEntry; card: Card };

/** Longer than any screen; each entry costs one small request for its title. */
const MAX_ENTRIES = 18;

async function withCard(entry: ContinueEntry, signal: AbortSignal): Promise<Unfinished> {
  const params = { path: { id: entry.video_id } };
  const { data } = await body(client.GET('/api/v1/catalog/videos/{id}', { signal, params }));
  return { entry, card: data };
}

/** What the profile has begun and not finished, newest first. A title that is gone drops out. */
export const continueQuery = (profile: Uuid) =>
  queryOptions({
    queryKey: ['progress', profile],
    queryFn: async ({ signal }): Promise<Unfinished[]> => {
      const { data } = await body(
        client.GET('/api/v1/playback/profiles/{id}/continue', {
          signal,
          params: { path: { id: profile } },
        }),
      );
      const settled = await Promise.allSettled(
        data.slice(0, MAX_ENTRIES).map((entry) => withCard(entry, signal)),
      );
      return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    // Watching changes it all the time.
    staleTime: 0,
  });
