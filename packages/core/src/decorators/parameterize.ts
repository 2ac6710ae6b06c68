import type { AnyDependency } from '../dependencies/dependency';
import { parameterizeModifier } from '../modifiers/parameterize-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** What takes the place of declared dependencies, by their names. */
export interface Bindings {
  readonly [dependency: string]: AnyDependency;
}

/** The nodes that a method gives, by name: what each binds, and its description where it has one of its own. */
export interface Parameterization {
  readonly [output: string]: Bindings | readonly [bindings: Bindings, description: string];
}

/**
 * Makes several nodes of one method, each with other values for some of its dependencies. The keys inside are names of declared dependencies; the
 * method's own name is then no node. In a `description`, `{dependency}` stands for what it is bound to, and `{outputName}` for the node.
 *
 * @example
 * class Prices {
 *   @input() declare readonly net: number;
 *
 *   @parameterize({ inEuro: { rate: value(1) }, inDollar: { rate: source('dollarRate') } })
 *   @node('net', source<number>('rate'), { description: '{outputName}: net times {rate}' })
 *   price(net: number, rate: number): number { return net * rate; }
 *
 *   @node(source<number>('inEuro'), source<number>('inDollar'))
 *   label(euro: number, dollar: number): string { return `${euro} € = ${dollar} $`; }
 * }
 */
export function parameterize(outputs: Parameterization): ModifierDecorator {
  return modifierDecorator(parameterizeModifier('parameterize', outputs));
}
