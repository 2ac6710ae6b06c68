import type { Reducer } from '../types/reducer';
import type { DependencyLike, FoldDependency } from './dependency';
import { DEPENDENCY } from './dependency-form';
import { toForm } from './to-form';

/**
 * In `@collect`: gathered into an accumulator instead of a list, so that the entries need not be kept.
 *
 * @example
 * class Sales {
 *   @collect(fold('revenue', reducers.sum()))
 *   total(revenue: number): number { return revenue; }
 * }
 */
export function fold<const D extends DependencyLike, E, A, R = A>(dependency: D, reducer: Reducer<E, A, R>): FoldDependency<D, E, R> {
  const form = { [DEPENDENCY]: 'fold', of: toForm(dependency), reducer } as const;
  return form;
}
