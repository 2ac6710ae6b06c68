import type { MillraceErrorCode } from './error-codes';

/** One thing that is wrong with a graph or a request, as data. */
export interface Fault {
  readonly code: MillraceErrorCode;
  /** The place: `Class.method`, `Class.method @decorator`, or the option. */
  readonly at: string;
  /** Who, what, and what to do. */
  readonly message: string;
}

/** Makes a fault. */
export function fault(code: MillraceErrorCode, at: string, message: string): Fault {
  return { code, at, message };
}

/** Writes faults as a numbered list, or a single one as it is. */
export function formatFaults(faults: readonly Fault[]): string {
  if (faults.length === 1) return faults[0]?.message ?? '';
  return faults.map(({ message }, index) => `${index + 1}. ${message.replaceAll('\n', '\n   ')}`).join('\n');
}
