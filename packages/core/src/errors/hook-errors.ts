import { describeThrown } from './describe-thrown';
import { describeValue } from './describe-value';
import { fault, type Fault } from './fault';
import { listNames } from './list-words';
import { MillraceError } from './millrace-error';
import { didYouMean } from './nearest-names';

/** A hook threw; `cause` is what it threw. */
export function hookFailed(hook: string, method: string, cause: unknown): MillraceError {
  return new MillraceError(
    'HOOK_FAILED',
    `The hook ${hook} threw in ${method}: ${describeThrown(cause)}. A hook that may fail has to catch what it throws itself; only aroundNode may change what a node gives.`,
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

/** An option of a ready-made hook is none. */
export function invalidHookOption(option: string, given: unknown, expected: string): MillraceError {
  return new MillraceError('INVALID_OPTION', `${option} is ${describeValue(given)}. It takes ${expected}.`);
}

/** A hook's `validateNode` or `validateEdge` refuses something. */
export function refusedByHook(at: string, hook: string, reason: string): Fault {
  return fault('REFUSED_BY_HOOK', at, `${at} is refused by the hook ${hook}: ${reason}`);
}

/** What a hook's `validate…` gives is neither a text nor nothing. */
export function invalidRefusal(given: unknown): TypeError {
  return new TypeError(`it gave ${describeValue(given)}; it gives the text of a refusal, or undefined`);
}

/** A method of a hook that is called while a driver is made has given a promise. */
export function asynchronousHook(): TypeError {
  return new TypeError('it gave a promise, but a driver is made synchronously. What has to be awaited belongs into beforeRun');
}
