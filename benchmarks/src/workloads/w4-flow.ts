import { collect, input, node, parallelizable, type Collect } from '@millrace/core';

export const CONCURRENCY = 16;

/** As W3, with asynchronous nodes. */
export class AsyncTwoCollectors {
  @input() declare readonly size: number;

  @parallelizable('size', { concurrency: CONCURRENCY })
  *item(size: number): Generator<number> {
    for (let i = 0; i < size; i++) yield i;
  }

  @node('item')
  async doubled(item: number): Promise<number> {
    return item * 2;
  }

  @node('doubled')
  async shifted(doubled: number): Promise<number> {
    return doubled + 1;
  }

  @node('item', 'shifted')
  async mixed(item: number, shifted: number): Promise<number> {
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
