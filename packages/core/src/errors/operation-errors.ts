import { MillraceError } from './millrace-error';

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
