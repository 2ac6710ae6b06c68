import { Driver, memoryCache, node, type CacheStore } from '@millrace/core';
import { createTestDriver, type TestDriver } from '@millrace/core/testing';
import { CountingStore } from '../fixtures/counting-store';
import { warningsOf } from '../fixtures/warnings';

class Flow {
  calls = 0;
  @node() one(): number {
    this.calls++;
    return 1;
  }
  @node('one') two(one: number): number {
    this.calls++;
    return one + 1;
  }
}

const broken = (method: 'get' | 'set', fail: () => never | Promise<never>): CacheStore => {
  const store = memoryCache();
  return {
    get: (key) => store.get(key),
    set: (key, entry) => store.set(key, entry),
    delete: () => false,
    entries: () => [],
    [method]: fail,
  };
};

describe('a store that fails does not fail a run', () => {
  it.each<[string, CacheStore, number, RegExp]>([
    ['throws in set', broken('set', () => fail('disk full')), 4, /threw in set: disk full\. The run goes on; what it computes is not kept/],
    ['rejects in set', broken('set', async () => fail('disk full')), 4, /threw in set: disk full/],
    ['throws in get', broken('get', () => fail('no connection')), 4, /threw in get: no connection\. The run goes on, and computes/],
    ['rejects in get', broken('get', async () => fail('no connection')), 4, /threw in get: no connection/],
  ])('%s: one warning, whatever the number of calls', async (_, store, calls, said) => {
    const flow = new Flow();
    const driver = new Driver({ modules: [flow], cache: store });

    const warnings = await warningsOf(async () => {
      for (const _run of [1, 2]) expect(await driver.execute(['two'])).toEqual({ two: 2 });
    });
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringMatching(said)]);
    expect(flow.calls).toBe(calls);
  });

  it.each<[string, unknown, readonly unknown[]]>([
    ['null, as databases do', null, []],
    ['a promise of null', Promise.resolve(null), []],
    ['a text', 'x', [expect.stringMatching(/was asked for the entry [0-9a-f]+, and gave something else: the string "x"/)]],
    ['an entry without its fields', {}, [expect.stringContaining('gave something else: a plain object')]],
    ['the entry of another key', { key: 'x', version: '5', createdAt: 0, format: 'json', bytes: Buffer.from('5') }, [expect.anything()]],
  ])('gives %s: that is no result', async (_, given, said) => {
    const flow = new Flow();
    const driver = new Driver({ modules: [flow], cache: { ...broken('get', () => given as never) } });

    const warnings = await warningsOf(async () => {
      for (const _run of [1, 2]) expect(await driver.execute(['two'])).toEqual({ two: 2 });
    });
    expect(warnings.map(({ message }) => message)).toEqual(said);
    expect(flow.calls).toBe(4);
  });

  it.each(['get', 'set'] as const)(
    'hangs in %s: it is waited for as long as timeoutMs says, and then left alone for a while',
    async (method) => {
      const flow = new Flow();
      const store = new CountingStore();
      let asked = 0;
      let hangs = true;
      const original = store[method].bind(store) as (...given: never[]) => unknown;
      const hanging = Object.assign(store, {
        [method]: (...given: never[]) => {
          asked++;
          return hangs ? new Promise(() => undefined) : original(...given);
        },
      });
      const driver = createTestDriver([flow], { cache: { store: hanging, timeoutMs: 100 } });

      const warnings = await warningsOf(async () => {
        for (const _run of [1, 2, 3]) expect(await driver.execute(['two'])).toEqual({ two: 2 });
      });
      expect(warnings.map(({ message }) => message)).toEqual([
        expect.stringMatching(`has not answered to ${method} for 100 ms, and is not asked again for 30 s`),
      ]);
      expect(asked).toBe(1);
      expect(driver.clock.now()).toBe(100);

      hangs = false;
      await driver.clock.sleep(30_000);
      await driver.execute(['two']);
      flow.calls = 0;
      await driver.execute(['two']);
      expect(flow.calls).toBe(0);
      expect(driver.clock.pending).toBe(0);
    },
  );

  it('a slow store is waited for', async () => {
    const flow = new Flow();
    const driver: TestDriver = createTestDriver([flow], { cache: new CountingStore(() => driver.clock.sleep(4999)) });
    await driver.execute(['two']);
    await driver.execute(['two']);

    expect(flow.calls).toBe(2);
    expect(driver.clock.pending).toBe(0);
  });

  it('a run that is stopped does not wait for the store', async () => {
    const driver = createTestDriver([Flow], {
      cache: { store: new CountingStore(() => new Promise(() => undefined)), timeoutMs: Infinity },
      graceMs: 10,
    });
    const run = driver.run(['two']);
    await new Promise((resolve) => setImmediate(resolve));
    await run.cancel('enough');

    await expect(run.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    expect(driver.clock.pending).toBe(0);
  });

  it('a node that fails is not kept, and what did not fail is', async () => {
    let fails = true;
    const calls: string[] = [];
    class Failing {
      @node() base(): number {
        calls.push('base');
        return 1;
      }
      @node('base') next(base: number): number {
        calls.push('next');
        if (fails) throw new Error('not now');
        return base + 1;
      }
    }
    const driver = new Driver({ modules: [Failing], cache: memoryCache() });
    await expect(driver.execute(['next'])).rejects.toThrow('not now');
    fails = false;

    expect(await driver.execute(['next'])).toEqual({ next: 2 });
    expect(calls).toEqual(['base', 'next', 'next']);
  });
});

describe('who looks into a store that fails is told by an error with a name', () => {
  const hang = (): Promise<never> => new Promise(() => undefined);
  const asked = {
    entries: (driver: TestDriver) => driver.cache.entries(),
    explain: (driver: TestDriver) => driver.cache.explain('two'),
    prune: (driver: TestDriver) => driver.cache.prune({ olderThanMs: 0 }),
  };
  const looks = Object.entries(asked);

  it.each(looks)('%s of one that throws, or gives no list', async (_, look) => {
    for (const [entries, said] of [
      [() => fail('no connection'), 'threw in entries: no connection. Runs go on without it; ask again when it is back'],
      [() => ({ [Symbol.asyncIterator]: () => ({ next: async () => fail('lost') }) }), 'threw in entries: lost'],
      [() => 5 as never, 'threw in entries: '],
    ] satisfies [() => ReturnType<CacheStore['entries']>, string][]) {
      const driver = createTestDriver([Flow], { cache: { ...broken('get', () => undefined as never), entries } });
      await driver.execute(['two']);

      await expect(look(driver)).rejects.toMatchObject({ code: 'CACHE_UNAVAILABLE', message: expect.stringContaining(said) as string });
    }
  });

  it.each(looks)('%s of one that hangs, after its timeoutMs', async (_, look) => {
    const store = { ...broken('get', () => undefined as never), entries: () => ({ [Symbol.asyncIterator]: () => ({ next: hang }) }) };
    const driver = createTestDriver([Flow], { cache: { store, timeoutMs: 100 } });
    await driver.execute(['two']);

    await expect(look(driver)).rejects.toMatchObject({
      code: 'CACHE_UNAVAILABLE',
      message: expect.stringContaining('has not answered to entries for 100 ms') as string,
    });
    expect([driver.clock.now(), driver.clock.pending]).toEqual([100, 0]);
  });

  it('prune of one that throws, or hangs, in delete', async () => {
    for (const [method, said] of [
      [() => fail('read-only'), 'threw in delete: read-only'],
      [hang, 'has not answered to delete for 100 ms'],
    ] satisfies [() => unknown, string][]) {
      const driver = createTestDriver([Flow], { cache: { store: Object.assign(new CountingStore(), { delete: method }), timeoutMs: 100 } });
      await driver.execute(['two']);
      await driver.clock.sleep(1);

      await expect(asked.prune(driver)).rejects.toMatchObject({
        code: 'CACHE_UNAVAILABLE',
        message: expect.stringContaining(said) as string,
      });
    }
  });

  it('what is no record of an entry is passed over', async () => {
    const driver = createTestDriver([Flow], {
      cache: { ...broken('get', () => undefined as never), entries: () => [['x', null as never]] },
    });

    expect(await driver.cache.entries()).toEqual([]);
    expect(await driver.cache.prune()).toEqual({ entries: 0, bytes: 0 });
  });

  it('ages are counted in the time of the runs', async () => {
    const driver = createTestDriver([Flow], { cache: memoryCache() });
    await driver.execute(['two']);
    await driver.clock.sleep(1000);

    expect(await driver.cache.prune({ olderThanMs: 1000 })).toMatchObject({ entries: 0 });
    expect(await driver.cache.prune({ olderThanMs: 999 })).toMatchObject({ entries: 2 });
  });
});

function fail(what: string): never {
  throw new Error(what);
}
