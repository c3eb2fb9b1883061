import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FormattedMessage, FormattedRelativeTime, useIntl } from 'react-intl';
import type { WatchingDevice } from '@/api/types';
import { InlineError } from '@/ui/inline-error';
import { Skeleton } from '@/ui/skeleton';
import { stopStream, streamsQuery } from '../api';
import styles from './stream-list.module.css';

function minutesAgo(time: string): number {
  return Math.min(0, Math.round((Date.parse(time) - Date.now()) / 60_000));
}

/** The devices that are watching now, each of which can be stopped from here. */
export function StreamList({ onFreed }: { onFreed: () => void }) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const streams = useQuery(streamsQuery);
  const stop = useMutation({
    mutationFn: stopStream,
    onSuccess: (_done, stopped) => {
      queryClient.setQueryData(streamsQuery.queryKey, (known) =>
        known?.filter(({ id }) => id !== stopped),
      );
      onFreed();
    },
  });
  if (streams.isPending) {
    return <StreamsSkeleton />;
  }
  if (!streams.data) {
    return (
      <div className={styles.box}>
        <InlineError error={streams.error} onRetry={() => streams.refetch()} />
      </div>
    );
  }
  if (streams.data.length === 0) {
    return <NobodyWatches onFreed={onFreed} />;
  }
  return (
    <div className={styles.box}>
      <ul
        className={styles.list}
        aria-label={intl.formatMessage({ id: 'viewer.refused.limit.list' })}
      >
        {streams.data.map((stream) => (
          <Device
            key={stream.id}
            stream={stream}
            stopping={stop.isPending && stop.variables === stream.id}
            onStop={() => stop.mutate(stream.id)}
          />
        ))}
      </ul>
      {stop.isError && <InlineError error={stop.error} />}
    </div>
  );
}

type DeviceProps = { stream: WatchingDevice; stopping: boolean; onStop: () => void };

function Device({ stream, stopping, onStop }: DeviceProps) {
  const intl = useIntl();
  const name = stream.device_name ?? intl.formatMessage({ id: 'viewer.refused.limit.device' });
  return (
    <li className={styles.item}>
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
        loading={stopping}
        aria-label={intl.formatMessage({ id: 'viewer.refused.limit.stopOn' }, { name })}
        onClick={onStop}
      >
        <FormattedMessage id="viewer.refused.limit.stop" />
      </Button>
    </li>
  );
}

/** The last of them ended by itself after this one was refused. */
function NobodyWatches({ onFreed }: { onFreed: () => void }) {
  return (
    <div className={styles.box}>
      <p className={styles.none}>
        <FormattedMessage id="viewer.refused.limit.none" />
      </p>
      <Button className={styles.watch} onClick={onFreed}>
        <FormattedMessage id="viewer.refused.limit.watch" />
      </Button>
    </div>
  );
}

function StreamsSkeleton() {
  const intl = useIntl();
  return (
    <div
      className={styles.box}
      role="status"
      aria-label={intl.formatMessage({ id: 'common.loading' })}
    >
      <Skeleton height={69} />
      <Skeleton height={69} />
    </div>
  );
}
