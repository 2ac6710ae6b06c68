import { customModifier, type CustomModifier } from '../modifiers/custom-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Defines a modifier of one's own. It gives other definitions of nodes for those that a method has so far, when the graph is built. What its
 * decorator is given comes last in `apply`. What it refuses, throws or does wrong is a fault (`INVALID_MODIFIER`).
 *
 * @example
 * const owner = defineModifier({
 *   name: 'owner',
 *   phase: 'decoration',
 *   apply: (definitions, _context, team: string) =>
 *     definitions.map((definition) => (isIntermediate(definition) ? definition : { ...definition, tags: { ...definition.tags, owner: team } })),
 * });
 *
 * class Sales {
 *   @owner('growth') @node() revenue(): number { return 1; }
 * }
 */
export function defineModifier<A extends readonly unknown[]>(modifier: CustomModifier<A>): (...given: A) => ModifierDecorator {
  return (...given) => modifierDecorator(customModifier(modifier, given));
}
