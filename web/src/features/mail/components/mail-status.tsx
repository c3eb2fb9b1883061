import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconFolder,
  IconRefresh,
  IconSend,
} from '@tabler/icons-react';
import { FormattedMessage } from 'react-intl';
import type { OutgoingMail } from '@/api/studio-types';
import { StatusBadge, type Tone } from '@/ui/status-badge';

type State = OutgoingMail['status'] | 'folder';

const LOOKS: Record<State, [tone: Tone, icon: typeof IconCheck]> = {
  queued: ['neutral', IconClock],
  sending: ['info', IconSend],
  retry_wait: ['warning', IconRefresh],
  sent: ['good', IconCheck],
  folder: ['info', IconFolder],
  failed: ['bad', IconAlertTriangle],
};

/** How far a mail is; one that only lies in the folder has reached nobody. */
export function MailStatus({ mail }: { mail: OutgoingMail }) {
  const state = mail.sent_by === 'folder' ? 'folder' : mail.status;
  const [tone, Icon] = LOOKS[state];
  return (
    <StatusBadge tone={tone} icon={<Icon size={15} aria-hidden="true" />}>
      <FormattedMessage id={`studio.mail.status.${state}`} />
    </StatusBadge>
  );
}
