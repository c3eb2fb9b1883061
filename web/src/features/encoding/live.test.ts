import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MediaEvent } from '@/api/live-types';
import { studioKeys } from '@/api/studio-keys';
import type { StudioVideo } from '@/api/studio-types';
import { aFilm, aStudioVideo } from '@/testing/studio-factories';
import { applyMediaEvent, applyVideoEvent, mergeMediaEvent, openLive } from './live';

function anEvent(change: Partial<MediaEvent> = {}): MediaEvent {
  return {
    video_id: 'video-1',
    media_type: 'video',
    media_id: 'film-1',
    status: 'processing',
    progress: 40,
    stage: 'encoding',
    remaining_s: 90,
    speed: 2,
    rungs: [
      { height: 1080, progress: 30 },
      { height: 360, progress: 70 },
    ],
    playable: false,
    error_code: null,
    error: null,
    ...change,
  };
}

const encoding = aStudioVideo({
  missing: ['video'],
  video: aFilm({ status: 'processing', progress: 10, playable_at: null }),
});

describe('mergeMediaEvent', () => {
  it('shows the progress of every picture size', () => {
    const { video } = mergeMediaEvent(encoding, anEvent());
    expect(video).toMatchObject({ status: 'processing', progress: 40 });
    expect(video?.encoding).toEqual({
      stage: 'encoding',
      progress: 40,
      remaining_s: 90,
      speed: 2,
      rungs: [
        { height: 1080, progress: 30 },
        { height: 360, progress: 70 },
      ],
    });
  });

  it('keeps the picture sizes when the news says nothing about them', () => {
    const before = mergeMediaEvent(encoding, anEvent());
    const { video } = mergeMediaEvent(before, anEvent({ progress: 41, rungs: [] }));
    expect(video?.encoding?.rungs).toHaveLength(2);
  });

  it('never runs backwards when news overtakes each other', () => {
    const ahead = mergeMediaEvent(encoding, anEvent({ progress: 60 }));
    expect(mergeMediaEvent(ahead, anEvent({ progress: 40 })).video?.progress).toBe(60);
  });

  it('starts again from nothing when the encode is tried again', () => {
    const failed = mergeMediaEvent(encoding, anEvent({ status: 'error', progress: 60 }));
    const again = mergeMediaEvent(failed, anEvent({ status: 'pending', progress: 0 }));
    expect(again.video?.progress).toBe(0);
  });

  it('ignores news about an older file of the same video', () => {
    expect(mergeMediaEvent(encoding, anEvent({ media_id: 'film-0' }))).toBe(encoding);
  });

  it('keeps the code of a failure and ends the progress', () => {
    const event = anEvent({ status: 'error', error_code: 'MEDIA_DAMAGED' });
    const { video } = mergeMediaEvent(encoding, event);
    expect(video).toMatchObject({ status: 'error', error_code: 'MEDIA_DAMAGED', encoding: null });
  });
});

describe('applying news to what the pages have fetched', () => {
  function aClient() {
    const queryClient = new QueryClient();
    const item = studioKeys.item('videos', 'video-1');
    const list = studioKeys.list('videos', { page: 1 });
    queryClient.setQueryData(item, encoding);
    queryClient.setQueryData(list, { data: [encoding], meta: {} });
    const staleness = () => queryClient.getQueryState(item)?.isInvalidated;
    return { queryClient, item, list, staleness };
  }

  it('moves the page of the video and its row in the list alike', () => {
    const { queryClient, item, list, staleness } = aClient();
    applyMediaEvent(queryClient, anEvent({ progress: 55 }));
    expect(queryClient.getQueryData<StudioVideo>(item)?.video?.progress).toBe(55);
    const page = queryClient.getQueryData<{ data: StudioVideo[] }>(list);
    expect(page?.data[0]?.video?.progress).toBe(55);
    expect(staleness()).toBe(false);
  });

  it.each([
    ['the encode is done', { status: 'completed' as const, progress: 100 }],
    ['the film can be watched', { playable: true }],
    ['another file has taken its place', { media_id: 'film-2' }],
  ])('reads the video again when %s', (_what, change) => {
    const { queryClient, staleness } = aClient();
    applyMediaEvent(queryClient, anEvent(change));
    expect(staleness()).toBe(true);
  });

  it('reads the video again only when its version is news', () => {
    const { queryClient, staleness } = aClient();
    applyVideoEvent(queryClient, { video_id: 'video-1', status: 'draft', version: 3 });
    expect(staleness()).toBe(false);
    applyVideoEvent(queryClient, { video_id: 'video-1', status: 'ready', version: 4 });
    expect(staleness()).toBe(true);
  });
});

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 1;
  closed = false;
  onopen = () => {};
  onerror = () => {};
  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close() {
    this.closed = true;
  }
}

describe('openLive', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    FakeSource.all = [];
  });

  it('says when news flows, and opens again after the server refused', () => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', FakeSource);
    const onLive = vi.fn();
    const close = openLive(new QueryClient(), onLive);
    const [first] = FakeSource.all;
    first?.onopen();
    expect(onLive).toHaveBeenLastCalledWith(true);

    if (first) {
      first.readyState = FakeSource.CLOSED;
    }
    first?.onerror();
    expect(onLive).toHaveBeenLastCalledWith(false);
    expect(FakeSource.all).toHaveLength(1);
    vi.advanceTimersByTime(5000);
    expect(FakeSource.all).toHaveLength(2);
    close();
    expect(FakeSource.all[1]?.closed).toBe(true);
  });

  it('reads the videos again when the server says that something was missed', () => {
    vi.stubGlobal('EventSource', FakeSource);
    const queryClient = new QueryClient();
    const key = studioKeys.item('videos', 'video-1');
    queryClient.setQueryData(key, encoding);
    openLive(queryClient, () => {});
    expect(queryClient.getQueryState(key)?.isInvalidated).toBe(false);
    FakeSource.all[0]?.dispatchEvent(new MessageEvent('missed', { data: '{}' }));
    expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true);
  });

  it('survives a broken message', () => {
    vi.stubGlobal('EventSource', FakeSource);
    const queryClient = new QueryClient();
    queryClient.setQueryData(studioKeys.item('videos', 'video-1'), encoding);
    openLive(queryClient, () => {});
    const [source] = FakeSource.all;
    source?.dispatchEvent(new MessageEvent('media', { data: '{"video_id":' }));
    source?.dispatchEvent(new MessageEvent('media', { data: JSON.stringify(anEvent()) }));
    const video = queryClient.getQueryData<StudioVideo>(studioKeys.item('videos', 'video-1'));
    expect(video?.video?.progress).toBe(40);
  });
});
