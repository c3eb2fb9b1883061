import { useIntl } from 'react-intl';
import type { Uuid } from '@/api/types';
import { Skeleton } from '@/ui/skeleton';
import { BackLink } from './back-link';
import styles from './watch-page.module.css';

type Props = { video: Uuid; title: string; poster: string | undefined };

/** The player's shape before there is a player: the way back and the title stand where they will stay. */
export function WatchSkeleton({ video, title, poster }: Props) {
  const intl = useIntl();
  return (
    <div className={styles.skeleton}>
      {poster && <img src={poster} alt="" className={styles.still} />}
      <div className={styles.top}>
        <div className={styles.bar}>
          <BackLink video={video} />
          {title ? (
            <span className={styles.name}>{title}</span>
          ) : (
            <Skeleton height={18} width="160px" />
          )}
        </div>
      </div>
      <div
        className={styles.controls}
        role="status"
        aria-label={intl.formatMessage({ id: 'common.loading' })}
      >
        <Skeleton className={styles.slider} height={5} />
        <div className={styles.buttons}>
          <Skeleton className={styles.round} />
          <Skeleton className={styles.round} />
          <Skeleton height={14} width="96px" />
          <span className={styles.spacer} />
          <Skeleton className={styles.round} />
          <Skeleton className={styles.round} />
          <Skeleton className={styles.round} />
        </div>
      </div>
    </div>
  );
}
