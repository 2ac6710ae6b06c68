import { invalidSource } from '../errors/source-errors';
import { AsyncIteratorSource, IteratorSource, refusePromise, type SourceSetting } from './iterator-sources';
import { OpenedIterator, type AnyIterator } from './layers/opened-iterator';
import { PulledSource } from './layers/pulled-source';
import { ObservableSource, type Subscribable } from './observable-source';
import type { LinkedFanOut } from './program';
import { ArraySource, type Source } from './source';

/** Makes a source of what a parallelizable returned, or refuses it by name (F1). */
export function openSource(iterable: unknown, step: LinkedFanOut): (setting: SourceSetting) => Source {
  const node = step.name;
  if (iterable instanceof OpenedIterator)
    return iterable.isPlain ? sourceOf(iterable.opened) : (setting) => new PulledSource(iterable, setting);
  if (Array.isArray(iterable)) {
    checkArray(iterable, node);
    return () => new ArraySource(iterable);
  }
  if (typeof iterable !== 'object' || iterable === null || iterable instanceof Map) throw invalidSource(node, iterable);
  if (isSubscribable(iterable)) return (setting) => new ObservableSource(iterable, step.buffer, setting);
  if (isAsyncIterable(iterable)) return sourceOf({ isAsync: true, iterator: iterable[Symbol.asyncIterator]() });
  if (isIterable(iterable)) return sourceOf({ isAsync: false, iterator: iterable[Symbol.iterator]() });
  throw invalidSource(node, iterable);
}

function sourceOf(opened: AnyIterator): (setting: SourceSetting) => Source {
  return (setting) => (opened.isAsync ? new AsyncIteratorSource(opened.iterator, setting) : new IteratorSource(opened.iterator, setting));
}

/** Refuses promises before the first item runs; all of them get a handler. */
function checkArray(items: readonly unknown[], node: string): void {
  let refusal: unknown;
  items.forEach((item, index) => {
    try {
      refusePromise(item, node, index);
    } catch (error) {
      refusal ??= error;
    }
  });
  if (refusal !== undefined) throw refusal;
}

function isSubscribable(value: object): value is Subscribable {
  return 'subscribe' in value && typeof value.subscribe === 'function';
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value && typeof value[Symbol.asyncIterator] === 'function';
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && typeof value[Symbol.iterator] === 'function';
}
