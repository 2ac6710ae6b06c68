import { recordParameter } from '../metadata/record';
import type { NodeContext } from '../types/node-context';
import type { Is } from '../types/type-tools';
import { placeOf } from './place';

/** A decorator of a parameter that the context fits. */
export type ContextDecorator = <C, K extends string, I extends number>(
  target: C,
  key: K,
  index: I &
    (K extends keyof C
      ? C[K] extends (...args: infer P) => unknown
        ? Is<NodeContext> extends Is<P[I]>
          ? unknown
          : { 'declare the parameter as NodeContext, not': P[I] }
        : unknown
      : unknown),
) => void;

/**
 * Injects the `NodeContext` of the call: its signal, run, item path and config. The parameter may stand anywhere in the list and counts
 * as none of the dependencies.
 *
 * @example
 * class Prices {
 *   @node('symbol')
 *   async price(symbol: string, @context() { signal }: NodeContext): Promise<number> { return quote(symbol, { signal }); }
 * }
 */
export function context(): ContextDecorator {
  return (target, key, index) => recordParameter(placeOf('context', target, key), { index, kind: 'context' });
}
