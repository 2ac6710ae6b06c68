import { collect, Driver, each, fold, node, parallelizable, reducers, type Collect } from '@millrace/core';
import { turnLoop } from '../fixtures/main-process';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Counts calls that are pending at the same time. */
class Pending {
  most = 0;
  #now = 0;

  async call<T>(result: T): Promise<T> {
    this.#now += 1;
    this.most = Math.max(this.most, this.#now);
    await turnLoop();
    this.#now -= 1;
    return result;
  }
}

/** Nodes, sources and collectors, all asynchronous, nested three deep, with a value that flows back. */
function nestedFlow(pending: Pending): new () => object {
  class Flow {
    @parallelizable({ concurrency: 4 }) async *a(): AsyncGenerator<number> {
      for (let n = 0; n < 3; n++) yield await pending.call(n);
    }
    @parallelizable('a', { concurrency: 4 }) async *b(a: number): AsyncGenerator<number> {
      for (let n = 0; n < 3; n++) yield await pending.call(a * 3 + n);
    }
    @node('b') async left(b: number): Promise<number> {
      return pending.call(b);
    }
    @node('b') async right(b: number): Promise<number> {
      return pending.call(b);
    }
    @node('left', 'right') async both(left: number, right: number): Promise<number> {
      return pending.call(left + right);
    }
    @collect('both') async ofA(values: Collect<number>): Promise<number> {
      return pending.call(values.reduce((x, y) => x + y, 0));
    }
    @collect('ofA') async total(values: Collect<number>): Promise<number> {
      return pending.call(values.reduce((x, y) => x + y, 0));
    }
    @node('both', 'total') async share(both: number, total: number): Promise<number> {
      return pending.call(both / total);
    }
    @collect(fold('share', reducers.sum()), { over: 'a' }) async whole(sum: number): Promise<number> {
      return pending.call(Math.round(sum));
    }
  }
  return Flow;
}

describe('maxConcurrency', () => {
  expectNoUnhandledRejections();

  it.each([1, 2, 5])(
    'F10: with maxConcurrency %i that many promises of nodes and pulls are pending at most, and no nesting deadlocks',
    async (maxConcurrency) => {
      const pending = new Pending();
      const driver: Driver = new Driver({ modules: [nestedFlow(pending)], maxConcurrency });

      const outputs: unknown = await driver.execute(['total', 'whole']);

      expect(outputs).toEqual({ total: 72, whole: 1 });
      expect(pending.most).toBe(maxConcurrency);
    },
  );

  it('F10: bounds each run for itself', async () => {
    const pending = new Pending();
    const driver: Driver = new Driver({ modules: [nestedFlow(pending)], maxConcurrency: 1 });

    await Promise.all([driver.execute(['total']), driver.execute(['total'])]);

    expect(pending.most).toBe(2);
  });

  it('F10: bounds independent nodes of the root scope too', async () => {
    const pending = new Pending();
    class Flow {
      @node() async a(): Promise<number> {
        return pending.call(1);
      }
      @node() async b(): Promise<number> {
        return pending.call(2);
      }
      @node() async c(): Promise<number> {
        return pending.call(3);
      }
    }

    const outputs = await new Driver({ modules: [Flow], maxConcurrency: 2 }).execute(['a', 'b', 'c']);

    expect(outputs).toEqual({ a: 1, b: 2, c: 3 });
    expect(pending.most).toBe(2);
  });

  it('F10: a lane that waits for the window holds no permit', async () => {
    const order: number[] = [];
    class Flow {
      @parallelizable({ concurrency: 3, window: 3 }) *n(): Generator<number> {
        for (let n = 0; n < 9; n++) yield n;
      }
      @node('n') async slowFirst(n: number): Promise<number> {
        for (let turn = 0; turn < (n === 0 ? 5 : 0); turn++) await turnLoop();
        order.push(n);
        return n;
      }
      @node('slowFirst') async next(n: number): Promise<number> {
        return Promise.resolve(n);
      }
      @collect(fold('next', reducers.sum())) total(total: number): number {
        return total;
      }
    }

    await expect(new Driver({ modules: [Flow], maxConcurrency: 1 }).execute(['total'])).resolves.toEqual({ total: 36 });
    expect(order).toHaveLength(9);
  });

  it('F10: a permit is freed when a call fails, so that the other items go on', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip', concurrency: 4 }) *n(): Generator<number> {
        yield* [1, 2, 3, 4, 5, 6];
      }
      @node('n') async odd(n: number): Promise<number> {
        await Promise.resolve();
        if (n % 2 === 0) throw new Error('even');
        return n;
      }
      @collect('odd') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    const outputs = await new Driver({ modules: [Flow], maxConcurrency: 1 }).execute(['all'], { onFailure: () => undefined });

    expect(outputs).toEqual({ all: [1, 3, 5] });
  });

  it('F10: a node may run another driver while its own run has one permit', async () => {
    class Inner {
      @node() async one(): Promise<number> {
        return Promise.resolve(1);
      }
    }
    const inner = new Driver({ modules: [Inner], maxConcurrency: 1 });
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') async added(n: number): Promise<number> {
        const { one } = await inner.execute(['one']);
        return n + one;
      }
    }

    await expect(new Driver({ modules: [Flow], maxConcurrency: 1 }).execute([each('added')])).resolves.toEqual({ added: [2, 3, 4] });
  });

  it('F10: synchronous nodes never overlap, and need no permit that others hold', async () => {
    let inside = 0;
    const overlaps: number[] = [];
    class Flow {
      @parallelizable({ concurrency: 8 }) *n(): Generator<number> {
        for (let n = 0; n < 50; n++) yield n;
      }
      @node('n') work(n: number): number {
        inside += 1;
        overlaps.push(inside);
        inside -= 1;
        return n;
      }
    }

    const { work } = await new Driver({ modules: [Flow], maxConcurrency: 1 }).execute([each('work')]);

    expect(work).toHaveLength(50);
    expect(Math.max(...overlaps)).toBe(1);
  });
});
