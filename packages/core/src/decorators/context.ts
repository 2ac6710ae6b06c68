import { recordParameter } from '../metadata/record';
import type { NodeContext } from '../types/node-context';
import type { Is } from '../types/type-tools';
import { placeOf } from './place';

/** Tells the decorator of a context from other functions, and its type from that of other decorators. */
const CONTEXT: unique symbol = Symbol.for('millrace.context');

/** A decorator of a parameter that the context fits. */
export interface ContextDecorator {
  <C, K extends string, I extends number>(
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
  ): void;
  readonly [CONTEXT]: true;
}

/**
 * Injects the `NodeContext` of the call: its signal, run, item path and config. The parameter may stand anywhere in the list and counts
 * as none of the dependencies. In `defineDataflow` it stands among the dependencies, in the parameter's place.
 *
 * @example
 * class Prices {
 *   @node('symbol')
 *   async price(symbol: string, @context() { signal }: NodeContext): Promise<number> { return quote(symbol, { signal }); }
 * }
 */
export function context(): ContextDecorator {
  const decorate = (target: unknown, key: string, index: number): void =>
    recordParameter(placeOf('context', target, key), { index, kind: 'context' });
  return Object.assign(decorate, { [CONTEXT]: true } as const);
}

/** Whether a value was made by {@link context} (of any installed copy of the package). */
export function isContext(value: unknown): value is ContextDecorator {
  return typeof value === 'function' && CONTEXT in value;
}
