import type { MillraceErrorCode } from './error-codes';

const BRAND = Symbol.for('millrace.error');

/**
 * The one error class of the package: `code` says what kind it is, the text says who, what, and what to do.
 *
 * @example
 * try { await driver.execute(['report']); }
 * catch (error) { if (MillraceError.is(error, 'MISSING_INPUT')) … }
 */
export class MillraceError extends Error {
  readonly code: MillraceErrorCode;

  constructor(code: MillraceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is an error of this package (of any installed copy of it) and, if given, has this code. */
  static is(error: unknown, code?: MillraceErrorCode): error is MillraceError {
    return error instanceof Error && BRAND in error && (code === undefined || (error as { code?: unknown }).code === code);
  }
}
