/** Time, as the runtime asks for it; tests put in their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once, unless the returned function is called before; never for `Infinity`. */
  after(ms: number, callback: () => void): () => void;
}

/** What a timer of the system can wait for, in milliseconds; longer ones would end at once. */
const LONGEST = 2 ** 31 - 1;

/** The clock of the system. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    if (ms === Infinity) return () => undefined;
    const wait = (left: number): NodeJS.Timeout =>
      left <= LONGEST ? setTimeout(callback, left) : setTimeout(() => (timer = wait(left - LONGEST)), LONGEST);
    let timer = wait(ms);
    return () => clearTimeout(timer);
  },
};
