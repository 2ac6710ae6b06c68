/** What happens when a promise is settled. */
export interface Landing {
  value(value: unknown): void;
  error(error: unknown): void;
}

/**
 * Waits for promises. One asynchronous function waits for a promise, and for the one that its landing leads to, and so on, so that a chain of calls
 * costs only one.
 */
export class Landings {
  readonly #land: (landing: Landing, outcome: unknown, fulfilled: boolean) => void;
  /** Whether a landing is being handled, and what it has started to wait for first. */
  #isLanding = false;
  #chained: Landing | undefined;
  #promise: unknown;

  constructor(land: (landing: Landing, outcome: unknown, fulfilled: boolean) => void) {
    this.#land = land;
  }

  await(promise: unknown, landing: Landing): void {
    if (this.#isLanding && this.#chained === undefined) {
      this.#chained = landing;
      this.#promise = promise;
    } else void this.#wait(promise, landing);
  }

  /** A foreign thenable may throw, or call back at once or twice: `await` sees to that. */
  async #wait(promise: unknown, landing: Landing): Promise<void> {
    for (let next: Landing | undefined = landing; next !== undefined; next = this.#takeChained()) {
      let outcome: unknown;
      let fulfilled = true;
      try {
        outcome = await promise;
      } catch (error) {
        outcome = error;
        fulfilled = false;
      }
      this.#isLanding = true;
      this.#land(next, outcome, fulfilled);
      this.#isLanding = false;
      promise = this.#promise;
    }
  }

  #takeChained(): Landing | undefined {
    const chained = this.#chained;
    this.#chained = this.#promise = undefined;
    return chained;
  }
}
