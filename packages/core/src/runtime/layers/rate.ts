/** So many calls a second, and at most `burst` of them at once: the generic cell rate algorithm, which needs no timer of its own. */
export class Rate {
  readonly #intervalMs: number;
  readonly #burst: number;
  /** When the next call would come if all calls so far had come evenly. */
  #nextAt = -Infinity;

  constructor(perSecond: number, burst: number) {
    this.#intervalMs = 1000 / perSecond;
    this.#burst = burst;
  }

  /** How long the next call has to wait, in whole milliseconds. */
  waitAt(now: number): number {
    const earliest = this.#nextAt - (this.#burst - 1) * this.#intervalMs;
    // Intervals such as a third of a second are not exact.
    return Math.max(Math.ceil(earliest - now - 1e-6), 0);
  }

  /** Counts a call. */
  count(now: number): void {
    this.#nextAt = Math.max(now, this.#nextAt) + this.#intervalMs;
  }
}
