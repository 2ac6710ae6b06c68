import { MillraceError } from '../errors/millrace-error';
import { endless, type Reducer } from '../types/reducer';

interface Ranked<E> {
  readonly entry: E;
  /** Position among all entries: of equals the earlier one is kept. */
  readonly order: number;
}

/** The best entries so far as a binary heap, the worst of them first. */
interface TopK<E> {
  readonly heap: Ranked<E>[];
  seen: number;
}

/**
 * The `k` largest entries by `compare`, largest first; of equal ones the earlier.
 * A bounded heap (Williams 1964): O(n log k) time, O(k) memory. `k` is an integer ≥ 0.
 */
export function topK<E>(k: number, compare: (a: E, b: E) => number): Reducer<E, TopK<E>, E[]> {
  const isWorse = (a: Ranked<E>, b: Ranked<E>) => {
    const difference = compare(a.entry, b.entry);
    return difference === 0 ? a.order > b.order : difference < 0;
  };
  const add = (heap: Ranked<E>[], ranked: Ranked<E>) => {
    if (heap.length < k) siftUp(heap, ranked, isWorse);
    else if (heap[0] !== undefined && isWorse(heap[0], ranked)) siftDown(heap, ranked, isWorse);
  };
  return endless({
    init: () => {
      if (!Number.isInteger(k) || k < 0)
        throw new MillraceError('INVALID_OPTION', `reducers.topK takes an integer from 0 on as its first argument, not ${String(k)}.`);
      return { heap: [], seen: 0 };
    },
    step: (top: TopK<E>, entry: E) => {
      add(top.heap, { entry, order: top.seen++ });
      return top;
    },
    merge: (a: TopK<E>, b: TopK<E>) => {
      for (const { entry, order } of b.heap) add(a.heap, { entry, order: a.seen + order });
      a.seen += b.seen;
      return a;
    },
    done: ({ heap }: TopK<E>) => heap.sort((a, b) => (isWorse(a, b) ? 1 : -1)).map(({ entry }) => entry),
  });
}

type Order<T> = (a: T, b: T) => boolean;

/** Adds an element: it starts at the end and rises while it goes before its parent. */
function siftUp<T>(heap: T[], element: T, before: Order<T>): void {
  let at = heap.length;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    const above = heap[parent];
    if (above === undefined || !before(element, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = element;
}

/** Replaces the first element: the new one sinks while a child goes before it. */
function siftDown<T>(heap: T[], element: T, before: Order<T>): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const [l, r] = [heap[left], heap[left + 1]];
    const child = l !== undefined && r !== undefined && before(r, l) ? left + 1 : left;
    const below = heap[child];
    if (below === undefined || !before(below, element)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = element;
}
