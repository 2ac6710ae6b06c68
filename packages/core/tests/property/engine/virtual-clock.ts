import { loopTurn } from '../../../src/runtime/loop-turn';

/** A run that neither ends nor waits for the clock. */
export class StuckError extends Error {
  override readonly name = 'StuckError';
}

/** How often the event loop goes round, with nothing left to do, before time moves on: more often than the engine's own turn takes. */
const IDLE_ROUNDS = 2;
/** Real time without any progress after which a run counts as stuck. */
const STUCK_AFTER_MS = 3_000;

/**
 * Time that passes only when the event loop is idle, so that a test with delays is as fast as one without and gives the same interleaving every
 * time. Nothing real is faked: the engine's own promises, immediates and timers run as they are.
 */
export class VirtualClock {
  #now = 0;
  #order = 0;
  #timers: { readonly at: number; readonly order: number; readonly fire: () => void }[] = [];

  get now(): number {
    return this.#now;
  }

  /** Calls back when so many ticks have passed. Returns a function that forgets the timer. */
  schedule(ticks: number, fire: () => void): () => void {
    const timer = { at: this.#now + ticks, order: this.#order++, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Resolves when so many ticks have passed. */
  after(ticks: number): Promise<void> {
    return new Promise((resolve) => this.schedule(ticks, resolve));
  }

  /** Lets time pass until the promise is settled. */
  async drive<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
    };
    promise.then(settle, settle);
    let lastProgress = performance.now();
    while (!isSettled) {
      for (let idle = 0; idle < IDLE_ROUNDS && !isSettled; idle = loopTurn.isAwaited ? 0 : idle + 1) await nextRound();
      if (isSettled) break;
      if (this.#advance()) lastProgress = performance.now();
      else if (performance.now() - lastProgress > STUCK_AFTER_MS) throw new StuckError('Nothing is scheduled, and the run does not end');
    }
    return promise;
  }

  /** Lets all time pass, so that work which nobody waits for any more comes to its end as well. */
  async drain(): Promise<void> {
    do for (let idle = 0; idle < IDLE_ROUNDS; idle = loopTurn.isAwaited ? 0 : idle + 1) await nextRound();
    while (this.#advance());
  }

  /** Fires all timers that are due next, in the order in which they were set. */
  #advance(): boolean {
    if (this.#timers.length === 0) return false;
    const next = Math.min(...this.#timers.map(({ at }) => at));
    const due = this.#timers.filter(({ at }) => at === next).sort((a, b) => a.order - b.order);
    this.#timers = this.#timers.filter(({ at }) => at !== next);
    this.#now = next;
    for (const { fire } of due) fire();
    return true;
  }
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
