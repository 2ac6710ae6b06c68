import { pipeOutputModifier } from '../modifiers/pipe-output-modifier';
import type { Step } from '../modifiers/step';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** Options of `@pipeOutput`. */
export interface PipeOutputOptions {
  /** Where the nodes of the steps are; `null`: nowhere in particular. Default: the name of the node. */
  readonly namespace?: string | null;
  /** Which nodes of a method that gives several go through the pipe. Default: all. */
  readonly onOutput?: string | readonly string[];
}

/**
 * Sends what a method returns through steps, one after the other, before its dependants get it. The steps are nodes: `price.withTax`;
 * `price.raw` is what the method returned. On a parallelizable each item goes through them.
 *
 * @example
 * const addTax = (net: number, rate: number): number => net * (1 + rate);
 *
 * class Prices {
 *   @pipeOutput(step(addTax, value(0.19)).named('withTax'), step(Math.round))
 *   @node(source<number>('net'))
 *   price(net: number): number { return net; }
 * }
 */
export function pipeOutput(...given: readonly Step[] | readonly [...Step[], PipeOutputOptions]): ModifierDecorator {
  return modifierDecorator(pipeOutputModifier(given));
}
