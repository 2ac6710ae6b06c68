import { performance } from 'node:perf_hooks';

/** Time, as the runtime asks for it; tests put in their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since some moment: how long something takes, also while the time of day is set. */
  elapsed(): number;
  /** Calls back once, unless the returned function is called before; never for `Infinity`. */
  after(ms: number, callback: () => void): () => void;
}

/** What a timer of the system can wait for, in milliseconds; longer ones would end at once. */
const LONGEST = 2 ** 31 - 1;

/** The clock of the system. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: performance.now.bind(performance),
  after(ms, callback) {
    if (ms === Infinity) return () => undefined;
    const wait = (left: number): NodeJS.Timeout =>
      left <= LONGEST ? setTimeout(callback, left) : setTimeout(() => (timer = wait(left - LONGEST)), LONGEST);
    let timer = wait(ms);
    return () => clearTimeout(timer);
  },
};
