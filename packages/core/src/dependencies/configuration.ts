import type { Dependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';

/**
 * A value of the driver's config. An absent key is the fault `MISSING_CONFIG` when the graph is built.
 *
 * @example
 * class Report {
 *   @node('orders', configuration<number>('minimum'))
 *   large(orders: Order[], minimum: number): Order[] { return orders.filter((order) => order.amount >= minimum); }
 * }
 */
export function configuration<T = unknown>(key: string): Dependency<T> {
  const form = { [DEPENDENCY]: 'configuration', key } as const satisfies DependencyForm;
  return form;
}
