import {
  collect,
  Driver,
  fold,
  input,
  node,
  parallelizable,
  reducers,
  type Collect,
  type Parallelizable,
  type Reducer,
} from '@millrace/core';
import { countedSource } from '../fixtures/counted-source';
import { codesOf, failureOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Folds `numbers` by one reducer. */
function folding<A, R>(reducer: Reducer<number, A, R>) {
  class Folding {
    @input() declare readonly numbers: Iterable<number>;
    @parallelizable('numbers', { concurrency: 2 }) n(numbers: Iterable<number>): Parallelizable<number> {
      return numbers;
    }
    @collect(fold('n', reducer)) folded(result: R): { result: R } {
      return { result };
    }
  }
  const driver = new Driver({ modules: [Folding] });
  return (numbers: Iterable<number>) => driver.execute(['folded'], { inputs: { numbers } });
}
const counting = { init: () => 0, step: (count: number) => count + 1 };
const explode = (): never => {
  throw new Error('exploded');
};

describe('reducers', () => {
  expectNoUnhandledRejections();

  it('E7: a step that returns a thenable is refused', async () => {
    const failure = await failureOf(folding({ ...counting, step: (async () => Promise.resolve(1)) as never })([1]));

    expect(failure.node).toBe('folded');
    expect(codesOf(failure)).toContain('ASYNC_REDUCER');
    expect(failure.message).toMatch(/synchronous/);
  });

  it.each<[string, Partial<Reducer<number, number>>]>([
    ['init', { init: explode }],
    ['step', { step: explode }],
    ['done', { done: explode }],
  ])('E7: a throwing %s is a failure of the collector', async (_, broken) => {
    const numbers = countedSource([1, 2, 3, 4, 5]);

    const failure = await failureOf(folding({ ...counting, ...broken })(numbers));

    expect(failure).toMatchObject({ node: 'folded', path: [], cause: expect.objectContaining({ message: 'exploded' }) as Error });
  });

  it('E7: a throwing merge is a failure of the collector', async () => {
    class Nested {
      @parallelizable() *outer(): Generator<number> {
        yield* [1, 2, 3];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        yield outer;
      }
      @collect(fold('inner', { ...counting, merge: explode }), { over: 'outer' }) folded(count: number): number {
        return count;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Nested] }).execute(['folded']));

    expect(failure).toMatchObject({ node: 'folded', cause: expect.objectContaining({ message: 'exploded' }) as Error });
  });

  it('E7: an inner fold that fails fails its outer item', async () => {
    class Nested {
      @parallelizable({ onItemError: 'skip' }) *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        yield outer;
      }
      @collect(fold('inner', { init: () => 0, step: (_: number, n: number) => (n === 2 ? explode() : n) })) folded(result: number): number {
        return result;
      }
      @collect('folded') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Nested] }).execute(['all'], { onFailure: () => undefined })).resolves.toEqual({ all: [1] });
  });

  it('E7: reducers.done says that later entries are not needed, and the source is closed', async () => {
    const numbers = countedSource(
      (function* () {
        for (let n = 1; ; n++) yield n;
      })(),
    );
    const seen: number[] = [];
    const execute = folding({
      init: () => 0,
      step: (sum: number, n: number) => (seen.push(n), n < 4 ? sum + n : reducers.done(sum + n)),
      done: (sum: number) => `sum ${sum}`,
    });

    await expect(execute(numbers)).resolves.toEqual({ folded: { result: 'sum 10' } });
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(numbers.returned).toBe(1);
  });

  it('E7: the source goes on where something else needs the later entries', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3, 4];
      }
      @node('n') same(n: number): number {
        return n;
      }
      @collect(fold('same', { init: () => 0, step: (_: number, n: number) => reducers.done(n) })) first(first: number): number {
        return first;
      }
      @collect('same') all(values: Collect<number>): number[] {
        return [...values];
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['first', 'all'])).resolves.toEqual({ first: 1, all: [1, 2, 3, 4] });
    await expect(driver.execute(['first'])).resolves.toEqual({ first: 1 });
  });

  it('E7: stops at the same entry whatever order items finish in', async () => {
    class Flow {
      @parallelizable({ concurrency: 4 }) *n(): Generator<number> {
        for (let n = 0; n < 40; n++) yield n;
      }
      @node('n') async same(n: number): Promise<number> {
        for (let i = 0; i < 4 - (n % 4); i++) await Promise.resolve();
        return n;
      }
      @collect(
        fold('same', {
          init: () => [] as number[],
          step: (acc: number[], n: number) => (n === 6 ? reducers.done([...acc, n]) : [...acc, n]),
        }),
      )
      some(some: number[]): number[] {
        return some;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['some'])).resolves.toEqual({ some: [0, 1, 2, 3, 4, 5, 6] });
  });

  it('E7: makes a fresh accumulator for each run and each fan-out instance', async () => {
    const execute = folding({ init: () => [] as number[], step: (acc: number[], n: number) => (acc.push(n), acc) });

    await expect(execute([1, 2])).resolves.toEqual({ folded: { result: [1, 2] } });
    await expect(execute([3])).resolves.toEqual({ folded: { result: [3] } });
  });

  it.each<[string, Reducer<number, never, unknown>, number[], unknown]>([
    ['sum', reducers.sum() as never, [1, 2, 3], 6],
    ['sum of nothing', reducers.sum() as never, [], 0],
    ['count', reducers.count() as never, [5, 5], 2],
    ['mean', reducers.mean() as never, [1, 2, 6], 3],
    ['min', reducers.min() as never, [3, 1, 2], 1],
    ['max', reducers.max() as never, [3, 1, 2], 3],
    ['min of nothing', reducers.min() as never, [], undefined],
    ['max of nothing', reducers.max() as never, [], undefined],
    ['mean of nothing', reducers.mean() as never, [], NaN],
    ['toArray', reducers.toArray<number>() as never, [2, 1], [2, 1]],
    [
      'toMap',
      reducers.toMap((n: number) => n % 2) as never,
      [1, 2, 3],
      new Map([
        [1, 3],
        [0, 2],
      ]),
    ],
    [
      'groupBy',
      reducers.groupBy((n: number) => n % 2) as never,
      [1, 2, 3],
      new Map([
        [1, [1, 3]],
        [0, [2]],
      ]),
    ],
    ['topK', reducers.topK(2, (a: number, b: number) => a - b) as never, [1, 5, 3, 4], [5, 4]],
    ['topK of fewer', reducers.topK(9, (a: number, b: number) => a - b) as never, [1, 5], [5, 1]],
    ['histogram', reducers.histogram([0, 10]) as never, [-1, 0, 5, 10, 99], [1, 2, 2]],
  ])('ready-made: %s', async (_, reducer, numbers, expected) => {
    await expect(folding(reducer)(numbers)).resolves.toEqual({ folded: { result: expected } });
  });
});
