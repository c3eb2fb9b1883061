import { useIntl } from 'react-intl';
import type { Job } from '@/api/studio-types';
import type { Filter } from '@/ui/list-toolbar';

const KINDS: readonly Job['kind'][] = ['video', 'trailer'];

/** States are chosen above the list, where their counts are. */
export function useJobFilters(): Filter[] {
  const intl = useIntl();
  return [
    {
      name: 'kind',
      label: intl.formatMessage({ id: 'studio.jobs.kind' }),
      anyLabel: intl.formatMessage({ id: 'studio.jobs.anyKind' }),
      options: KINDS.map((value) => ({
        value,
        label: intl.formatMessage({ id: `studio.jobs.kind.${value}` }),
      })),
    },
  ];
}
