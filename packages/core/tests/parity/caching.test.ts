import {
  cache,
  collect,
  Driver,
  fileCache,
  memoryCache,
  node,
  optional,
  parallelizable,
  source,
  type CacheEntry,
  type CacheStore,
  type Collect,
} from '@millrace/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedType, CachedTypes } from '../../src/cache/cached-type';
import { ContentHasher } from '../../src/cache/content-hash';
import { faultsOf } from '../fixtures/refusals';

/** The nodes whose methods were called. */
const runs: string[] = [];
beforeEach(() => (runs.length = 0));

/** `A -> 1`, `B(A): -A`. */
class KG {
  @node() A(): number {
    runs.push('A');
    return 1;
  }
  @node('A') B(A: number): number {
    runs.push('B');
    return -A;
  }
}

/** Runs a version of the graph, and says which methods were called and how many entries there are then. */
async function step(
  store: CacheStore,
  graph: new () => object,
  options: Partial<ConstructorParameters<typeof Driver>[0]> = {},
  overrides = {},
) {
  runs.length = 0;
  const driver = new Driver({ modules: [graph], ...options, cache: options.cache ?? store });
  const { B } = (await driver.execute(['B'] as never, { overrides })) as { B: number };
  return { B, runs: [...runs], meta: (await driver.cache.entries()).length };
}

describe('Theme 10 - Caching', () => {
  let store: CacheStore;
  beforeEach(() => (store = memoryCache()));

  it('K-01 a change of code is computed again, though the result is equal', async () => {
    class One {
      @node() A(): number {
        runs.push('A');
        return 1;
      }
    }
    class Changed {
      @node() A(): number {
        runs.push('A');
        return 2 - 1;
      }
    }
    const metas: number[] = [];
    for (const graph of [One, One, Changed]) {
      const driver = new Driver({ modules: [graph], cache: store });
      await driver.execute(['A']);
      metas.push((await driver.cache.entries()).length);
    }

    expect(runs).toEqual(['A', 'A']);
    expect(metas).toEqual([1, 1, 2]);
  });

  it('K-02 so is one with another result, which is the one that is given', async () => {
    class Changed extends KG {
      @node() override A(): number {
        runs.push('A');
        return 2;
      }
    }
    await step(store, KG);

    expect(await step(store, Changed)).toEqual({ B: -2, runs: ['A', 'B'], meta: 4 });
  });

  it('K-04 the code of a dependency changes and its value does not: A runs, B does not', async () => {
    class Changed extends KG {
      @node() override A(): number {
        runs.push('A');
        return 3 - 2;
      }
    }
    const first = await step(store, KG);
    const second = await step(store, KG);

    expect([first, second]).toEqual([
      { B: -1, runs: ['A', 'B'], meta: 2 },
      { B: -1, runs: [], meta: 2 },
    ]);
    expect(await step(store, Changed)).toEqual({ B: -1, runs: ['A'], meta: 3 });
  });

  it('K-05 the code of a dependency and its value change: both run', async () => {
    class Changed extends KG {
      @node() override A(): number {
        runs.push('A');
        return 7;
      }
    }
    await step(store, KG);

    expect(await step(store, Changed)).toEqual({ B: -7, runs: ['A', 'B'], meta: 4 });
  });

  it('K-06 an override with the same value: none runs', async () => {
    await step(store, KG);

    expect(await step(store, KG, {}, { A: 1 })).toEqual({ B: -1, runs: [], meta: 2 });
  });

  it('K-08 a node that fails: the error is its own, what does not fail is not run again, nothing of the failure is kept', async () => {
    class Failing extends KG {
      @node('A') override B(_A: number): number {
        runs.push('B');
        throw new RangeError('B fails');
      }
    }
    await step(store, KG);

    await expect(step(store, Failing)).rejects.toMatchObject({ node: 'B', cause: new RangeError('B fails') });
    expect(runs).toEqual(['B']);
    expect([...(store.entries() as Iterable<unknown>)]).toHaveLength(2);
  });

  it('K-09 B changes what A gave, in place: both run, then both are hits', async () => {
    class Mutating {
      @node() A(): { a: number[] } {
        runs.push('A');
        return { a: [1, 2, 3] };
      }
      @node('A') B(A: { a: number[] }): number {
        runs.push('B');
        return A.a.push(4);
      }
    }
    const first = await step(store, Mutating);

    expect([first, await step(store, Mutating)]).toEqual([
      { B: 4, runs: ['A', 'B'], meta: 2 },
      { B: 4, runs: [], meta: 2 },
    ]);
  });

  it('K-10 recompute A: A runs, B is a hit, nothing more is kept', async () => {
    await step(store, KG);

    expect(await step(store, KG, { defaults: [{ name: 'A', cache: 'recompute' }] })).toEqual({ B: -1, runs: ['A'], meta: 2 });
  });

  it('K-12 (differs: an ignored node leaves no entry) ignore A: B has a new key, then B is a hit', async () => {
    const ignoring = { defaults: [{ name: 'A', cache: 'ignore' as const }] };
    await step(store, KG);

    expect(await step(store, KG, ignoring)).toEqual({ B: -1, runs: ['A', 'B'], meta: 3 });
    expect(await step(store, KG, ignoring)).toEqual({ B: -1, runs: ['A'], meta: 3 });
  });

  it('K-13 (differs: a value is found by the key of its call, which tells its data version) JSON is stored as JSON', async () => {
    class Json {
      @cache({ format: 'json' }) @node() B(): object {
        return { a: [1, 'two'] };
      }
    }
    const map = new Map<string, CacheEntry>();
    const driver = new Driver({ modules: [Json], cache: map });
    await driver.execute(['B']);
    const [lookup] = driver.cache.run()?.lookups ?? [];
    const entry = map.get(lookup?.key ?? '');

    expect(entry?.version).toBe(lookup?.version);
    expect(JSON.parse(Buffer.from(entry?.bytes ?? []).toString())).toEqual({ a: [1, 'two'] });
  });

  describe.each([
    ['memory', () => memoryCache(), undefined],
    ['files', (folder: string) => fileCache(folder), undefined],
    ['memory, one item at a time', () => memoryCache(), 1],
  ])('in %s', (_, makeStore, concurrency) => {
    let folder = '';
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'millrace-'))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it('K-14 (differs: the expander is not stored either, so there are 21 entries and not 22) the second run goes through the items, all else is a hit', async () => {
      const note = <T>(name: string, value: T): T => (runs.push(name), value);
      class Blocks {
        @node() n(): number {
          return note('n', 6);
        }
        @parallelizable('n') *i(n: number): Generator<number> {
          runs.push('i');
          for (let i = 0; i < n; i++) yield i;
        }
        @node('i') sq(i: number): number {
          return note('sq', i ** 2);
        }
        @node('i') async cube(i: number): Promise<number> {
          return note('cube', i ** 3);
        }
        @node('sq', 'cube') both(sq: number, cube: number): number {
          return note('both', sq + cube);
        }
        @collect('both') total(both: Collect<number>): number {
          return note(
            'total',
            both.reduce((a, b) => a + b, 0),
          );
        }
        @node('total') final(total: number): number {
          return note('final', total);
        }
      }
      const driver = new Driver({
        modules: [Blocks],
        cache: makeStore(folder),
        concurrency: concurrency === undefined ? {} : { i: concurrency },
      });
      expect(await driver.execute(['final'])).toEqual({ final: 280 });
      expect(runs).toHaveLength(22);
      const entries = await driver.cache.entries();
      runs.length = 0;

      expect(await driver.execute(['final'])).toEqual({ final: 280 });
      expect(runs).toEqual(['i']);
      expect([entries.length, (await driver.cache.entries()).length]).toEqual([21, 21]);
    });
  });

  it('K-16 the key is the same with a default and with the same value given', async () => {
    class F {
      @node(optional(source<number>('x'), 3)) f(x: number): number {
        runs.push('f');
        return x + 1;
      }
    }
    const driver = new Driver({ modules: [F], cache: store });
    await driver.execute(['f']);
    const [first] = driver.cache.run()?.lookups ?? [];
    await driver.execute(['f'], { inputs: { x: 3 } });
    const [second] = driver.cache.run()?.lookups ?? [];

    expect(runs).toEqual(['f']);
    expect([second?.outcome, second?.key]).toEqual(['hit', first?.key]);
  });

  it('K-17 what is known of a value is there and the value is not: computed again, no error', async () => {
    const map = new Map<string, CacheEntry>();
    const desynchronised: CacheStore = {
      get: (key) => {
        const entry = map.get(key);
        return entry?.node === 'A' ? undefined : entry;
      },
      peek: (key) => map.get(key),
      set: (key, entry) => map.set(key, entry),
      delete: (key) => map.delete(key),
      entries: () => map.entries(),
    };
    await step(desynchronised, KG);
    for (const [key, { node }] of map) if (node === 'B') map.delete(key);

    expect(await step(desynchronised, KG)).toEqual({ B: -1, runs: ['A', 'B'], meta: 2 });
  });

  it('K-18 a data version that is known is not asked for again', async () => {
    const asked: string[] = [];
    const map = new Map<string, CacheEntry>();
    const watched: CacheStore = {
      get: (key) => (asked.push(key), map.get(key)),
      set: (key, entry) => map.set(key, entry),
      delete: (key) => map.delete(key),
      entries: () => map.entries(),
    };
    class Two extends KG {
      @node('A') C(A: number): number {
        return A;
      }
    }
    await new Driver({ modules: [Two], cache: watched }).execute(['B', 'C']);

    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(3);
  });

  it('K-20 (differs: an option cannot be given twice) what is no cache is refused when the driver is made', () => {
    const [fault] = faultsOf(() => new Driver({ modules: [KG], cache: { store, stores: [store] } as never }));

    expect(fault?.message).toContain('cache has no option "stores". Did you mean "store"?');
  });

  it('K-21 (differs: instances are compared where their class is registered, the depth is bounded by a refusal, a list and a set are different) content hashes', () => {
    class Point {
      readonly x: number;
      readonly at: { readonly y: number };
      constructor(x: number, y: number) {
        this.x = x;
        this.at = { y };
      }
    }
    const plain = new ContentHasher(new CachedTypes());
    const hasher = new ContentHasher(new CachedTypes([cachedType(Point)]));
    const version = (value: unknown): string => hasher.versionOf(value);

    expect(version(new Point(1, 2))).toBe(version(new Point(1, 2)));
    expect(version(new Point(1, 2))).not.toBe(version(new Point(1, 3)));
    expect(() => plain.versionOf(new Point(1, 2))).toThrow('an instance of Point');
    expect(() => version(() => 1)).toThrow('a function');
    expect(version({ a: 1, b: 2 })).toBe(version({ b: 2, a: 1 }));
    expect(
      version(
        new Map([
          ['a', 1],
          ['b', 2],
        ]),
      ),
    ).not.toBe(
      version(
        new Map([
          ['b', 2],
          ['a', 1],
        ]),
      ),
    );
    expect(version(new Set([1, 2]))).toBe(version(new Set([2, 1])));
    expect(version([1, 2])).not.toBe(version([2, 1]));
  });

  it('K-22 stores: set twice makes no duplicate, an unknown key gives nothing, what is deleted is gone', async () => {
    const entry = (version: string): CacheEntry => ({
      key: 'k',
      node: 'A',
      version,
      code: 'c',
      inputs: {},
      runId: 'r',
      createdAt: 0,
      format: 'json',
      size: 1,
      bytes: Buffer.from('1'),
    });
    await store.set('k', entry('1'));
    await store.set('k', entry('2'));

    expect((await store.get('k'))?.version).toBe('2');
    expect([...(store.entries() as Iterable<unknown>)]).toHaveLength(1);
    await store.delete('k');
    expect([await store.get('k'), await store.get('unknown')]).toEqual([undefined, undefined]);
  });
});
