import { IconAlertTriangle, IconBan, IconCheck, IconClock, IconLoader2 } from '@tabler/icons-react';
import { FormattedMessage } from 'react-intl';
import type { Job, JobStep } from '@/api/studio-types';
import { StatusBadge, type Tone } from '@/ui/status-badge';

type State = Job['status'] | JobStep['state'];

const LOOKS: Record<State, [tone: Tone, icon: typeof IconCheck]> = {
  queued: ['neutral', IconClock],
  running: ['info', IconLoader2],
  completed: ['good', IconCheck],
  done: ['good', IconCheck],
  failed: ['bad', IconAlertTriangle],
  cancelled: ['neutral', IconBan],
};

/** Where a job, or a step of one, stands. */
export function JobStatus({ status }: { status: State }) {
  const [tone, Icon] = LOOKS[status];
  return (
    <StatusBadge tone={tone} icon={<Icon size={15} aria-hidden="true" />}>
      <FormattedMessage id={`studio.jobs.status.${status}`} />
    </StatusBadge>
  );
}
