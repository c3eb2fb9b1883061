import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useIntl } from 'react-intl';
import { notify } from '@/lib/notify';
import { refusalText } from '@/lib/refusal-text';

type Props<T, K extends QueryKey> = {
  /** Reads the newest state before the form opens, so that a stale list row is never saved back. */
  query: UseQueryOptions<T, Error, T, K>;
  onClose: () => void;
  children: (entry: T) => ReactNode;
};

/** Opens a form for the entry that the address names. */
export function EditedEntry<T, K extends QueryKey>({ query, onClose, children }: Props<T, K>) {
  const intl = useIntl();
  const { data, error, isFetchedAfterMount } = useQuery(query);
  useEffect(() => {
    if (error) {
      notify(refusalText(intl, error), 'failed');
      onClose();
    }
  }, [error, intl, onClose]);
  return data && isFetchedAfterMount ? children(data) : null;
}
