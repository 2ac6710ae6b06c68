import type { DependencyLike, SettledDependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';
import { toForm } from './to-form';

/**
 * In `@collect`: gathered with its failures, one `Settled` for every item. The fan-out needs a policy other than `'fail'`.
 *
 * @example
 * class Crawl {
 *   @collect(settled('page'))
 *   failed(pages: Collect<Settled<Page>>): number { return pages.filter(({ status }) => status === 'rejected').length; }
 * }
 */
export function settled<const D extends DependencyLike>(dependency: D): SettledDependency<D> {
  const form = { [DEPENDENCY]: 'settled', of: toForm(dependency) } as const satisfies DependencyForm;
  return form;
}
