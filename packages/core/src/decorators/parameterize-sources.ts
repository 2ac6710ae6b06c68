import { parameterizeModifier, sourcesOf } from '../modifiers/parameterize-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Short for a `@parameterize` that binds dependencies to nodes only.
 *
 * @example
 * class Prices {
 *   @node() euro(): number { return 1; }
 *   @node() dollar(): number { return 1.1; }
 *
 *   @parameterizeSources({ twoEuro: { price: 'euro' }, twoDollar: { price: 'dollar' } })
 *   @node(source<number>('price'))
 *   twice(price: number): number { return 2 * price; }
 * }
 */
export function parameterizeSources(outputs: { readonly [output: string]: { readonly [dependency: string]: string } }): ModifierDecorator {
  return modifierDecorator(parameterizeModifier('parameterizeSources', sourcesOf(outputs)));
}
