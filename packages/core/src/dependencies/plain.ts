import type { DependencyLike, PlainDependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';
import { toForm } from './to-form';

/**
 * In `@collect`: a value of an outer scope, received as it is and not gathered.
 *
 * @example
 * class Report {
 *   @collect('revenue', plain('currency'))
 *   total(revenues: Collect<number>, currency: string): string { return `${sum(revenues)} ${currency}`; }
 * }
 */
export function plain<const D extends DependencyLike>(dependency: D): PlainDependency<D> {
  const form = { [DEPENDENCY]: 'plain', of: toForm(dependency) } as const satisfies DependencyForm;
  return form;
}
