import { useCallback, useEffect, useRef } from 'react';
import { isProblem } from '@/api/problem';
import type { Grant } from '@/api/types';
import { sendHeartbeat, stopStream } from '../api';
import type { Beat } from '../watch-meter';

type Stream = Pick<Grant, 'stream_id' | 'heartbeat_s'>;
type Options = {
  read: () => Beat | null;
  /** The server no longer lets this stream go on. */
  onRefused: (error: Error) => void;
};

function isRefusal(error: unknown): error is Error {
  return isProblem(error) && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/**
 * Keeps a stream alive and its position known. A beat that is lost with the network is not repeated:
 * the next one carries the running totals. Returns a function that beats at once, for moments worth
 * remembering such as a pause.
 */
export function useHeartbeat(stream: Stream, options: Options): () => void {
  const latest = useRef(options);
  latest.current = options;
  const seq = useRef(0);
  const ending = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { stream_id: id, heartbeat_s: interval } = stream;

  const send = useCallback(
    async (keepalive: boolean) => {
      const beat = latest.current.read();
      if (beat === null) {
        return;
      }
      seq.current += 1;
      try {
        await sendHeartbeat(id, { seq: seq.current, ...beat }, { keepalive });
      } catch (error) {
        if (isRefusal(error)) {
          latest.current.onRefused(error);
        }
      }
    },
    [id],
  );

  useEffect(() => {
    clearTimeout(ending.current);
    const timer = setInterval(() => send(false), interval * 1000);
    // A hidden page may never come back, and a closing one has no time for an answer: the position
    // is saved, and the stream itself is left to run out.
    const onHide = () => void send(true);
    const onVisibility = () => document.visibilityState === 'hidden' && onHide();
    addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onVisibility);
      // A moment later, as an effect that React only repeats must not end the stream. The position
      // goes first: a stopped stream takes no more beats.
      ending.current = setTimeout(() => {
        send(true).finally(() => stopStream(id).catch(() => {}));
      });
    };
  }, [id, interval, send]);

  return useCallback(() => void send(false), [send]);
}
