import type { KeysDependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';

/**
 * In `@collect`: the keys of the items in which the named node runs, aligned with what is gathered beside it.
 *
 * @example
 * class Sales {
 *   @collect(keys('revenue'), 'revenue')
 *   table(regions: Collect<string>, revenues: Collect<number>): Row[] { return regions.map((region, i) => ({ region, revenue: revenues[i] })); }
 * }
 */
export function keys<const N extends string>(name: N): KeysDependency<N> {
  const form = { [DEPENDENCY]: 'keys', name } as const satisfies DependencyForm;
  return form;
}
