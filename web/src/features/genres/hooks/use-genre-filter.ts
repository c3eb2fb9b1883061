import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { Filter } from '@/ui/list-toolbar';
import { genresQuery } from '../api';

const MOST = 100;

/** Narrows other lists down to one genre. */
export function useGenreFilter(): Filter {
  const intl = useIntl();
  const { data } = useQuery(genresQuery({ per_page: MOST, sort: 'name', dir: 'asc' }));
  return {
    name: 'genres',
    label: intl.formatMessage({ id: 'studio.filter.genre' }),
    anyLabel: intl.formatMessage({ id: 'studio.filter.anyGenre' }),
    options: (data?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  };
}
