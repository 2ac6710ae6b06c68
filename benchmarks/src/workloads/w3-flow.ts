import { collect, input, node, parallelizable, type Collect } from '@millrace/core';

/** One fan-out, three synchronous nodes an item, two collectors. */
export class TwoCollectors {
  @input() declare readonly size: number;

  @parallelizable('size')
  *item(size: number): Generator<number> {
    for (let i = 0; i < size; i++) yield i;
  }

  @node('item')
  doubled(item: number): number {
    return item * 2;
  }

  @node('doubled')
  shifted(doubled: number): number {
    return doubled + 1;
  }

  @node('item', 'shifted')
  mixed(item: number, shifted: number): number {
    return (item ^ shifted) & 1023;
  }

  @collect('mixed')
  total(mixed: Collect<number>): number {
    let total = 0;
    for (const value of mixed) total += value;
    return total;
  }

  @collect('shifted')
  list(shifted: Collect<number>): readonly number[] {
    return shifted;
  }
}
