import { recordMutations } from '../metadata/record';
import type { MutationTarget } from '../modifiers/mutation-target';
import type { ModifierDecorator } from './modifier-decorator';
import { placeOf } from './place';

/**
 * Changes what other nodes of the class give: the method is no node of its own, but a step behind each of its targets, whose dependants get
 * what it returns for what the target gave. Several on one target are applied in the order in which they are written.
 *
 * @example
 * class Sales {
 *   @node() raw(): number { return 2; }
 *   @node() other(): number { return 5; }
 *
 *   @mutate('raw', applyTo('other', value(10)))
 *   times(n: number, factor = 3): number { return factor * n; }
 *
 *   @node('raw', 'other') total(raw: number, other: number): number { return raw + other; } // 6 + 50
 * }
 */
export function mutate(...targets: readonly (string | MutationTarget)[]): ModifierDecorator {
  return (target, key) => recordMutations(placeOf('mutate', target, key), targets);
}
