import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Card, ContinueEntry, Uuid } from '@/api/types';

export type Unfinished = { entry: ContinueEntry; card: Card };

/** Longer than any screen. */
const MAX_ENTRIES = 18;

async function cardsOf(entries: ContinueEntry[], signal: AbortSignal): Promise<Card[]> {
  if (entries.length === 0) {
    return [];
  }
  const query = { ids: entries.map((entry) => entry.video_id) };
  const { data } = await body(client.GET('/api/v1/catalog/cards', { signal, params: { query } }));
  return data;
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
      const entries = data.slice(0, MAX_ENTRIES);
      const cards = new Map((await cardsOf(entries, signal)).map((card) => [card.id, card]));
      return entries.flatMap((entry) => {
        const card = cards.get(entry.video_id);
        return card ? [{ entry, card }] : [];
      });
    },
    // Watching changes it all the time.
    staleTime: 0,
  });
