import type { DependencyLike, OptionalDependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';
import { toForm } from './to-form';

/**
 * A dependency that may be absent: then the fallback is passed, and without one the method's own default applies.
 *
 * @example
 * class Report {
 *   @node('amount', optional(source<number>('discount'), 0))
 *   net(amount: number, discount: number): number { return amount * (1 - discount); }
 * }
 */
export function optional<const D extends DependencyLike>(dependency: D): OptionalDependency<D, undefined>;
export function optional<const D extends DependencyLike, F>(dependency: D, fallback: F): OptionalDependency<D, F>;
export function optional<D, F>(dependency: D, fallback?: F): OptionalDependency<D, F> {
  const form = {
    [DEPENDENCY]: 'optional',
    of: toForm(dependency),
    ...(fallback !== undefined && { fallback: { value: fallback } }),
  } as const satisfies DependencyForm;
  return form;
}
