import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { Card, Uuid } from '@/api/types';
import { notify } from '@/lib/notify';
import { problemText } from '@/lib/problem-text';
import { addToMyList, myListQuery, removeFromMyList } from '../api';

const NOBODY = '';

type MyListEntry = { listed: boolean; toggle: () => void };

/**
 * Whether a title is on the list, and the way to change it. The page shows the new state at once
 * and takes it back if the server refuses; every card of the title follows, as all read one list.
 */
export function useMyList(card: Card, profile: Uuid | null): MyListEntry {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const query = myListQuery(profile ?? NOBODY);
  const list = useQuery({ ...query, enabled: profile !== null });
  const listed = list.data?.some(({ id }) => id === card.id) ?? false;

  const change = useMutation({
    // Changes of one title go one after the other, so the last click decides.
    scope: { id: `my-list:${card.id}` },
    mutationFn: (add: boolean) => {
      const entry = { profile: profile ?? NOBODY, video: card.id };
      return add ? addToMyList(entry) : removeFromMyList(entry);
    },
    onMutate: async (add) => {
      await queryClient.cancelQueries({ queryKey: query.queryKey });
      const before = queryClient.getQueryData(query.queryKey);
      queryClient.setQueryData(query.queryKey, (cards: Card[] = []) => {
        const others = cards.filter(({ id }) => id !== card.id);
        return add ? [card, ...others] : others;
      });
      return { before };
    },
    onError: (error, _add, context) => {
      queryClient.setQueryData(query.queryKey, context?.before);
      notify(problemText(intl, error), 'failed');
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: query.queryKey }),
  });

  return { listed, toggle: () => change.mutate(!listed) };
}
