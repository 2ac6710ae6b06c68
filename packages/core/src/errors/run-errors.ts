import { MillraceError } from './millrace-error';

/** What a fan-out tolerates, and what has happened. */
interface Tolerance {
  readonly kind: string;
  readonly count?: number;
  readonly percent?: number;
}

/** More items of a fan-out failed than its `onItemError` tolerates (E2). */
export function tooManyFailures(
  { name, onItemError: tolerance }: { readonly name: string; readonly onItemError: Tolerance },
  items: { readonly failed: number; readonly count: number },
  cause: unknown,
): MillraceError {
  const limit = tolerance.percent === undefined ? `${tolerance.count ?? 0}` : `${tolerance.percent}%`;
  return new MillraceError(
    'TOO_MANY_FAILURES',
    `${items.failed} of ${items.count} items of "${name}" failed, and its "onItemError" tolerates ${limit}. Mend what fails (the cause is one of them), or tolerate more.`,
    { cause },
  );
}

/** A node at the root returned `drop`. */
export function dropAtRoot(node: string): MillraceError {
  return new MillraceError(
    'DROP_AT_ROOT',
    `"${node}" returned drop, but it runs in no fan-out, so there is no item to drop. Return a value, or move the node inside a fan-out.`,
  );
}

/** Why a fan-out stops early whose collectors want no more items. */
export function notNeeded(name: string): MillraceError {
  return new MillraceError('RUN_ABORTED', `The items of "${name}" are not needed any more.`);
}
