import { IconAlertTriangle, IconLoader2 } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Film, VideoStatus as Status } from '@/api/studio-types';
import { StatusBadge, type Tone } from '@/ui/status-badge';

const TONES: Record<Status, Tone> = {
  draft: 'neutral',
  ready: 'info',
  published: 'good',
  unpublished: 'warning',
};

export function VideoStatus({ status }: { status: Status }) {
  return (
    <StatusBadge tone={TONES[status]}>
      <FormattedMessage id={`studio.status.${status}`} />
    </StatusBadge>
  );
}

/** What the encoder does with a film right now, where that needs saying. */
export function FilmStatus({ film }: { film: Film | null }) {
  const intl = useIntl();
  if (film?.status === 'error') {
    return (
      <StatusBadge tone="bad" icon={<IconAlertTriangle size={15} aria-hidden="true" />}>
        <FormattedMessage id="studio.film.failed" />
      </StatusBadge>
    );
  }
  if (film?.status === 'pending' || film?.status === 'processing') {
    const progress = film.encoding?.progress ?? film.progress;
    return (
      <StatusBadge tone="info" icon={<IconLoader2 size={15} aria-hidden="true" />}>
        <FormattedMessage
          id="studio.film.encoding"
          values={{ percent: intl.formatNumber(Math.floor(progress) / 100, { style: 'percent' }) }}
        />
      </StatusBadge>
    );
  }
  return null;
}
