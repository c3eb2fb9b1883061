import type { UseQueryResult } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { formatDuration } from '@/lib/format';
import { MediaRow } from '@/ui/media-row';
import { RowError } from '@/ui/row-error';
import { RowsSkeleton } from '@/ui/rows-skeleton';
import { TitleCard } from '@/ui/title-card';
import type { Unfinished } from '../api';

/** What the profile has begun; nothing where it has begun nothing. */
export function ContinueRow({ query }: { query: UseQueryResult<Unfinished[]> }) {
  const intl = useIntl();
  const heading = intl.formatMessage({ id: 'viewer.continue.title' });
  if (query.isLoading) {
    return <RowsSkeleton />;
  }
  if (query.isLoadingError) {
    return <RowError title={heading} error={query.error} onRetry={() => query.refetch()} />;
  }
  if (!query.data || query.data.length === 0) {
    return null;
  }
  return (
    <MediaRow title={heading}>
      {query.data.map(({ entry, card }) => (
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
