import { Button } from '@mantine/core';
import { IconMovieOff, IconPlugConnectedX, IconRefresh, IconWifiOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { FormattedMessage } from 'react-intl';
import type { Uuid } from '@/api/types';
import state from '@/ui/state.module.css';
import type { Failure } from '../failure';
import { BackLink } from './back-link';
import styles from './watch-page.module.css';

/** How often a lost connection is tried again by itself. */
const RETRY_MS = 5000;

const ICONS = {
  network: IconWifiOff,
  refused: IconPlugConnectedX,
  gone: IconMovieOff,
  decode: IconMovieOff,
};

type Props = { failure: Failure; video: Uuid; onRetry: () => void };

/** Says why the film stopped. A lost network comes back by itself. */
export function PlaybackFailed({ failure, video, onRetry }: Props) {
  const retry = useRef(onRetry);
  retry.current = onRetry;
  useEffect(() => {
    if (failure.kind !== 'network') {
      return;
    }
    const again = () => navigator.onLine && retry.current();
    const timer = setInterval(again, RETRY_MS);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [failure.kind]);
  const Icon = ICONS[failure.kind];
  return (
    <div className={styles.center}>
      <div className={styles.back}>
        <BackLink video={video} />
      </div>
      <div className={state.state} role="alert">
        <span className={state.icon} data-tone="danger" aria-hidden="true">
          <Icon size={34} />
        </span>
        <h2 className={state.title}>
          <FormattedMessage id={`viewer.player.failed.${failure.kind}`} />
        </h2>
        <p className={state.text}>
          <FormattedMessage id={`viewer.player.failed.${failure.kind}.text`} />
        </p>
        <p className={state.code}>
          <FormattedMessage id="common.error.code" values={{ code: failure.code }} />
        </p>
        <div className={state.actions}>
          {failure.kind === 'gone' ? (
            <Button renderRoot={(props) => <Link to="/" {...props} />}>
              <FormattedMessage id="common.notFound.home" />
            </Button>
          ) : (
            <Button leftSection={<IconRefresh size={18} aria-hidden="true" />} onClick={onRetry}>
              <FormattedMessage id="common.retry" />
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
