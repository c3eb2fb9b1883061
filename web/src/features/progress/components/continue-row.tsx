import { FormattedMessage, useIntl } from 'react-intl';
import { formatDuration } from '@/lib/format';
import { MediaRow } from '@/ui/media-row';
import { TitleCard } from '@/ui/title-card';
import type { Unfinished } from '../api';

export function ContinueRow({ items }: { items: Unfinished[] }) {
  const intl = useIntl();
  if (items.length === 0) {
    return null;
  }
  return (
    <MediaRow title={intl.formatMessage({ id: 'viewer.continue.title' })}>
      {items.map(({ entry, card }) => (
        <TitleCard
          key={card.id}
          card={card}
          play
          progress={entry.duration_ms ? entry.position_ms / entry.duration_ms : 0}
          note={
            entry.duration_ms !== null && <TimeLeft ms={entry.duration_ms - entry.position_ms} />
          }
        />
      ))}
    </MediaRow>
  );
}

/** Not said of a film whose length is not known yet. */
function TimeLeft({ ms }: { ms: number }) {
  const intl = useIntl();
  return (
    <FormattedMessage
      id="viewer.continue.left"
      values={{ time: formatDuration(intl, Math.max(0, ms)) }}
    />
  );
}
