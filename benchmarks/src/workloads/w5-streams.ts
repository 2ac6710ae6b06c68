import { collect, fold, node, parallelizable, reducers } from '@millrace/core';

const SAMPLED = 500;

/** Items that are streamed into a fold. `sample` is called now and then by whoever pulls. */
abstract class Stream {
  readonly size: number;
  readonly sample: (() => void) | undefined;

  constructor(size: number, sample?: () => void) {
    this.size = size;
    this.sample = sample;
  }
}

function* numbers({ size, sample }: Stream): Generator<number> {
  for (let i = 0; i < size; i++) {
    if (sample !== undefined && i % SAMPLED === 0) sample();
    yield i;
  }
}

function* rows({ size, sample }: Stream): Generator<readonly number[]> {
  for (let i = 0; i < size; i++) {
    if (sample !== undefined && i % SAMPLED === 0) sample();
    yield new Array<number>(256).fill(i);
  }
}

/** Numbers, each worth something that is known at once. */
export class SyncNumbers extends Stream {
  @parallelizable()
  item(): Generator<number> {
    return numbers(this);
  }

  @node('item')
  worth(item: number): number {
    return item & 255;
  }

  @collect(fold('worth', reducers.sum()))
  total(total: number): number {
    return total;
  }
}

/** Numbers, each worth something that is promised. */
export class AsyncNumbers extends Stream {
  @parallelizable()
  item(): Generator<number> {
    return numbers(this);
  }

  @node('item')
  async worth(item: number): Promise<number> {
    return item & 255;
  }

  @collect(fold('worth', reducers.sum()))
  total(total: number): number {
    return total;
  }
}

/** Items of 2 KB. */
export class AsyncRows extends Stream {
  @parallelizable()
  item(): Generator<readonly number[]> {
    return rows(this);
  }

  @node('item')
  async worth(item: readonly number[]): Promise<number> {
    return ((item[0] ?? 0) + (item[255] ?? 0)) & 255;
  }

  @collect(fold('worth', reducers.sum()))
  total(total: number): number {
    return total;
  }
}
