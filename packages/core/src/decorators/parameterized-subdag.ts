import { parameterizedSubdagModifier } from '../modifiers/parameterized-subdag-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';
import type { SubdagClass, SubdagOptions } from './subdag';

/** Options of a node of `@parameterizedSubdag`. */
export interface SubdagVariant extends SubdagOptions {
  /** Instead of the classes that all have. */
  readonly classes?: SubdagClass | readonly SubdagClass[];
}

/** What all nodes of a `@parameterizedSubdag` have in common. */
export type SharedSubdagOptions = Omit<SubdagOptions, 'namespace'>;

/** Makes several nodes of one method, each with a subdag of its own, of the classes that it says itself. */
export function parameterizedSubdag(
  variants: { readonly [node: string]: SubdagVariant & Required<Pick<SubdagVariant, 'classes'>> },
  shared?: SharedSubdagOptions,
): ModifierDecorator;
/**
 * Makes several nodes of one method, each with a subdag of its own: the keys are the names of the nodes, and by default of the namespaces.
 * What all have in common is said last, and merged key by key. The classes stand first where all have the same; a node may have others.
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
  variants: { readonly [node: string]: SubdagVariant },
  shared?: SharedSubdagOptions,
): ModifierDecorator;
export function parameterizedSubdag(...given: readonly unknown[]): ModifierDecorator {
  return modifierDecorator(parameterizedSubdagModifier(given));
}
