import { parameterizedSubdagModifier } from '../modifiers/parameterized-subdag-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';
import type { SubdagClass, SubdagOptions } from './subdag';

/**
 * Makes several nodes of one method, each with a subdag of its own: the keys are the names of the nodes, and by default of the namespaces.
 * What all have in common is said last, and merged key by key.
 *
 * @example
 * class Sum {
 *   @node(source<number>('seed'), source<number>('step')) sum(seed: number, step: number): number { return seed + step; }
 * }
 *
 * class Report {
 *   @parameterizedSubdag(Sum, { small: { inputs: { seed: value(1) } }, large: { inputs: { seed: value(100) } } }, { inputs: { step: value(1) } })
 *   @node(source<number>('sum'))
 *   total(sum: number): number { return sum; }
 *
 *   @node(source<number>('small'), source<number>('large'))
 *   label(small: number, large: number): string { return `${small} to ${large}`; }
 * }
 */
export function parameterizedSubdag(
  classes: SubdagClass | readonly SubdagClass[],
  variants: { readonly [node: string]: SubdagOptions },
  shared: Omit<SubdagOptions, 'namespace'> = {},
): ModifierDecorator {
  return modifierDecorator(parameterizedSubdagModifier(classes, variants, shared));
}
