/** Adds up the time between starts and stops. Times are milliseconds of one steady clock. */
export class Stopwatch {
  #total = 0;
  #since: number | null = null;

  start(now: number): void {
    this.#since ??= now;
  }

  stop(now: number): void {
    this.#total = this.read(now);
    this.#since = null;
  }

  read(now: number): number {
    return this.#since === null ? this.#total : this.#total + (now - this.#since);
  }
}
