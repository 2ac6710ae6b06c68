import type { Dependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';

/**
 * Depends on any name: a generated node, a node of another class, an input, a config key, a name bound by `@inject`.
 * Without a type argument the value is `unknown`.
 *
 * @example
 * class Report {
 *   @node(source<number>('exchangeRate'))
 *   inEuro(rate: number): number { return 100 * rate; }
 * }
 */
export function source<T = unknown>(name: string): Dependency<T> {
  const form = { [DEPENDENCY]: 'ref', name } as const satisfies DependencyForm;
  return form;
}
