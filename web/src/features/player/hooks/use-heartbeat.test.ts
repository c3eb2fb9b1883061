import { act, cleanup } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Heartbeat } from '@/api/types';
import { renderAppHook } from '@/testing/render';
import { server } from '@/testing/setup';
import type { Beat } from '../watch-meter';
import { useHeartbeat } from './use-heartbeat';

const STREAM = { stream_id: 'stream', heartbeat_s: 30 };

let beats: Heartbeat[];
let calls: string[];

function answerBeats(status = 200, code?: string) {
  server.use(
    http.post('*/api/v1/playback/streams/stream/heartbeat', async ({ request }) => {
      calls.push('beat');
      beats.push((await request.json()) as Heartbeat);
      return HttpResponse.json(code ? { code } : { data: {} }, { status });
    }),
    http.delete('*/api/v1/playback/streams/stream', () => {
      calls.push('stop');
      return new HttpResponse(null, { status: 204 });
    }),
  );
}

function setup(read: () => Beat | null) {
  const onRefused = vi.fn();
  return { onRefused, ...renderAppHook(() => useHeartbeat(STREAM, { read, onRefused })) };
}

function playingAt(position_ms: number): Beat {
  return { position_ms, watched_ms: position_ms, rebuffer_ms: 0, state: 'playing' };
}

beforeEach(() => {
  beats = [];
  calls = [];
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  // Every stream ends with its page; the next test must not see that of this one.
  cleanup();
  await vi.waitFor(() => expect(calls.at(-1)).toBe('stop'));
  vi.useRealTimers();
});

describe('useHeartbeat', () => {
  it('numbers its beats and sends the running totals', async () => {
    answerBeats();
    let position = 0;
    setup(() => playingAt(position));
    position = 30_000;
    act(() => vi.advanceTimersByTime(30_000));
    await vi.waitFor(() => expect(beats).toHaveLength(1));
    position = 60_000;
    act(() => vi.advanceTimersByTime(30_000));
    await vi.waitFor(() => expect(beats).toHaveLength(2));
    expect(beats.map(({ seq, watched_ms }) => [seq, watched_ms])).toEqual([
      [1, 30_000],
      [2, 60_000],
    ]);
  });

  it('beats at once when asked to', async () => {
    answerBeats();
    const { result } = setup(() => playingAt(12_000));
    act(() => result.current());
    await vi.waitFor(() => expect(beats).toHaveLength(1));
    expect(beats[0]).toMatchObject({ seq: 1, position_ms: 12_000 });
  });

  it('saves the position before it stops the stream', async () => {
    answerBeats();
    const { unmount } = setup(() => playingAt(7000));
    unmount();
    await vi.waitFor(() => expect(calls).toEqual(['beat', 'stop']));
    expect(beats[0]).toMatchObject({ position_ms: 7000 });
  });

  it('stops a stream that never showed anything without touching the position', async () => {
    answerBeats();
    const { unmount } = setup(() => null);
    unmount();
    await vi.waitFor(() => expect(calls).toEqual(['stop']));
  });

  it('saves the position when the page goes away', async () => {
    answerBeats();
    setup(() => playingAt(9000));
    act(() => {
      window.dispatchEvent(new Event('pagehide'));
    });
    await vi.waitFor(() => expect(beats).toHaveLength(1));
    expect(calls).toEqual(['beat']);
  });

  it('tells when the right to watch is gone', async () => {
    answerBeats(403, 'GRANT_EXPIRED');
    const { result, onRefused } = setup(() => playingAt(1000));
    act(() => result.current());
    await vi.waitFor(() => expect(onRefused).toHaveBeenCalledOnce());
    expect(onRefused.mock.calls[0]?.[0]).toMatchObject({ code: 'GRANT_EXPIRED' });
  });

  it('plays on when the network or the server fails', async () => {
    answerBeats(503, 'UNAVAILABLE');
    const { result, onRefused } = setup(() => playingAt(1000));
    act(() => result.current());
    await vi.waitFor(() => expect(beats).toHaveLength(1));
    answerBeats();
    act(() => result.current());
    await vi.waitFor(() => expect(beats).toHaveLength(2));
    expect(beats[1]?.seq).toBe(2);
    expect(onRefused).not.toHaveBeenCalled();
  });
});
