import type { MillraceErrorCode } from './error-codes';

const BRAND = Symbol.for('millrace.error');

/** What an error comes with besides its text. */
export interface MillraceErrorOptions extends ErrorOptions {
  readonly also?: readonly MillraceError[];
}

/**
 * The one error class of the package: `code` says what kind it is, the text says who, what, and what to do.
 *
 * @example
 * try { await driver.execute(['report']); }
 * catch (error) { if (MillraceError.is(error, 'MISSING_INPUT')) … }
 */
export class MillraceError extends Error {
  readonly code: MillraceErrorCode;
  /** What else went wrong while the run came to its end: failures of work that was already in flight, and of hooks. Mostly empty. */
  declare readonly also: readonly MillraceError[];

  constructor(code: MillraceErrorCode, message: string, { also = [], ...options }: MillraceErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
    Object.defineProperty(this, BRAND, { value: true });
    defineAlso(this, also);
  }

  /** Whether a value is an error of this package (of any installed copy of it) and, if given, has this code. */
  static is(error: unknown, code?: MillraceErrorCode): error is MillraceError {
    return error instanceof Error && BRAND in error && (code === undefined || (error as { code?: unknown }).code === code);
  }
}

/** Lists further errors in one that is known already; a list that is empty is not printed with the error. */
export function listAlso(error: MillraceError, more: readonly MillraceError[]): void {
  defineAlso(error, [...error.also, ...more]);
}

function defineAlso(error: MillraceError, also: readonly MillraceError[]): void {
  Object.defineProperty(error, 'also', { value: [...also], enumerable: also.length > 0, configurable: true });
}
