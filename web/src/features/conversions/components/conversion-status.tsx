import { IconAlertTriangle, IconCheck, IconClock, IconLoader2 } from '@tabler/icons-react';
import { FormattedMessage } from 'react-intl';
import type { Conversion } from '@/api/types';
import { StatusBadge, type Tone } from '@/ui/status-badge';

const LOOKS: Record<Conversion['status'], [tone: Tone, icon: typeof IconCheck]> = {
  queued: ['neutral', IconClock],
  running: ['info', IconLoader2],
  completed: ['good', IconCheck],
  failed: ['bad', IconAlertTriangle],
};

export function ConversionStatus({ status }: Pick<Conversion, 'status'>) {
  const [tone, Icon] = LOOKS[status];
  return (
    <StatusBadge tone={tone} icon={<Icon size={15} aria-hidden="true" />}>
      <FormattedMessage id={`conversions.status.${status}`} />
    </StatusBadge>
  );
}
