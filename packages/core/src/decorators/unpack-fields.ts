import { unpackFieldsModifier } from '../modifiers/unpack-fields-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Makes nodes of the entries of the tuple that a method gives, by position, beside the node of the method. Fewer names than entries are allowed.
 *
 * @throws MillraceError `MISSING_FIELD`, when a node runs for which the tuple is too short.
 * @example
 * class Statistics {
 *   @input() declare readonly values: number[];
 *
 *   @unpackFields('lowest', 'highest')
 *   @node('values')
 *   bounds(values: number[]): [number, number] { return [Math.min(...values), Math.max(...values)]; }
 *
 *   @node(source<number>('lowest'), source<number>('highest'))
 *   span(lowest: number, highest: number): number { return highest - lowest; }
 * }
 */
export function unpackFields(...names: readonly string[]): ModifierDecorator {
  return modifierDecorator(unpackFieldsModifier(names));
}
