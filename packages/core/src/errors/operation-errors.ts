import { fault, type Fault } from './fault';
import { listNames } from './list-words';
import { MillraceError } from './millrace-error';
import { didYouMean } from './nearest-names';

/** A call took longer than its `@timeout` allows (E4). */
export function timedOut(node: string, ms: number): MillraceError {
  return new MillraceError(
    'TIMED_OUT',
    `"${node}" took longer than its time-out of ${ms} ms. Allow it more with @timeout, or pass the context's signal on to what it waits for, so that this stops as well.`,
  );
}

/** The `when` of a `@retry` threw. */
export function retryPredicateFailed(node: string, error: unknown, cause: unknown): MillraceError {
  return new MillraceError(
    'RETRY_PREDICATE_FAILED',
    `The "when" of the @retry of "${node}" threw (the cause) when it was asked about ${String(error)}. It has to answer with true or false for whatever a call may throw.`,
    { cause },
  );
}

/** Options of a pool that make no sense. */
export function invalidPool(what: string): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    `A pool takes { concurrency: 4 }, { perSecond: 10 } or both, concurrency and burst being integers of at least 1, perSecond a number above 0, and perRun true or false; ${what}.`,
  );
}

/** A `@pool` names a pool that the driver does not have. */
export function unknownPool(at: string, node: string, pool: string, known: readonly string[]): Fault {
  const has = known.length === 0 ? 'The driver has none' : `The driver has ${listNames(known)}`;
  return fault(
    'UNKNOWN_POOL',
    at,
    `"${node}" uses the pool "${pool}", which the driver does not have.${didYouMean(pool, known)} ${has}. Add it: new Driver({ pools: { ${JSON.stringify(pool)}: 4 } }).`,
  );
}
