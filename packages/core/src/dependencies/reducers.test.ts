import { isEndless, isStopped, stoppedAccumulator, type Reducer } from '../types/reducer';
import { reducers } from './reducers';

function reduce<E, A, R>(reducer: Reducer<E, A, R>, entries: readonly E[]): R {
  const last = entries.reduce((accumulator, entry, index) => reducer.step(accumulator, entry, index), reducer.init());
  // Without `done` the result is the accumulator, and R is A.
  return reducer.done ? reducer.done(last) : (last as unknown as R);
}

/** Folds two stretches apart, as nested fan-outs are, and joins them. */
function reduceInParts<E, A, R>(reducer: Reducer<E, A, R>, first: readonly E[], second: readonly E[]): R {
  const fold = (entries: readonly E[]) =>
    entries.reduce((accumulator, entry, index) => reducer.step(accumulator, entry, index), reducer.init());
  const merged = reducer.merge!(fold(first), fold(second));
  return reducer.done ? reducer.done(merged) : (merged as unknown as R);
}

const byLength = (a: string, b: string) => a.length - b.length;

describe('ready-made reducers', () => {
  it.each([
    ['sum', reducers.sum(), [3, 4, 5], 12],
    ['sum of none', reducers.sum(), [], 0],
    ['count', reducers.count(), ['a', null, undefined], 3],
    ['count of none', reducers.count(), [], 0],
    ['mean', reducers.mean(), [1, 2, 6], 3],
    ['mean of none', reducers.mean(), [], NaN],
    ['min', reducers.min(), [3, -1, 2], -1],
    ['min of none', reducers.min(), [], undefined],
    ['min with NaN', reducers.min(), [3, NaN, 2], NaN],
    ['max', reducers.max(), [3, -1, 2], 3],
    ['max of none', reducers.max(), [], undefined],
    ['toArray', reducers.toArray(), ['b', 'a', undefined], ['b', 'a', undefined]],
    ['toMap', reducers.toMap(byFirst), ['ab', 'cd', 'ae'], new Map([['a', 'ae'], ['c', 'cd']])], // prettier-ignore
    ['groupBy', reducers.groupBy(byFirst), ['ab', 'cd', 'ae'], new Map([['a', ['ab', 'ae']], ['c', ['cd']]])], // prettier-ignore
    ['topK', reducers.topK(2, byLength), ['a', 'dddd', 'bbb', 'cc'], ['dddd', 'bbb']],
    ['topK of fewer', reducers.topK(9, byLength), ['a', 'bb'], ['bb', 'a']],
    ['topK of none', reducers.topK(9, byLength), [], []],
    ['topK with k = 0', reducers.topK(0, byLength), ['a'], []],
    ['histogram', reducers.histogram([0, 10]), [-1, 0, 5, 10, 11, NaN, Infinity], [1, 2, 3]],
    ['histogram without bounds', reducers.histogram([]), [1, 2], [2]],
  ] as [string, Reducer<unknown, unknown, unknown>, unknown[], unknown][])('%s', (_title, reducer, entries, expected) => {
    expect(reduce(reducer, entries)).toEqual(expected);
    expect(isEndless(reducer)).toBe(true);
  });

  it.each([
    ['sum', reducers.sum(), [1, 2], [3]],
    ['count', reducers.count(), [1, 2], []],
    ['mean', reducers.mean(), [1], [2, 6]],
    ['min', reducers.min(), [], [2, 1]],
    ['max', reducers.max(), [2, 1], []],
    ['toArray', reducers.toArray(), [1, 2], [3]],
    ['toMap', reducers.toMap(byFirst), ['ab', 'cd'], ['ae']],
    ['groupBy', reducers.groupBy(byFirst), ['ab', 'cd'], ['ae', 'x']],
    ['topK', reducers.topK(2, byLength), ['aa', 'b', 'cc'], ['dd', 'eee']],
    ['histogram', reducers.histogram([0, 10]), [-1, 5], [5, 20]],
  ] as [string, Reducer<unknown, unknown, unknown>, unknown[], unknown[]][])(
    '%s merges two stretches into what it makes of both',
    (_title, reducer, first, second) => {
      expect(reduceInParts(reducer, first, second)).toEqual(reduce(reducer, [...first, ...second]));
    },
  );

  it('makes a fresh accumulator for every fold', () => {
    const reducer = reducers.toArray<number>();

    expect([reduce(reducer, [1]), reduce(reducer, [2])]).toEqual([[1], [2]]);
  });

  it('topK keeps the earlier of equal entries', () => {
    expect(reduce(reducers.topK(2, byLength), ['b1', 'a', 'b2', 'b3'])).toEqual(['b1', 'b2']);
  });

  it('topK agrees with sorting, entry by entry', () => {
    const numbers = Array.from({ length: 500 }, (_, i) => (i * 7919) % 613);
    const sorted = [...numbers].sort((a, b) => b - a);

    for (const k of [1, 2, 7, 499, 500, 501, Infinity].filter(Number.isInteger)) {
      expect(
        reduce(
          reducers.topK<number>(k, (a, b) => a - b),
          numbers,
        ),
      ).toEqual(sorted.slice(0, k));
    }
  });

  it.each([-1, 1.5, NaN])('topK refuses k = %p when it is used', (k) => {
    const reducer = reducers.topK<number>(k, (a, b) => a - b);

    expect(() => reducer.init()).toThrow(`integer from 0 on as its first argument, not ${k}`);
  });

  it('takes time in proportion to the entries', () => {
    const entries = Array.from({ length: 200_000 }, (_, i) => i);

    expect(
      reduce(
        reducers.topK<number>(100_000, (a, b) => a - b),
        entries,
      ),
    ).toHaveLength(100_000);
    expect(
      reduce(
        reducers.groupBy((n: number) => n % 3),
        entries,
      ).size,
    ).toBe(3);
  });

  it('done marks an accumulator as final', () => {
    const stopped: unknown = reducers.done(3);

    expect(isStopped(stopped) && stoppedAccumulator(stopped)).toBe(3);
  });
});

function byFirst(text: string): string {
  return text[0] ?? '';
}
