import type { QueryClient } from '@tanstack/react-query';
import type { MediaEvent, VideoEvent } from '@/api/live-types';
import { studioKeys } from '@/api/studio-keys';
import type { Film, StudioVideo } from '@/api/studio-types';
import type { Page } from '@/api/types';

const STREAM = '/api/v1/admin/stream';
const REOPEN_MS = 5000;

/** A film after news about its encode. Progress never runs backwards: news may overtake each other. */
function mergeFilm(film: Film, event: MediaEvent): Film {
  const working = event.status === 'pending' || event.status === 'processing';
  const progress =
    film.status === event.status ? Math.max(film.progress, event.progress) : event.progress;
  return {
    ...film,
    status: event.status,
    progress,
    error_code: event.error_code,
    error: event.error,
    playable_at: film.playable_at ?? (event.playable ? new Date().toISOString() : null),
    encoding: working
      ? {
          stage: event.stage ?? film.encoding?.stage ?? 'queued',
          progress,
          remaining_s: event.remaining_s,
          speed: event.speed,
          rungs: event.rungs.length > 0 ? event.rungs : (film.encoding?.rungs ?? []),
        }
      : null,
  };
}

/** A video after news about one of its films; the same object when the news is about another version. */
export function mergeMediaEvent(video: StudioVideo, event: MediaEvent): StudioVideo {
  const film = video[event.media_type];
  if (video.id !== event.video_id || film?.id !== event.media_id) {
    return video;
  }
  return { ...video, [event.media_type]: mergeFilm(film, event) };
}

/** Whether the video must be read again, because more has changed than the news says. */
function changesMore(video: StudioVideo | undefined, event: MediaEvent): boolean {
  const film = video?.[event.media_type];
  return (
    video !== undefined &&
    (film?.id !== event.media_id ||
      film.status !== event.status ||
      (event.playable && film.playable_at === null))
  );
}

export function applyMediaEvent(queryClient: QueryClient, event: MediaEvent): void {
  const key = studioKeys.item('videos', event.video_id);
  const before = queryClient.getQueryData<StudioVideo>(key);
  queryClient.setQueryData<StudioVideo>(key, (video) => video && mergeMediaEvent(video, event));
  queryClient.setQueriesData<Page<StudioVideo>>(
    { queryKey: studioKeys.lists('videos') },
    (page) => page && { ...page, data: page.data.map((video) => mergeMediaEvent(video, event)) },
  );
  if (changesMore(before, event)) {
    queryClient.invalidateQueries({ queryKey: key });
  }
}

export function applyVideoEvent(queryClient: QueryClient, event: VideoEvent): void {
  const key = studioKeys.item('videos', event.video_id);
  const known = queryClient.getQueryData<StudioVideo>(key);
  if (known && known.version < event.version) {
    queryClient.invalidateQueries({ queryKey: key });
  }
  queryClient.invalidateQueries({ queryKey: studioKeys.lists('videos') });
}

function on<T>(source: EventSource, name: string, apply: (event: T) => void): void {
  source.addEventListener(name, (message: MessageEvent<string>) => {
    try {
      apply(JSON.parse(message.data));
    } catch {
      // One broken line must not end the stream; the next reading of the video sets it right.
    }
  });
}

/**
 * Keeps the fetched videos up to date for as long as it is open. `onLive` tells whether the stream
 * flows; while it does not, pages ask every few seconds instead.
 */
export function openLive(queryClient: QueryClient, onLive: (live: boolean) => void): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(STREAM);
    source.onopen = () => {
      onLive(true);
      // What happened while nobody listened.
      queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') });
    };
    source.onerror = () => {
      onLive(false);
      // The browser reconnects by itself unless the server refused.
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, REOPEN_MS);
      }
    };
    on<MediaEvent>(source, 'media', (event) => applyMediaEvent(queryClient, event));
    // The server could not keep up with telling everything.
    on(source, 'missed', () =>
      queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') }),
    );
    on<VideoEvent>(source, 'video', (event) => applyVideoEvent(queryClient, event));
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
