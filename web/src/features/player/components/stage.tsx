import { IconKeyboard } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import type { Grant, Uuid } from '@/api/types';
import type { Failure } from '../failure';
import { useHeartbeat } from '../hooks/use-heartbeat';
import { useShortcuts } from '../hooks/use-shortcuts';
import { VideoPlayer } from '../video-player';
import { WatchMeter } from '../watch-meter';
import { BackLink } from './back-link';
import { PlaybackFailed } from './playback-failed';
import { ShortcutsHelp } from './shortcuts-help';
import styles from './watch-page.module.css';

type Props = {
  grant: Grant;
  video: Uuid;
  title: string;
  poster: string | undefined;
  /** Seconds. */
  startAt: number;
  /** The grant no longer holds; asks for another, to go on from these seconds. */
  onLost: (seconds: number) => void;
};

/** One stream from its grant to its end: the player, its heartbeat, and what to do when it fails. */
export function Stage({ grant, video, title, poster, startAt, onLost }: Props) {
  const intl = useIntl();
  const [meter] = useState(() => new WatchMeter());
  const [shortcuts, setShortcuts] = useShortcuts();
  const [helping, setHelping] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [start, setStart] = useState(startAt);
  const seconds = useRef(startAt);
  const beat = useHeartbeat(grant, {
    read: () => meter.read(performance.now()),
    onRefused: () => onLost(seconds.current),
  });
  const fail = (reason: Failure) => {
    meter.paused(performance.now());
    setFailure(reason);
  };

  if (failure) {
    return (
      <PlaybackFailed
        failure={failure}
        video={video}
        onRetry={() => {
          if (failure.kind === 'refused') {
            onLost(seconds.current);
          } else {
            setStart(seconds.current);
            setFailure(null);
          }
        }}
      />
    );
  }
  return (
    <>
      <VideoPlayer
        title={title}
        src={grant.hls_url}
        poster={poster}
        storyboard={grant.storyboard}
        chapters={grant.chapters}
        startAt={start}
        shortcuts={shortcuts && !helping}
        onHelp={() => setHelping(true)}
        onPlaying={() => meter.playing(performance.now())}
        onWaiting={() => meter.waiting(performance.now())}
        onSeeking={() => meter.seeking(performance.now())}
        onPause={() => {
          meter.paused(performance.now());
          beat();
        }}
        onEnded={() => {
          meter.ended(performance.now());
          beat();
        }}
        onTime={(now) => {
          seconds.current = now;
          meter.at(now);
        }}
        onHeight={(height) => meter.quality(height)}
        onFailure={fail}
        topStart={
          <div className={styles.bar}>
            <BackLink video={video} />
            <span className={styles.name}>{title}</span>
          </div>
        }
        topEnd={
          <button
            type="button"
            className={styles.helpButton}
            aria-label={intl.formatMessage({ id: 'viewer.player.help' })}
            onClick={() => setHelping(true)}
          >
            <IconKeyboard size={26} stroke={1.6} aria-hidden="true" />
          </button>
        }
      />
      <ShortcutsHelp
        open={helping}
        enabled={shortcuts}
        onEnable={setShortcuts}
        onClose={() => setHelping(false)}
      />
    </>
  );
}
