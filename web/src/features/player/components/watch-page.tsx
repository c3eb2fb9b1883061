import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { PageHeading } from '@/ui/page-heading';
import { grantQuery, type PlayTarget } from '../api';
import { GrantRefused } from './grant-refused';
import { Stage } from './stage';
import styles from './watch-page.module.css';
import { WatchSkeleton } from './watch-skeleton';

type Props = {
  target: PlayTarget;
  /** False until it is known for whom the film is asked. */
  ready: boolean;
  /** Ignores where the profile stopped. */
  fromStart: boolean;
  title: string;
  poster: string | undefined;
};

export function WatchPage({ target, ready, fromStart, title, poster }: Props) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const grant = useQuery({ ...grantQuery(target), enabled: ready });
  const unnamed = grant.isError ? 'common.error.title' : 'common.loading';
  // Survives a new grant, so that the film goes on where it was.
  const [position, setPosition] = useState<number | null>(null);

  useEffect(
    () => () => {
      // What was watched here changes Continue watching everywhere else.
      queryClient.invalidateQueries({ queryKey: ['progress'] });
    },
    [queryClient],
  );

  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <PageHeading hidden title={title || intl.formatMessage({ id: unnamed })} />
      {grant.isPending && <WatchSkeleton video={target.video} title={title} poster={poster} />}
      {grant.isError && (
        <GrantRefused error={grant.error} video={target.video} onRetry={() => grant.refetch()} />
      )}
      {grant.data && !grant.isError && (
        <Stage
          key={grant.data.stream_id}
          grant={grant.data}
          video={target.video}
          title={title}
          poster={poster}
          startAt={position ?? (fromStart ? 0 : grant.data.resume_position_ms / 1000)}
          onLost={(seconds) => {
            setPosition(seconds);
            grant.refetch();
          }}
        />
      )}
    </main>
  );
}
