import '@vidstack/react/player/styles/default/theme.css';
import '@vidstack/react/player/styles/default/layouts/video.css';
import {
  type MediaKeyShortcuts,
  MediaPlayer,
  type MediaPlayerInstance,
  MediaProvider,
  Poster,
  Track,
} from '@vidstack/react';
import { DefaultVideoLayout, defaultLayoutIcons } from '@vidstack/react/player/layouts/default';
import type { ErrorData } from 'hls.js';
import { type ReactNode, useMemo, useRef } from 'react';
import { trackLike } from './audio-choice';
import { type Failure, failureOf } from './failure';
import { configure, rememberSpeed } from './hls';
import { usePlayerWords } from './hooks/use-player-words';
import { useSilentThumbnails } from './hooks/use-silent-thumbnails';
import { PlayerStorage } from './player-storage';
import styles from './video-player.module.css';

/** One broken segment is recovered in silence; a stream that keeps breaking is not. */
const MAX_MEDIA_ERRORS = 3;

/** What happens on screen, in the order the element reports it. */
export type PlayerEvents = {
  onPlaying: () => void;
  onPause: () => void;
  onWaiting: () => void;
  onSeeking: () => void;
  onEnded: () => void;
  onTime: (seconds: number) => void;
  onHeight: (height: number) => void;
  onFailure: (failure: Failure) => void;
};

type Props = PlayerEvents & {
  title: string;
  src: string;
  poster: string | undefined;
  storyboard: string | null;
  chapters: string | null;
  /** Seconds. */
  startAt: number;
  shortcuts: boolean;
  onHelp: () => void;
  /** Stands at the top left, and comes and goes with the controls. */
  topStart: ReactNode;
  topEnd: ReactNode;
};

/** The one place that knows which player library is in use. */
export function VideoPlayer(props: Props) {
  const { title, src, poster, storyboard, chapters, shortcuts, topStart, topEnd } = props;
  const words = usePlayerWords();
  // The library takes a new object for a new film.
  const source = useMemo(() => ({ src, type: 'application/x-mpegurl' as const }), [src]);
  const storage = useMemo(() => new PlayerStorage(), []);
  const mediaErrors = useRef(0);
  const keys = useKeys(props.onHelp);
  const frame = useRef<HTMLDivElement>(null);
  const player = useRef<MediaPlayerInstance>(null);
  useSilentThumbnails(frame);

  const onHlsError = (data: ErrorData) => {
    if (!data.fatal) {
      return;
    }
    if (data.type === 'mediaError') {
      mediaErrors.current += 1;
      // The library has already begun to recover from this one.
      if (mediaErrors.current < MAX_MEDIA_ERRORS) {
        return;
      }
    }
    props.onFailure(failureOf(data));
  };

  return (
    <div ref={frame}>
      <MediaPlayer
        ref={player}
        className={styles.player}
        title={title}
        src={source}
        viewType="video"
        // A list that still grows is a film too: without this it would be shown as live.
        streamType="on-demand"
        load="eager"
        autoPlay
        playsInline
        storage={storage}
        keyTarget="document"
        keyDisabled={!shortcuts}
        keyShortcuts={keys}
        onProviderChange={(provider) => configure(provider, props.startAt)}
        // From here on all sound tracks of the film are known.
        onCanPlay={() => player.current && chooseAudio(player.current, storage)}
        onAudioTrackChange={(track, event) => {
          // What a film starts with is told, too; only the menu asks for a change.
          if (track && event.triggers.hasType('media-audio-track-change-request')) {
            storage.setAudio(track);
          }
        }}
        onHlsError={onHlsError}
        onHlsFragBufferedData={() => player.current && rememberSpeed(player.current.provider)}
        onError={({ code }) => {
          // Fatal errors of the stream arrive above, with more detail.
          if (code !== undefined && code > 1) {
            props.onFailure({ kind: 'decode', code: `MEDIA_ERR_${code}` });
          }
        }}
        onPlaying={props.onPlaying}
        onPause={props.onPause}
        onWaiting={props.onWaiting}
        onSeeking={props.onSeeking}
        // While paused no other event tells where a seek has led.
        onSeeked={props.onTime}
        onEnded={props.onEnded}
        onTimeUpdate={({ currentTime }) => props.onTime(currentTime)}
        onQualityChange={(quality) => quality && props.onHeight(quality.height)}
      >
        <MediaProvider>
          {poster && <Poster className="vds-poster" src={poster} alt={title} />}
          {chapters && <Track kind="chapters" src={chapters} type="vtt" lang="und" default />}
        </MediaProvider>
        <DefaultVideoLayout
          icons={defaultLayoutIcons}
          colorScheme="dark"
          seekStep={10}
          // Absolute, or the pictures it names would be looked for beside the page.
          thumbnails={storyboard && new URL(storyboard, location.origin).href}
          translations={words}
          noAudioGain
          // On a phone they would else hang at the end of the body, outside of the page's landmarks.
          menuContainer="#main"
          slots={{
            googleCastButton: null,
            downloadButton: null,
            title: null,
            // It also keeps the right-hand buttons apart from the left-hand ones.
            ...(!chapters && { chapterTitle: <span className="vds-controls-spacer" /> }),
            topControlsGroupStart: topStart,
            smallLayout: { beforeSettingsMenu: topEnd },
            largeLayout: { beforeSettingsMenu: topEnd },
          }}
        />
      </MediaPlayer>
    </div>
  );
}

/** The sound track that was chosen on this device before, where the film has one like it. */
function chooseAudio({ audioTracks }: MediaPlayerInstance, storage: PlayerStorage): void {
  const chosen = storage.getAudio();
  const track = chosen && trackLike(audioTracks, chosen);
  if (track) {
    track.selected = true;
  }
}

/** Digits are the library's own. */
function useKeys(onHelp: () => void): MediaKeyShortcuts {
  const help = useRef(onHelp);
  help.current = onHelp;
  return useMemo(
    () => ({
      togglePaused: 'k Space',
      toggleMuted: 'm',
      toggleFullscreen: 'f',
      togglePictureInPicture: 'i',
      toggleCaptions: 'c',
      seekBackward: 'j J ArrowLeft',
      seekForward: 'l L ArrowRight',
      volumeUp: 'ArrowUp',
      volumeDown: 'ArrowDown',
      speedUp: '>',
      slowDown: '<',
      toStart: {
        keys: 'Home',
        onKeyDown: ({ event, remote }) => {
          event.preventDefault();
          remote.seek(0, event);
        },
      },
      toEnd: {
        keys: 'End',
        onKeyDown: ({ event, player, remote }) => {
          event.preventDefault();
          remote.seek(player.state.seekableEnd, event);
        },
      },
      help: { keys: '?', onKeyDown: () => help.current() },
    }),
    [],
  );
}
