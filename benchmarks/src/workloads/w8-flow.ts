import 'reflect-metadata';
import { collect, fold, input, node, parallelizable, reducers, type Collect } from '@millrace/core';

/** Pure computation: so many steps of a generator of pseudo-random numbers (xorshift). 8,000 steps take about 20 µs. */
export function compute(seed: number, steps: number): number {
  let state = seed + 1;
  for (let step = 0; step < steps; step++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state >>> 0;
}

/** What workers load: items of as much work as one likes. */
export class Computation {
  @input() declare readonly items: number;
  @input() declare readonly steps: number;

  @parallelizable('items')
  *item(items: number): Generator<number> {
    for (let i = 0; i < items; i++) yield i;
  }

  @node('item', 'steps')
  computed(item: number, steps: number): number {
    return compute(item, steps);
  }

  @collect('computed')
  all(all: Collect<number>): readonly number[] {
    return all;
  }

  @collect(fold('computed', reducers.sum()))
  total(total: number): number {
    return total;
  }
}
