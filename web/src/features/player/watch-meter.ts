import type { Heartbeat } from '@/api/types';
import { Stopwatch } from './stopwatch';

export type Beat = Omit<Heartbeat, 'seq'>;

/**
 * What the server is told about a stream: the position, and how long pictures really moved. Seeking
 * adds nothing, and waiting for data counts as rebuffering once playback has begun.
 */
export class WatchMeter {
  #watched = new Stopwatch();
  #waiting = new Stopwatch();
  #position: number | null = null;
  #height: number | undefined;
  #state: Beat['state'] = 'paused';
  #begun = false;

  playing(now: number): void {
    this.#begun = true;
    this.#state = 'playing';
    this.#waiting.stop(now);
    this.#watched.start(now);
  }

  waiting(now: number): void {
    this.#watched.stop(now);
    if (this.#begun) {
      this.#waiting.start(now);
    }
  }

  seeking(now: number): void {
    if (this.#state === 'ended') {
      this.#state = 'paused';
    }
    this.#watched.stop(now);
    this.#waiting.stop(now);
  }

  paused(now: number): void {
    this.#state = 'paused';
    this.#watched.stop(now);
    this.#waiting.stop(now);
  }

  ended(now: number): void {
    this.paused(now);
    this.#state = 'ended';
  }

  at(seconds: number): void {
    this.#position = Math.round(seconds * 1000);
  }

  quality(height: number): void {
    this.#height = height;
  }

  /** `null` until something has been shown: a position of nothing must not replace a known one. */
  read(now: number): Beat | null {
    if (!this.#begun || this.#position === null) {
      return null;
    }
    return {
      position_ms: this.#position,
      watched_ms: Math.round(this.#watched.read(now)),
      rebuffer_ms: Math.round(this.#waiting.read(now)),
      state: this.#state,
      ...(this.#height === undefined ? {} : { height: this.#height }),
    };
  }
}
