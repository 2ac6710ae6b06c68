import { collect, node, parallelizable, pool, retry, timeout, type Collect, type Parallelizable } from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { countedAsyncSource, countedSource } from '../fixtures/counted-source';
import { failureOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

describe('@retry, @timeout and @pool on a parallelizable', () => {
  expectNoUnhandledRejections();

  it.each(['sync', 'async'] as const)('F9: @retry repeats the call and the first pull (%s)', async (kind) => {
    const attempts: string[] = [];
    const opening = (): void => {
      attempts.push('pull');
      if (attempts.length < 4) throw new Error('no connection');
    };
    class Flow {
      @retry({ attempts: 4, delayMs: 10 })
      @parallelizable()
      item(): Parallelizable<number> {
        attempts.push('call');
        if (attempts.length < 2) throw new Error('no call');
        const items = [1, 2, 3];
        if (kind === 'sync')
          return (function* () {
            opening();
            yield* items;
          })();
        return (async function* () {
          opening();
          yield* items;
        })();
      }
      @collect('item') all(items: Collect<unknown>): readonly unknown[] {
        return items;
      }
    }

    await expect(createTestDriver([Flow]).execute(['all'])).resolves.toEqual({ all: [1, 2, 3] });
    expect(attempts).toEqual(['call', 'call', 'pull', 'call', 'pull']);
  });

  it('F9: never after an item was delivered', async () => {
    let calls = 0;
    class Flow {
      @retry({ attempts: 3 }) @parallelizable() async *item(): AsyncGenerator<number> {
        calls += 1;
        yield 1;
        throw new Error('half-way');
      }
      @collect('item') all(items: Collect<number>): number {
        return items.length;
      }
    }

    await expect(failureOf(createTestDriver([Flow]).execute(['all']))).resolves.toMatchObject({
      node: 'item',
      cause: new Error('half-way'),
    });
    expect(calls).toBe(1);
  });

  it('F9: @timeout holds for each pull, not for the time in between', async () => {
    class Flow {
      @timeout(50)
      @parallelizable({ concurrency: 1 })
      async *item(): AsyncGenerator<number> {
        for (const ms of [40, 40, 60]) {
          await driver.clock.sleep(ms);
          yield ms;
        }
      }
      @node('item') async slow(item: number): Promise<number> {
        await driver.clock.sleep(500);
        seen.push(item);
        return item;
      }
      @collect('slow') all(items: Collect<number>): number {
        return items.length;
      }
    }
    const seen: number[] = [];
    const driver = createTestDriver([Flow]);

    await expect(failureOf(driver.execute(['all']))).resolves.toMatchObject({ node: 'item', cause: { code: 'TIMED_OUT' } });
    expect(seen).toEqual([40, 40]);
    expect(driver.clock.pending).toBe(0);
  });

  it('F9: @pool holds for each pull, and F10: with one slot and one permit nothing deadlocks', async () => {
    class Flow {
      @pool('one')
      @parallelizable({ concurrency: 3 })
      async *outer(): AsyncGenerator<number> {
        for (let n = 0; n < 3; n++) {
          await driver.clock.sleep(1);
          yield n;
        }
      }
      @pool('one')
      @parallelizable('outer', { concurrency: 3 })
      *inner(outer: number): Generator<number> {
        yield* [outer, outer + 1];
      }
      @pool('one')
      @retry()
      @timeout(100)
      @node('inner')
      async value(inner: number): Promise<number> {
        await driver.clock.sleep(1);
        return inner;
      }
      @pool('one') @collect('value') async ofOuter(values: Collect<number>): Promise<number> {
        return values.length;
      }
      @pool('one') @collect('ofOuter') async total(counts: Collect<number>): Promise<number> {
        return counts.reduce((a, b) => a + b, 0);
      }
    }
    const driver = createTestDriver([Flow], { pools: { one: 1 }, maxConcurrency: 1 });

    await expect(driver.execute(['total'])).resolves.toEqual({ total: 6 });
    expect(driver.clock.pending).toBe(0);
  });

  it.each([
    ['a source', countedSource],
    ['an asynchronous source', countedAsyncSource],
  ])('F3: %s is closed exactly once when the fan-out ends early', async (_what, counted) => {
    const source = counted([1, 2, 3, 4]);
    class Flow {
      @retry() @timeout(1_000) @parallelizable({ concurrency: 1 }) item(): Parallelizable<number> {
        return source;
      }
      @node('item') value(item: unknown): unknown {
        if (item === 2) throw new Error('two');
        return item;
      }
      @collect('value') all(values: Collect<unknown>): number {
        return values.length;
      }
    }

    await expect(createTestDriver([Flow]).execute(['all'])).rejects.toMatchObject({ node: 'value' });
    expect([source.pulled, source.returned]).toEqual([2, 1]);
  });

  it('leaves arrays as they are, and refuses what is refused without it', async () => {
    class Flow {
      @retry() @parallelizable() list(): Parallelizable<number> {
        return [1, 2];
      }
      @collect('list') ofList(items: Collect<number>): readonly number[] {
        return items;
      }
      @retry({ attempts: 1 }) @parallelizable() text(): Parallelizable<string> {
        return 'abc' as never;
      }
      @collect('text') ofText(items: Collect<unknown>): number {
        return items.length;
      }
    }
    const driver = createTestDriver([Flow]);

    await expect(driver.execute(['ofList'])).resolves.toEqual({ ofList: [1, 2] });
    await expect(failureOf(driver.execute(['ofText']))).resolves.toMatchObject({ cause: { code: 'INVALID_SOURCE' } });
  });

  it.each(['a generator', 'an iterator whose return() hangs'])(
    'F10: a pull of %s that never ends is given up, and its return(), which is not answered either, holds no permit',
    async (kind) => {
      let returns = 0;
      const never = (): Promise<never> => new Promise(() => undefined);
      async function* generate(outer: number): AsyncGenerator<number> {
        yield outer;
        if (outer === 1) await never();
      }
      const iterate = (outer: number): AsyncIterable<number> => {
        const items = generate(outer);
        return { [Symbol.asyncIterator]: () => ({ next: () => items.next(), return: () => (returns++, never()) }) };
      };
      class Nested {
        @parallelizable({ concurrency: 1, onItemError: 'skip' }) *outer(): Generator<number> {
          yield* [1, 2, 3];
        }
        @timeout(10) @parallelizable('outer') inner(outer: number): Parallelizable<number> {
          return kind === 'a generator' ? generate(outer) : iterate(outer);
        }
        @node('inner') async value(inner: number): Promise<number> {
          return inner;
        }
        @collect('value', { over: 'outer' }) all(values: Collect<number>): readonly number[] {
          return values;
        }
        @node('all') async after(all: readonly number[]): Promise<readonly number[]> {
          return all;
        }
      }
      const driver = createTestDriver([Nested], { maxConcurrency: 1 });

      await expect(driver.execute(['after'], { onFailure: () => undefined })).resolves.toEqual({ after: [2, 3] });
      expect([returns, driver.clock.now(), driver.clock.pending]).toEqual([kind === 'a generator' ? 0 : 1, 10, 0]);
    },
  );
});
