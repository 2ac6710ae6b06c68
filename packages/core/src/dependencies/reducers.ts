import { endless, stopReducing, type Reducer } from '../types/reducer';
import { topK } from './top-k';

/** Adds the numbers up; 0 for none. */
function sum(): Reducer<number, number> {
  return endless({ init: () => 0, step: (total: number, entry: number) => total + entry, merge: (a: number, b: number) => a + b });
}

/** Counts the entries. */
function count(): Reducer<unknown, number> {
  return endless({ init: () => 0, step: (total: number) => total + 1, merge: (a: number, b: number) => a + b });
}

interface Mean {
  sum: number;
  count: number;
}

/** The arithmetic mean; `NaN` for none. */
function mean(): Reducer<number, Mean, number> {
  return endless({
    init: () => ({ sum: 0, count: 0 }),
    step: (mean: Mean, entry: number) => {
      mean.sum += entry;
      mean.count++;
      return mean;
    },
    merge: (a: Mean, b: Mean) => ({ sum: a.sum + b.sum, count: a.count + b.count }),
    done: (mean: Mean) => mean.sum / mean.count,
  });
}

/** The smallest number, `NaN` if one of them is; `undefined` for none. */
function min(): Reducer<number, number | undefined> {
  return extreme(Math.min);
}

/** The largest number, `NaN` if one of them is; `undefined` for none. */
function max(): Reducer<number, number | undefined> {
  return extreme(Math.max);
}

function extreme(choose: (a: number, b: number) => number): Reducer<number, number | undefined> {
  const join = (a: number | undefined, b: number | undefined) => (a === undefined ? b : b === undefined ? a : choose(a, b));
  return endless({ init: () => undefined, step: join, merge: join });
}

/** The entries as a list that the caller may change. */
function toArray<T>(): Reducer<T, T[]> {
  return endless({
    init: () => [],
    step: (list: T[], entry: T) => {
      list.push(entry);
      return list;
    },
    merge: (a: T[], b: T[]) => {
      for (const entry of b) a.push(entry);
      return a;
    },
  });
}

/** The entries by key; of those with one key, the last. */
function toMap<E, K>(key: (entry: E) => K): Reducer<E, Map<K, E>> {
  return endless({
    init: () => new Map<K, E>(),
    step: (map: Map<K, E>, entry: E) => map.set(key(entry), entry),
    merge: (a: Map<K, E>, b: Map<K, E>) => {
      for (const [k, entry] of b) a.set(k, entry);
      return a;
    },
  });
}

/** Lists of entries by key, keys and entries in order of appearance. */
function groupBy<E, K>(key: (entry: E) => K): Reducer<E, Map<K, E[]>> {
  const add = (map: Map<K, E[]>, k: K, entry: E) => {
    const list = map.get(k);
    if (list === undefined) map.set(k, [entry]);
    else list.push(entry);
  };
  return endless({
    init: () => new Map<K, E[]>(),
    step: (map: Map<K, E[]>, entry: E) => {
      add(map, key(entry), entry);
      return map;
    },
    merge: (a: Map<K, E[]>, b: Map<K, E[]>) => {
      for (const [k, list] of b) for (const entry of list) add(a, k, entry);
      return a;
    },
  });
}

/**
 * How many numbers fall between the bounds, which ascend: one count below the first bound, one from each bound (inclusive) to the next
 * (exclusive), one from the last bound on. `NaN` falls nowhere.
 */
function histogram(bounds: readonly number[]): Reducer<number, number[]> {
  return endless({
    init: () => new Array<number>(bounds.length + 1).fill(0),
    step: (counts: number[], entry: number) => {
      if (!Number.isNaN(entry)) {
        const bin = binOf(bounds, entry);
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return counts;
    },
    merge: (a: number[], b: number[]) => a.map((n, bin) => n + (b[bin] ?? 0)),
  });
}

/** The number of bounds that are not above the value, by bisection. */
function binOf(bounds: readonly number[], value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Ready-made reducers for `fold`. Each is linear in the number of entries and makes a fresh accumulator for every fold;
 * `reducers.done(accumulator)`, returned by a `step`, stops early.
 *
 * @example
 * class Sales {
 *   @collect(fold('revenue', reducers.topK<number>(3, (a, b) => a - b)))
 *   best(revenues: number[]): number[] { return revenues; }
 * }
 */
export const reducers = { sum, count, mean, min, max, toArray, toMap, groupBy, topK, histogram, done: stopReducing } as const;
