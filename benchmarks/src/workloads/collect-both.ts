import { connect, forkJoin, map, type Observable, reduce, toArray } from 'rxjs';

/** What one item of W3 and W4 gives. */
export type Pair = readonly [mixed: number, shifted: number];

/** What their two collectors give. */
export interface Results {
  readonly total: number;
  readonly list: readonly number[];
}

/** Two collectors over one stream in RxJS; `connect` subscribes both before the stream starts. */
export function collectBoth(pairs: Observable<Pair>): Observable<Results> {
  return pairs.pipe(
    connect((shared) =>
      forkJoin({
        total: shared.pipe(reduce((total, [mixed]) => total + mixed, 0)),
        list: shared.pipe(
          map(([, shifted]) => shifted),
          toArray(),
        ),
      }),
    ),
  );
}
