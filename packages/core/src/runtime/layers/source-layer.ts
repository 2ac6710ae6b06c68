import { isThenable } from '../../types/thenable';
import type { Layer, NodeCall } from './node-call';
import { OpenedIterator, type AnyIterator } from './opened-iterator';

/** How the items of a parallelizable are pulled (F9). */
export interface PullSetting {
  /** What is around each pull, outermost first. */
  readonly layers: readonly Layer[];
  /** Whether the first pull belongs to the call, which is repeated then if it fails. */
  readonly beginsAtOnce: boolean;
}

/** Opens what a parallelizable gives, where that is pulled: arrays and Observables are not, and stay as they are. */
export function sourceLayer(setting: PullSetting): Layer {
  return (next) => (call) => {
    const given = next(call);
    return isThenable(given) ? Promise.resolve(given).then((iterable) => open(iterable, call, setting)) : open(given, call, setting);
  };
}

function open(iterable: unknown, call: NodeCall, { layers, beginsAtOnce }: PullSetting): unknown {
  const iterator = iteratorOf(iterable);
  if (iterator === undefined) return iterable;
  const opened = new OpenedIterator(iterator, { call, layers });
  return beginsAtOnce ? opened.begin() : opened;
}

/** The iterator of an object that is pulled; nothing for what the engine takes in another way, or refuses. */
function iteratorOf(iterable: unknown): AnyIterator | undefined {
  if (typeof iterable !== 'object' || iterable === null || Array.isArray(iterable) || iterable instanceof Map) return undefined;
  if ('subscribe' in iterable && typeof iterable.subscribe === 'function') return undefined;
  const from = iterable as Partial<Iterable<unknown> & AsyncIterable<unknown>>;
  const asynchronous = from[Symbol.asyncIterator]?.();
  if (asynchronous !== undefined) return { isAsync: true, iterator: asynchronous };
  const iterator = from[Symbol.iterator]?.();
  return iterator === undefined ? undefined : { isAsync: false, iterator };
}
