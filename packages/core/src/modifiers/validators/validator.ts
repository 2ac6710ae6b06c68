import type { Importance, Verdict } from '../../types/validation';

/** The key that marks a validator; shared by all installed copies of the package. */
const VALIDATOR: unique symbol = Symbol.for('millrace.validator');

/** Judges values of the type T: what `defineValidator` makes. */
export interface Validator<T = never> {
  readonly [VALIDATOR]: true;
  /** Its node is named by it: `total_range` is the verdict of `range` on `total`. */
  readonly name: string;
  readonly description: string;
  readonly importance: Importance;
  readonly validate: (value: T) => boolean | Verdict | Promise<boolean | Verdict>;
}

/** What a validator is made of. */
export interface ValidatorDefinition<T> {
  readonly name: string;
  readonly description?: string;
  /** Whether a value that does not pass is only warned of, or fails its node. Default: 'warn'. */
  readonly importance?: Importance;
  /** Whether a value passes, or that with a message and diagnostics. May be asynchronous. */
  readonly validate: (value: T) => boolean | Verdict | Promise<boolean | Verdict>;
}

/**
 * Makes a validator for `@checkOutputCustom`. What is wrong with it is a fault of the graph that uses it.
 *
 * @example
 * const isSorted = defineValidator({
 *   name: 'isSorted',
 *   importance: 'fail',
 *   validate: (xs: readonly number[]) => {
 *     const at = xs.findIndex((x, i) => i > 0 && x < (xs[i - 1] ?? -Infinity));
 *     return { passes: at === -1, message: at === -1 ? 'sorted' : `entry ${at} is smaller than the one before it` };
 *   },
 * });
 */
export function defineValidator<T>(definition: ValidatorDefinition<T>): Validator<T> {
  const { name, description = '', importance = 'warn', validate } = definition;
  return { [VALIDATOR]: true, name, description, importance, validate };
}

/** Whether a value was made by {@link defineValidator}. */
export function isValidator(value: unknown): value is Validator {
  return typeof value === 'object' && value !== null && VALIDATOR in value;
}
