import { tagOutputsModifier } from '../modifiers/tag-modifier';
import type { Tags } from '../types/tags';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Adds tags to single nodes of a method that gives several, by their names.
 *
 * @example
 * class Sales {
 *   @tagOutputs({ reduced: { law: 'food' }, normal: { law: 'all' } })
 *   @parameterizeValues('rate', { reduced: 0.07, normal: 0.19 })
 *   @node(source<number>('rate'))
 *   tax(rate: number): number { return 100 * rate; }
 * }
 */
export function tagOutputs(outputs: { readonly [output: string]: Tags }): ModifierDecorator {
  return modifierDecorator(tagOutputsModifier(outputs));
}
