import { useIntl } from 'react-intl';
import type { Filter } from '@/ui/list-toolbar';

/** The filter that categories and genres share. */
export function useActiveFilter(): Filter {
  const intl = useIntl();
  return {
    name: 'is_active',
    label: intl.formatMessage({ id: 'studio.list.status' }),
    anyLabel: intl.formatMessage({ id: 'studio.list.anyStatus' }),
    options: [
      { value: 'true', label: intl.formatMessage({ id: 'studio.active.yes' }) },
      { value: 'false', label: intl.formatMessage({ id: 'studio.active.no' }) },
    ],
  };
}
