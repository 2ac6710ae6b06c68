import { Observable } from 'rxjs';

import type { SourceKind } from '../model/graph-spec';
import type { VirtualClock } from './virtual-clock';

/** What a source tells of itself. */
interface SourceHooks {
  opened(): void;
  closed(): void;
  pulled(index: number): void;
}

export interface SourceOptions {
  readonly kind: SourceKind;
  readonly items: readonly unknown[];
  /** Thrown after the last item. */
  readonly failure: { readonly thrown: unknown } | undefined;
  readonly clock: VirtualClock;
  /** The longest time between two items of an asynchronous source. */
  readonly delay: number;
  readonly hooks: SourceHooks;
}

/** Gives items in one of the forms of F1. Arrays cannot break half-way: they break at once. */
export function makeSource(options: SourceOptions): unknown {
  const { kind, items, failure, clock, delay } = options;
  switch (kind) {
    case 'array':
      if (failure !== undefined) throw failure.thrown;
      return [...items];
    case 'promise':
      return clock.after(1 + delay).then(() => {
        if (failure !== undefined) throw failure.thrown;
        return [...items];
      });
    case 'iterator':
      return failure === undefined ? items.values() : generate(options);
    case 'generator':
      return generate(options);
    case 'asyncGenerator':
      return generateAsync(options);
    case 'observable':
    case 'asyncObservable':
      return observe(options);
  }
}

function* generate({ items, failure, hooks }: SourceOptions): Generator<unknown, void, undefined> {
  hooks.opened();
  try {
    for (const [index, item] of items.entries()) {
      hooks.pulled(index);
      yield item;
    }
    if (failure !== undefined) throw failure.thrown;
  } finally {
    hooks.closed();
  }
}

async function* generateAsync({ items, failure, clock, delay, hooks }: SourceOptions): AsyncGenerator<unknown, void, undefined> {
  hooks.opened();
  try {
    for (const [index, item] of items.entries()) {
      if ((index + delay) % 3 !== 0) await clock.after(1 + (index % (delay + 1)));
      hooks.pulled(index);
      yield item;
    }
    await clock.after(1);
    if (failure !== undefined) throw failure.thrown;
  } finally {
    hooks.closed();
  }
}

function observe({ kind, items, failure, clock, delay, hooks }: SourceOptions): Observable<unknown> {
  return new Observable((subscriber) => {
    hooks.opened();
    let next = 0;
    let forget = (): void => undefined;
    const emit = (): void => {
      if (next < items.length) subscriber.next(items[next++]);
      else if (failure !== undefined) subscriber.error(failure.thrown);
      else subscriber.complete();
    };
    const emitLater = (): void => {
      forget = clock.schedule(next % (delay + 2), () => {
        emit();
        if (!subscriber.closed) emitLater();
      });
    };
    if (kind === 'asyncObservable') emitLater();
    else while (!subscriber.closed) emit();
    return () => {
      forget();
      hooks.closed();
    };
  });
}
