const DONE = Symbol.for('millrace.reducer-done');
const ENDLESS = Symbol.for('millrace.reducer-endless');

/**
 * Folds the entries of a collector one by one, so that they need not be kept.
 *
 * `init` makes a fresh accumulator; `step` returns the next one and is synchronous; `done` turns the last one into the result;
 * `merge` joins the accumulators of two successive stretches and lets nested fan-outs be folded where they run.
 */
export interface Reducer<E, A, R = A> {
  readonly init: () => A;
  readonly step: (accumulator: A, entry: E, index: number) => A;
  readonly done?: (accumulator: A) => R;
  readonly merge?: (a: A, b: A) => A;
}

interface Done {
  readonly [DONE]: unknown;
}

/** Marks an accumulator as final: the entries that follow are not needed. */
export function stopReducing<A>(accumulator: A): A {
  // A reducer's `step` must be typed by its accumulator alone, so the mark travels under that type until `isStopped` takes it off.
  return { [DONE]: accumulator } satisfies Done as A;
}

/** Whether a `step` returned a marked accumulator. */
export function isStopped(accumulator: unknown): accumulator is Done {
  return typeof accumulator === 'object' && accumulator !== null && DONE in accumulator;
}

/** The accumulator inside the mark. */
export function stoppedAccumulator(stopped: Done): unknown {
  return stopped[DONE];
}

/** Promises that `step` never stops early, so that the scheduler may hand over entries in larger batches. */
export function endless<T extends object>(reducer: T): T {
  return Object.defineProperty(reducer, ENDLESS, { value: true });
}

/** Whether the reducer was made by {@link endless}. */
export function isEndless(reducer: object): boolean {
  return ENDLESS in reducer;
}
