import type { Is } from './type-tools';

declare const ITEM: unique symbol;

/** The key under which a return type says, to the compiler only, that it is taken apart into items. */
export type ItemKey = typeof ITEM;

/** A type that is taken apart into items of the type T. */
export interface Items<T> {
  readonly [ITEM]?: Is<T>;
}

interface Subscribable<T> {
  subscribe(observer: { next: (value: T) => void; error: (error: unknown) => void; complete: () => void }): { unsubscribe(): void };
}

/**
 * What a parallelizable gives: an array, any iterable, an async iterable or an Observable, or a promise of one. All are assignable to it;
 * the name says that the items are handed out one by one.
 *
 * @example
 * class Sales {
 *   @parallelizable('orders')
 *   region(orders: Order[]): Parallelizable<Region> { return byRegion(orders); }
 * }
 */
export type Parallelizable<T> =
  | ((Iterable<T> | AsyncIterable<T> | Subscribable<T>) & Items<T>)
  | (PromiseLike<Iterable<T> | AsyncIterable<T> | Subscribable<T>> & Items<T>);
