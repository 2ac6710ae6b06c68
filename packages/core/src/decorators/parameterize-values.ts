import { parameterizeModifier, valuesOf } from '../modifiers/parameterize-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Short for a `@parameterize` that binds one dependency to a literal in each node.
 *
 * @example
 * class Prices {
 *   @input() declare readonly net: number;
 *
 *   @parameterizeValues('rate', { reduced: 0.07, normal: 0.19 })
 *   @node('net', source<number>('rate'))
 *   tax(net: number, rate: number): number { return net * rate; }
 * }
 */
export function parameterizeValues(dependency: string, outputs: { readonly [output: string]: unknown }): ModifierDecorator {
  return modifierDecorator(parameterizeModifier('parameterizeValues', valuesOf(dependency, outputs)));
}
