import { mergeMap, Observable, range } from 'rxjs';

/** The value of an item, with the item's position. */
export type Placed<R> = readonly [position: number, value: R];

/**
 * The best form of bounded concurrency in RxJS: `mergeMap` over lanes that pull from one shared iterator. `from(items)` would read all items
 * ahead, and take each off the front of a long array.
 */
export function lanes<T, R>(items: Iterable<T>, concurrency: number, work: (item: T) => Promise<R>): Observable<Placed<R>> {
  const iterator = items[Symbol.iterator]();
  let position = 0;
  const lane = new Observable<Placed<R>>((subscriber) => {
    const run = async (): Promise<void> => {
      for (let next = iterator.next(); next.done !== true; next = iterator.next()) subscriber.next([position++, await work(next.value)]);
      subscriber.complete();
    };
    run().catch((error: unknown) => subscriber.error(error));
  });
  return range(0, concurrency).pipe(mergeMap(() => lane));
}
