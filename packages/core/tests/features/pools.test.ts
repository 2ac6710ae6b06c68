import { AsyncLocalStorage } from 'node:async_hooks';
import {
  checkOutput,
  collect,
  Driver,
  node,
  parallelizable,
  Pool,
  type Parallelizable,
  pool,
  retry,
  tag,
  type Collect,
  type DriverOptions,
  type Modules,
  type NodeRun,
} from '@millrace/core';
import { createTestDriver, type TestDriver, type VirtualClock } from '@millrace/core/testing';
import { deferred } from '../fixtures/deferred';
import { faultsOf, refusalOf, rejectionOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Counts the calls under way, and notes when they start. */
class Api {
  readonly starts: number[] = [];
  most = 0;
  clock: VirtualClock | undefined;
  #now = 0;

  async call<T>(value: T, ms = 10): Promise<T> {
    this.starts.push(this.clock?.now() ?? 0);
    this.#now += 1;
    this.most = Math.max(this.most, this.#now);
    await this.clock?.sleep(ms);
    this.#now -= 1;
    return value;
  }
}

function callsOf(api: Api, count: number): new () => object {
  class Calls {
    @parallelizable({ concurrency: Infinity }) item(): Parallelizable<number> {
      return Array.from({ length: count }, (_none, n) => n);
    }
    @pool('api') @node('item') async answer(item: number): Promise<number> {
      return api.call(item);
    }
    @collect('answer') all(answers: Collect<number>): readonly number[] {
      return answers;
    }
  }
  return Calls;
}

function testDriver(api: Api, modules: Modules, options: Omit<DriverOptions, 'modules'>): TestDriver {
  const driver: TestDriver = createTestDriver(modules, options);
  api.clock = driver.clock;
  return driver;
}

describe('@pool', () => {
  expectNoUnhandledRejections();

  it('lets so many calls be under way at once', async () => {
    const api = new Api();
    const driver = testDriver(api, [callsOf(api, 6)], { pools: { api: 2 } });

    await expect(driver.execute(['all'])).resolves.toEqual({ all: [0, 1, 2, 3, 4, 5] });
    expect([api.most, api.starts]).toEqual([2, [0, 0, 10, 10, 20, 20]]);
  });

  it.each([
    [{ perSecond: 4 }, [0, 250, 500, 750, 1000]],
    [{ perSecond: 10, burst: 3 }, [0, 0, 0, 100, 200]],
    [{ perSecond: 100, concurrency: 1 }, [0, 10, 20, 30, 40]],
    [{ perSecond: 50, concurrency: 1, burst: 5 }, [0, 10, 20, 30, 40]],
  ])('lets calls start as %j says', async (limits, starts) => {
    const api = new Api();
    const driver = testDriver(api, [callsOf(api, 5)], { pools: { api: limits } });

    await driver.execute(['all']);

    expect(api.starts).toEqual(starts);
    expect(driver.clock.pending).toBe(0);
  });

  it('is shared by the runs of a driver and of those that with makes, unless it is perRun', async () => {
    const shared = new Api();
    const driver = testDriver(shared, [callsOf(shared, 3)], { pools: { api: 2 } });
    const own = new Api();
    const ofRuns = testDriver(own, [callsOf(own, 3)], { pools: { api: { concurrency: 2, perRun: true } } });

    await Promise.all([driver.execute(['all']), driver.with({ graceMs: 1 }).execute(['all'])]);
    await Promise.all([ofRuns.execute(['all']), ofRuns.execute(['all'])]);

    expect([shared.most, own.most]).toEqual([2, 4]);
  });

  it('is shared by drivers that are given the same Pool', async () => {
    const api = new Api();
    const limit = new Pool({ concurrency: 1 });
    const drivers = [1, 2].map((): Driver => new Driver({ modules: [callsOf(api, 3)], pools: { api: limit } }));

    await Promise.all(drivers.map((driver) => driver.execute(['all'])));

    expect(api.most).toBe(1);
  });

  it('F10: a slot is free during a back-off, and while the call waits for its permit nobody starves', async () => {
    const order: string[] = [];
    class Flow {
      @pool('one')
      @retry({ attempts: 2, delayMs: 1_000 })
      @node()
      async flaky(): Promise<string> {
        order.push('flaky');
        if (order.length === 1) throw new Error('busy');
        return 'flaky';
      }
      @pool('one') @node() async other(): Promise<string> {
        order.push('other');
        return 'other';
      }
      @node('flaky', 'other') both(flaky: string, other: string): string {
        return flaky + other;
      }
    }
    const driver = createTestDriver([Flow], { pools: { one: 1 }, maxConcurrency: 1 });

    await expect(driver.execute(['both'])).resolves.toEqual({ both: 'flakyother' });
    expect(order).toEqual(['flaky', 'other', 'flaky']);
  });

  it('F10: who waits for a pool leaves the line when the run is stopped, and a stuck call gives its slot back when the run has ended', async () => {
    const calls: number[] = [];
    class Stuck {
      @parallelizable() item(): Parallelizable<number> {
        return [1, 2, 3];
      }
      @pool('one') @node('item') async answer(item: number): Promise<never> {
        calls.push(item);
        return new Promise(() => undefined);
      }
      @collect('answer') all(answers: Collect<number>): number {
        return answers.length;
      }
      @pool('one') @node() async fine(): Promise<number> {
        return 1;
      }
    }
    const driver = createTestDriver([Stuck], { pools: { one: 1 }, graceMs: 10 });
    const run = driver.run(['all']);
    await driver.clock.sleep(5);

    await run.cancel('enough');

    await expect(driver.execute(['fine'])).resolves.toEqual({ fine: 1 });
    expect([calls, driver.clock.pending]).toEqual([[1], 0]);
  });

  it.each([0, 1])('E1: what an aroundNode calls when the run has been stopped is not made (slots free: %p)', async (free) => {
    const held = deferred();
    const reached = deferred();
    const calls: string[] = [];
    class Flow {
      @pool('one') @node() async a(): Promise<void> {
        calls.push('a');
        await held.promise;
      }
      @pool('one') @node() b(): void {
        calls.push('b');
      }
    }
    const aroundNode = async ({ name }: NodeRun, next: () => unknown): Promise<unknown> => {
      if (name === 'a') return next();
      reached.resolve();
      await held.promise;
      return next();
    };
    const limit = new Pool({ concurrency: 1 });
    const driver = new Driver({ modules: [Flow], pools: { one: limit }, hooks: [{ aroundNode }] });
    const other = free === 0 ? driver.execute(['a']) : undefined;
    const run = driver.run(['b']);
    await reached.promise;
    void run.cancel('enough');
    held.resolve();

    await expect(rejectionOf(run.outputs)).resolves.toMatchObject({ code: 'RUN_ABORTED', also: [] });
    await other;
    expect([calls, limit.running, limit.waiting]).toEqual([free === 0 ? ['a'] : [], 0, 0]);
  });

  it('E1: a call that is let in and then given up, before it could be made, is not made', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const held = deferred();
      const abort = new AbortController();
      const late: number[] = [];
      class Flow {
        @pool('one') @node() async a(): Promise<void> {
          await held.promise;
        }
        @pool('one') @node() b(): void {
          if (abort.signal.aborted) late.push(turns);
        }
      }
      const limit = new Pool({ concurrency: 1 });
      const driver = new Driver({ modules: [Flow], pools: { one: limit } });
      const first = driver.execute(['a']);
      const second = driver.execute(['b'], { signal: abort.signal }).catch(() => undefined);
      await new Promise(setImmediate);
      held.resolve();
      for (let turn = 0; turn < turns; turn++) await undefined;
      abort.abort();
      await Promise.all([first, second]);

      expect([late, limit.running, limit.waiting]).toEqual([[], 0, 0]);
    }
  });

  it('C3: a call that has waited has the async context of its caller, not of who made room', async () => {
    const storage = new AsyncLocalStorage<string>();
    const first = deferred();
    class Flow {
      @pool('one') @node() async slow(): Promise<string | undefined> {
        await first.promise;
        return storage.getStore();
      }
      @pool('one') @node() quick(): string | undefined {
        return storage.getStore();
      }
    }
    const driver = new Driver({ modules: [Flow], pools: { one: 1 } });

    const slow = storage.run('first', () => driver.execute(['slow']));
    await new Promise(setImmediate);
    const quick = storage.run('second', () => driver.execute(['quick']));
    await new Promise(setImmediate);
    storage.run('neither', () => first.resolve());

    expect([await slow, await quick]).toEqual([{ slow: 'first' }, { quick: 'second' }]);
  });

  it('refuses pools that are not there and limits that make no sense', async () => {
    class Flow {
      @pool('opnai') @node() a(): number {
        return 1;
      }
      @pool('') @node() b(): number {
        return 1;
      }
    }

    expect(faultsOf(() => new Driver({ modules: [Flow], pools: { openai: 1 } }))).toMatchObject([
      { code: 'INVALID_OPTION', at: 'Flow.b @pool' },
      { code: 'UNKNOWN_POOL', at: 'Flow.a', message: expect.stringContaining('Did you mean "openai"?') },
    ]);
    const wrong = {
      a: 0,
      b: { concurrency: 1.5 },
      c: { perSecond: Number.NaN },
      d: { burst: 3, concurrency: 1 },
      e: {},
      f: { max: 3 },
      g: '4',
    };
    expect(faultsOf(() => new Driver({ modules: [Flow], pools: wrong as never })).map(({ at }) => at)).toEqual(
      Object.keys(wrong).map((name) => `pools.${name}`),
    );
    await expect(refusalOf(() => new Pool({ concurrency: -1 }))).resolves.toMatchObject({ code: 'INVALID_OPTION' });
  });
});

describe('defaults of a driver', () => {
  class Flow {
    calls = 0;
    @tag({ api: 'slow' })
    @checkOutput({ range: [0, 9], importance: 'fail' })
    @node()
    flaky(): number {
      this.calls += 1;
      if (this.calls < 3) throw new Error('busy');
      return 7;
    }
    @tag({ api: 'slow' }) @retry({ attempts: 1 }) @node() own(): number {
      throw new Error('busy');
    }
  }

  it('are for nodes by tag or name, on the call of the method itself; its own decorators win', async () => {
    const byTag = createTestDriver([new Flow()], { defaults: [{ tags: { api: ['slow', 'slower'] }, retry: { attempts: 3 } }] });
    const byName = createTestDriver([new Flow()], { defaults: [{ retry: { attempts: 1 } }, { name: 'flaky', retry: { attempts: 3 } }] });

    await expect(byTag.execute(['flaky'])).resolves.toEqual({ flaky: 7 });
    await expect(byName.execute(['flaky'])).resolves.toEqual({ flaky: 7 });
    await expect(byTag.execute(['own'])).rejects.toMatchObject({ attempt: 1 });
  });

  it('are refused where they make no sense', () => {
    const defaults = [
      { name: 'flakey', retry: {} },
      { retry: { attempts: 0 } },
      { timeout: 0 },
      { pool: 3 },
      { attempts: 3 },
      null,
      { pool: 'api' },
    ];

    expect(faultsOf(() => new Driver({ modules: [Flow], defaults: defaults as never })).map(({ code, at }) => `${code} ${at}`)).toEqual([
      ...[0, 1, 2, 3, 4, 5].map((index) => `INVALID_OPTION defaults[${index}]`),
      'UNKNOWN_POOL Flow.flaky',
      'UNKNOWN_POOL Flow.own',
    ]);
    expect(faultsOf(() => new Driver({ modules: [Flow], defaults: {} as never }))).toMatchObject([{ code: 'INVALID_OPTION' }]);
  });
});
