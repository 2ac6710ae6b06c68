import { describeValue } from './describe-value';
import { fault, type Fault } from './fault';
import { listNames } from './list-words';
import { MillraceError } from './millrace-error';
import { didYouMean } from './nearest-names';

/** A hook threw; `cause` is what it threw. */
export function hookFailed(hook: string, method: string, cause: unknown): MillraceError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new MillraceError(
    'HOOK_FAILED',
    `The hook ${hook} threw in ${method}: ${text}. A hook that may fail has to catch what it throws itself; only aroundNode may change what a node gives.`,
    { cause },
  );
}

/** An entry of `hooks` is none. */
export function invalidHook(at: string, given: unknown, known: readonly string[], own: readonly string[]): Fault {
  const near = own.map((name) => didYouMean(name, known)).find((text) => text !== '') ?? '';
  return fault(
    'INVALID_OPTION',
    at,
    `${at} is ${describeValue(given)} and no lifecycle hook: an object with at least one of the methods ${listNames(known)}.${near}`,
  );
}
