import type { Fault } from '@millrace/core';

/** The brand that all installed copies of `@millrace/core` put on their errors. Asked here, so that an error can be told without loading one. */
const BRAND = Symbol.for('millrace.error');

/** Whether an error is one of `@millrace/core`. */
export function isMillraceError(error: unknown): error is Error {
  return error instanceof Error && BRAND in error;
}

/** The code of an error of `@millrace/core`. */
export function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

/** The faults that an error carries; none where it carries no list. */
export function faultsIn(error: unknown): readonly Fault[] {
  if (!isMillraceError(error) || !('faults' in error) || !Array.isArray(error.faults)) return [];
  return error.faults as readonly Fault[];
}
