import type { Dependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';

type Primitive = string | number | boolean | bigint | symbol | null | undefined;

/**
 * The literal itself. A primitive keeps its literal type, an object does not.
 *
 * @example
 * class Report {
 *   @node('amount', value(2))
 *   rounded(amount: number, digits: number): string { return amount.toFixed(digits); }
 * }
 */
export function value<const T extends Primitive>(literal: T): Dependency<T>;
export function value<T>(literal: T): Dependency<T>;
export function value<T>(literal: T): Dependency<T> {
  const form = { [DEPENDENCY]: 'value', value: literal } as const satisfies DependencyForm;
  return form;
}
