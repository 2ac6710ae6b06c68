/** Time, as far as waiting for a store needs it. */
export interface StoreClock {
  now(): number;
  after(ms: number, callback: () => void): () => void;
}

/** How long a store is waited for. */
export interface Patience {
  /** In milliseconds; `Infinity` for ever. */
  readonly timeoutMs: number;
  readonly clock: StoreClock;
}

/** Stands for an answer that did not come in time. */
export const TOO_LATE: unique symbol = Symbol('too late');

/** What a store answers, or `TOO_LATE`. Rejects with what the store rejects with. */
export async function inTime<R>(answer: PromiseLike<R>, { clock, timeoutMs }: Patience): Promise<R | typeof TOO_LATE> {
  let stopTimer: (() => void) | undefined;
  const late = new Promise<typeof TOO_LATE>((resolve) => (stopTimer = clock.after(timeoutMs, () => resolve(TOO_LATE))));
  try {
    return await Promise.race([answer, late]);
  } finally {
    stopTimer?.();
  }
}
