import { FormattedMessage } from 'react-intl';
import { StatusBadge } from '@/ui/status-badge';

/** Whether viewers meet an entry in navigation and filters. */
export function ActiveBadge({ active }: { active: boolean }) {
  return (
    <StatusBadge tone={active ? 'good' : 'neutral'}>
      <FormattedMessage id={active ? 'studio.active.yes' : 'studio.active.no'} />
    </StatusBadge>
  );
}
