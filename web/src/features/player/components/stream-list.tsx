import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FormattedMessage, FormattedRelativeTime, useIntl } from 'react-intl';
import { ErrorState } from '@/ui/error-state';
import { stopStream, streamsQuery } from '../api';
import styles from './stream-list.module.css';

function minutesAgo(time: string): number {
  return Math.min(0, Math.round((Date.parse(time) - Date.now()) / 60_000));
}

/** The devices that are watching now, each of which can be stopped from here. */
export function StreamList({ onFreed }: { onFreed: () => void }) {
  const intl = useIntl();
  const streams = useQuery(streamsQuery);
  const stop = useMutation({ mutationFn: stopStream, onSuccess: onFreed });
  if (streams.isError) {
    return <ErrorState error={streams.error} onRetry={() => streams.refetch()} />;
  }
  return (
    <ul className={styles.list}>
      {streams.data?.map((stream) => {
        const name =
          stream.device_name ?? intl.formatMessage({ id: 'viewer.refused.limit.device' });
        return (
          <li key={stream.id} className={styles.item}>
            <span className={styles.words}>
              <span className={styles.name}>{name}</span>
              <span className={styles.since}>
                <FormattedRelativeTime
                  value={minutesAgo(stream.started_at)}
                  unit="minute"
                  numeric="auto"
                />
              </span>
            </span>
            <Button
              variant="default"
              loading={stop.isPending && stop.variables === stream.id}
              aria-label={intl.formatMessage({ id: 'viewer.refused.limit.stopOn' }, { name })}
              onClick={() => stop.mutate(stream.id)}
            >
              <FormattedMessage id="viewer.refused.limit.stop" />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
