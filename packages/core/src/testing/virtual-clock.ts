import { AsyncResource } from 'node:async_hooks';
import type { Clock } from '../runtime/clock';
import { loopTurn } from '../runtime/loop-turn';

/** How often the event loop goes round, with nothing left to do, before time moves on: more often than the engine's own turn takes. */
const IDLE_ROUNDS = 3;

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/**
 * Time that passes only when there is nothing left to do but wait, so that a test with pauses of an hour takes a millisecond and always goes the same way.
 * It is the time of retries, time-outs, pools and the grace of runs. Real timers and real I/O go on as they are, and virtual time does not wait for them.
 */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #timers: Timer[] = [];
  #isWatching = false;

  /** Begins at a time, in milliseconds since the epoch. */
  constructor(startAt = 0) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    if (ms === Infinity) return () => undefined;
    // A timer of the system calls back in the async context in which it was set, and so does this one.
    const timer: Timer = { at: this.#now + Math.max(ms, 0), order: this.#order++, fire: AsyncResource.bind(callback) };
    this.#timers.push(timer);
    if (!this.#isWatching) void this.#passTime();
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Resolves after so many milliseconds, for nodes that shall take some time; rejects with the signal's reason when that is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        stop();
        reject(signal?.reason);
      };
      const stop = this.after(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** How many timers are set: none, when all that was started has cleaned up after itself. */
  get pending(): number {
    return this.#timers.length;
  }

  async #passTime(): Promise<void> {
    this.#isWatching = true;
    while (this.#timers.length > 0) {
      // On a busy machine, what the engine has to do may take many turns.
      for (let idle = 0; idle < IDLE_ROUNDS; idle = loopTurn.isAwaited ? 0 : idle + 1)
        await new Promise((resolve) => setImmediate(resolve));
      this.#fireNext();
    }
    this.#isWatching = false;
  }

  /** Fires all timers that are due next, in the order in which they were set. */
  #fireNext(): void {
    if (this.#timers.length === 0) return;
    const next = Math.min(...this.#timers.map(({ at }) => at));
    const due = this.#timers.filter(({ at }) => at === next).sort((a, b) => a.order - b.order);
    this.#now = next;
    for (const timer of due) {
      // One that fired before it may have cancelled it.
      if (!this.#timers.includes(timer)) continue;
      this.#timers = this.#timers.filter((other) => other !== timer);
      timer.fire();
    }
  }
}
