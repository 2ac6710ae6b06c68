import { AsyncLocalStorage } from 'node:async_hooks';
import { collect, context, Driver, input, memoryCache, node, parallelizable, type Collect, type NodeContext } from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { CountingStore } from '../fixtures/counting-store';
import { deferred, type Deferred } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { failureOf, rejectionOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Pages that come when the test wants them to. */
class Pages {
  readonly asked: { readonly id: number; readonly page: Deferred<{ text: string }>; readonly signal: AbortSignal }[] = [];

  @input() declare readonly ids: number[];

  @parallelizable('ids', { concurrency: 10 }) *id(ids: number[]): Generator<number> {
    yield* ids;
  }

  @node('id')
  page(id: number, @context() { signal }: NodeContext): Promise<{ text: string }> {
    const page = deferred<{ text: string }>();
    this.asked.push({ id, page, signal });
    signal.addEventListener('abort', () => page.reject(signal.reason));
    return page.promise;
  }

  @collect('page')
  pages(pages: Collect<{ text: string }>): { text: string }[] {
    return [...pages];
  }

  /** The call at a position, when it has been made. */
  async call(position: number): Promise<this['asked'][number]> {
    for (;;) {
      const call = this.asked[position];
      if (call !== undefined) return call;
      await turnLoop();
    }
  }
}

describe('equal calls under way', () => {
  expectNoUnhandledRejections();
  let pages: Pages;
  let driver: Driver;
  const start = (ids: number[], signal?: AbortSignal) => driver.run(['pages'], { inputs: { ids }, signal });
  beforeEach(() => {
    pages = new Pages();
    driver = new Driver({ modules: [pages], cache: memoryCache(), graceMs: 1000 });
  });

  it('of a run are one call, whose value each has for itself', async () => {
    const run = start([1, 1, 2]);
    const [first, third] = [await pages.call(0), await pages.call(1)];
    first.page.resolve({ text: 'one' });
    third.page.resolve({ text: 'two' });

    const outputs = (await run.outputs) as { pages: { text: string }[] };
    expect(outputs).toEqual({ pages: [{ text: 'one' }, { text: 'one' }, { text: 'two' }] });
    expect(outputs.pages[0]).not.toBe(outputs.pages[1]);
    expect(pages.asked.map(({ id }) => id)).toEqual([1, 2]);
    expect(driver.cache.run()?.nodes['page']).toEqual({ miss: 2, shared: 1 });
  });

  it('of runs at the same time are one call', async () => {
    const runs = [start([1]), start([1])];
    (await pages.call(0)).page.resolve({ text: 'one' });

    expect(await Promise.all(runs.map(({ outputs }) => outputs))).toEqual([{ pages: [{ text: 'one' }] }, { pages: [{ text: 'one' }] }]);
    expect(pages.asked).toHaveLength(1);
  });

  it.each([true, false])('are one call until a slow store has its result, synchronous or not: %p', async (isSynchronous) => {
    let calls = 0;
    class Doubled {
      @parallelizable({ concurrency: 2 }) *number(): Generator<number> {
        yield* [1, 1, 1, 1];
      }
      @node('number') double(number: number): number | Promise<number> {
        calls++;
        return isSynchronous ? 2 * number : Promise.resolve(2 * number);
      }
      @collect('double') doubles(doubles: Collect<number>): readonly number[] {
        return doubles;
      }
    }
    const driver = new Driver({ modules: [Doubled], cache: new CountingStore(turnLoop) });

    expect(await Promise.all([driver.execute(['doubles']), driver.execute(['doubles'])])).toEqual([
      { doubles: [2, 2, 2, 2] },
      { doubles: [2, 2, 2, 2] },
    ]);
    expect(calls).toBe(1);
  });

  it('share a failure, which is not kept', async () => {
    const runs = [start([1]), start([1])];
    (await pages.call(0)).page.reject(new Error('gone'));

    const failures = await Promise.all(runs.map(({ outputs }) => failureOf(outputs)));
    expect(failures.map(({ node, cause }) => [node, String(cause)])).toEqual([
      ['page', 'Error: gone'],
      ['page', 'Error: gone'],
    ]);
    const again = start([1]);
    (await pages.call(1)).page.resolve({ text: 'back' });
    expect(await again.outputs).toEqual({ pages: [{ text: 'back' }] });
  });

  it('go on without a run that waits and is cancelled', async () => {
    const [first, second] = [start([1]), start([1])];
    const { page } = await pages.call(0);
    await turnLoop();
    await second.cancel('enough');

    expect(String(await rejectionOf(second.outputs))).toContain('RunAbortedError');
    page.resolve({ text: 'one' });
    expect(await first.outputs).toEqual({ pages: [{ text: 'one' }] });
  });

  it('are made again when the run that made them is cancelled', async () => {
    const [first, second] = [start([1]), start([1])];
    const { signal } = await pages.call(0);
    await turnLoop();
    await first.cancel('enough');

    expect(signal.aborted).toBe(true);
    (await pages.call(1)).page.resolve({ text: 'one' });
    expect(await second.outputs).toEqual({ pages: [{ text: 'one' }] });
    await rejectionOf(first.outputs);
  });

  it('do not wait for ever for a run that has ended without them', async () => {
    const stubborn = deferred<number>();
    let calls = 0;
    class Stubborn {
      @node() slow(): Promise<number> {
        return calls++ === 0 ? stubborn.promise : Promise.resolve(2);
      }
    }
    const hanging = new Driver({ modules: [Stubborn], cache: memoryCache(), graceMs: 1 });
    const [first, second] = [hanging.run(['slow']), hanging.run(['slow'])];
    await turnLoop();
    await first.cancel();

    expect(await second.outputs).toEqual({ slow: 2 });
    await rejectionOf(first.outputs);
  });

  describe('where one never ends, in a fan-out that was given up', () => {
    const refusal = deferred<never>();
    let calls = 0;
    class Nested {
      @input() declare readonly numbers: number[];

      @parallelizable('numbers', { onItemError: 'skip' }) *outer(numbers: number[]): Generator<number[]> {
        yield numbers;
      }
      @parallelizable('outer', { concurrency: 2 }) *inner(outer: number[]): Generator<number> {
        yield* outer;
      }
      @node('inner') slow(inner: number): number | Promise<number> {
        if (inner === 2) return refusal.promise;
        return calls++ === 0 ? new Promise(() => undefined) : 10;
      }
      @collect('slow') sum(values: Collect<number>): number {
        return values.reduce((a, b) => a + b, 0);
      }
      @collect('sum') sums(sums: Collect<number>): readonly number[] {
        return sums;
      }
    }
    const nested = createTestDriver([Nested], { cache: memoryCache(), graceMs: 50 });
    const begin = (numbers: number[]) => nested.run(['sums'], { inputs: { numbers }, onFailure: () => undefined });

    it('who waits for it, or comes later, goes on without; the run around it ends when it is told to', async () => {
      const holding = begin([1, 2]);
      await turnLoop();
      const waiting = begin([1]);
      await turnLoop();
      expect(calls).toBe(1);
      refusal.reject(new Error('refused'));

      expect(await waiting.outputs).toEqual({ sums: [10] });
      expect(await begin([1]).outputs).toEqual({ sums: [10] });
      expect(calls).toBe(2);
      await holding.cancel('enough');
      expect(await rejectionOf(holding.outputs)).toMatchObject({ code: 'RUN_ABORTED', message: expect.stringContaining('slow') as string });
      expect([nested.clock.now(), nested.clock.pending]).toEqual([50, 0]);
    });
  });

  it('C3: each goes on in the async context of its own caller', async () => {
    const caller = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const page = deferred<string>();
    class Flow {
      @node() page(): Promise<string> {
        return page.promise;
      }
      @node('page') after(text: string, @context() { context }: NodeContext): string {
        seen.push(`${String(context)} in ${String(caller.getStore())}`);
        return text;
      }
    }
    const flow = new Driver({ modules: [Flow], cache: memoryCache(), defaults: [{ name: 'after', cache: 'disable' }] });
    const runs = ['one', 'two'].map((name) => caller.run(name, () => flow.execute(['after'], { context: name })));
    await turnLoop();
    page.resolve('x');
    await Promise.all(runs);

    expect(seen).toEqual(['one in one', 'two in two']);
  });
});
