import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { Uuid } from '@/api/types';
import { notify } from '@/lib/notify';
import { problemText } from '@/lib/problem-text';
import { conversionKeys, removeConversion } from '../api';

/** Takes a conversion away; `onDone` leaves a page that has become empty. */
export function useRemove(onDone?: () => void): (id: Uuid) => void {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: removeConversion,
    onSuccess: () => onDone?.(),
    onError: (error: Error) => notify(problemText(intl, error), 'failed'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: conversionKeys.all, exact: true }),
  });
  return mutate;
}
