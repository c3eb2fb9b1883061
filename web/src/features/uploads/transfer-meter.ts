const WINDOW_MS = 6000;

type Sample = { at: number; sent: number };

/** Speed and remaining time of one transfer, from what was sent in the last few seconds. */
export class TransferMeter {
  private samples: Sample[] = [];

  /** Forgets the past, because a pause is not slowness. */
  reset(): void {
    this.samples = [];
  }

  /** `at` in milliseconds, `sent` in bytes from the start of the file. */
  add(at: number, sent: number): void {
    this.samples.push({ at, sent });
    this.samples = this.samples.filter((sample) => at - sample.at <= WINDOW_MS);
  }

  /** Bytes per second; `null` until there is enough to go by. */
  speed(): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.at - first.at < 500) {
      return null;
    }
    return ((last.sent - first.sent) * 1000) / (last.at - first.at);
  }

  /** Seconds until `size` bytes are sent. */
  remaining(size: number): number | null {
    const speed = this.speed();
    const last = this.samples.at(-1);
    return speed && last ? Math.ceil((size - last.sent) / speed) : null;
  }
}
