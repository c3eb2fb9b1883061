import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { Filter } from '@/ui/list-toolbar';
import { categoriesQuery } from '../api';

const MOST = 100;

/** Narrows other lists down to one category. */
export function useCategoryFilter(): Filter {
  const intl = useIntl();
  const { data } = useQuery(categoriesQuery({ per_page: MOST, sort: 'name', dir: 'asc' }));
  return {
    name: 'categories',
    label: intl.formatMessage({ id: 'studio.filter.category' }),
    anyLabel: intl.formatMessage({ id: 'studio.filter.anyCategory' }),
    options: (data?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  };
}
