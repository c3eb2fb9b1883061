import { useIntl } from 'react-intl';
import type { OutgoingMail } from '@/api/studio-types';
import type { Filter } from '@/ui/list-toolbar';

const STATUSES: readonly OutgoingMail['status'][] = [
  'queued',
  'sending',
  'retry_wait',
  'sent',
  'failed',
];
const KINDS: readonly OutgoingMail['kind'][] = [
  'media-ready',
  'media-failed',
  'conversion-ready',
  'conversion-failed',
];

export function useMailFilters(): Filter[] {
  const intl = useIntl();
  return [
    {
      name: 'status',
      label: intl.formatMessage({ id: 'studio.list.status' }),
      anyLabel: intl.formatMessage({ id: 'studio.list.anyStatus' }),
      options: STATUSES.map((value) => ({
        value,
        label: intl.formatMessage({ id: `studio.mail.status.${value}` }),
      })),
    },
    {
      name: 'kind',
      label: intl.formatMessage({ id: 'studio.mail.kind' }),
      anyLabel: intl.formatMessage({ id: 'studio.mail.anyKind' }),
      options: KINDS.map((value) => ({
        value,
        label: intl.formatMessage({ id: `studio.mail.kind.${value}` }),
      })),
    },
  ];
}
