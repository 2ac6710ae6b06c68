import type { Hooks, NamedHook } from './hooks';

/** The hooks that are told of fan-outs, by what they are told. */
export interface FanOutListeners {
  readonly beforeFanOut: readonly NamedHook[];
  readonly onItem: readonly NamedHook[];
  readonly afterFanOut: readonly NamedHook[];
}

/** Those of a driver; `undefined` where none is told of fan-outs. */
export function fanOutListeners(hooks: Hooks): FanOutListeners | undefined {
  const [beforeFanOut, onItem, afterFanOut] = [hooks.with('beforeFanOut'), hooks.with('onItem'), hooks.with('afterFanOut')];
  return beforeFanOut.length + onItem.length + afterFanOut.length === 0 ? undefined : { beforeFanOut, onItem, afterFanOut };
}
