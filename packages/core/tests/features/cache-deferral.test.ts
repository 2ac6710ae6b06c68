import {
  cache,
  collect,
  Driver,
  input,
  memoryCache,
  node,
  parallelizable,
  type CacheEntry,
  type CacheStore,
  type Collect,
} from '@millrace/core';
import { CountingStore } from '../fixtures/counting-store';

/** A chain of cached nodes; what each gives depends on `state`, which no version sees. */
class Chain {
  readonly calls: string[] = [];
  offset = 0;

  @input() declare readonly start: number;

  @node('start') first(start: number): number {
    this.calls.push('first');
    return start + this.offset;
  }
  @node('first') second(first: number): number {
    this.calls.push('second');
    return first * 2;
  }
  @node('second') third(second: number): string {
    this.calls.push('third');
    return `is ${second}`;
  }
}

describe.each([
  ['a synchronous store', () => new CountingStore()],
  ['a store that gives promises', () => new CountingStore(async () => undefined)],
])('values that nobody needs stay in %s', (_, makeStore) => {
  let chain: Chain;
  let store: CountingStore;
  let driver: Driver;
  beforeEach(async () => {
    chain = new Chain();
    store = makeStore();
    driver = new Driver({ modules: [chain], cache: store });
    await driver.execute(['third'], { inputs: { start: 1 } });
    chain.calls.length = store.asked.length = 0;
  });

  it('a hit is found by the versions of what it depends on', async () => {
    expect(await driver.execute(['third'], { inputs: { start: 1 } })).toEqual({ third: 'is 2' });
    expect(store.asked).toEqual(['peek first', 'peek second', 'get third']);
    expect(chain.calls).toEqual([]);
  });

  it('a miss loads what it needs, and nothing further up', async () => {
    store.lose('third');

    expect(await driver.execute(['third'], { inputs: { start: 1 } })).toEqual({ third: 'is 2' });
    expect(store.asked).toEqual(['peek first', 'peek second', 'get second']);
    expect(chain.calls).toEqual(['third']);
  });

  it('outputs are loaded', async () => {
    expect(await driver.execute(['first', 'third'], { inputs: { start: 1 } })).toEqual({ first: 1, third: 'is 2' });
    expect(store.asked).toEqual(['get first', 'peek second', 'get third']);
  });

  it('so are the arguments of nodes that are not cached, and what hooks see', async () => {
    const seen: unknown[] = [];
    const uncached = driver.with({ defaults: [{ name: 'second', cache: 'disable' }] });
    await uncached.execute(['third'], { inputs: { start: 1 } });
    expect(chain.calls).toEqual(['second']);

    const hooked = driver.with({ hooks: [{ beforeNode: ({ inputs }) => void seen.push(...inputs) }] });
    expect(await hooked.execute(['third'], { inputs: { start: 1 } })).toEqual({ third: 'is 2' });
    expect(seen).toEqual([1, 1, 2]);
  });

  it('a value that was lost meanwhile is computed again, from what its call had received', async () => {
    store.lose('third');
    const original = store.get.bind(store);
    jest.spyOn(store, 'get').mockImplementation((key) => {
      store.lose('second');
      return original(key);
    });

    expect(await driver.execute(['third'], { inputs: { start: 1 } })).toEqual({ third: 'is 2' });
    expect(chain.calls).toEqual(['second', 'third']);
  });

  it('K-17: so are all that lead to it, and what comes out different counts as different', async () => {
    store.lose('third');
    chain.offset = 4; // the code has not changed, but does something else
    const original = store.get.bind(store);
    jest.spyOn(store, 'get').mockImplementation((key) => {
      store.lose('first');
      store.lose('second');
      return original(key);
    });

    expect(await driver.execute(['third'], { inputs: { start: 1 } })).toEqual({ third: 'is 10' });
    expect(chain.calls).toEqual(['first', 'second', 'third']);
    const kept = [...store.map.values()].find((entry) => entry.node === 'third');
    expect(kept?.inputs).toEqual({ second: '10' });
  });
});

it('in items, a value is loaded for the item that needs it alone', async () => {
  const calls: string[] = [];
  class Items {
    @input() declare readonly ids: number[];
    @parallelizable('ids') *id(ids: number[]): Generator<number> {
      yield* ids;
    }
    @node('id') page(id: number): string {
      calls.push(`page ${id}`);
      return `page ${id}`;
    }
    @node('page') summary(page: string): string {
      calls.push(`summary of ${page}`);
      return page.slice(-1);
    }
    @collect('summary') all(summaries: Collect<string>): string {
      return summaries.join('');
    }
  }
  const store = new CountingStore();
  const driver = new Driver({ modules: [Items], cache: store });
  await driver.execute(['all'], { inputs: { ids: [1, 2, 3] } });
  calls.length = store.asked.length = 0;
  for (const [key, { node, inputs }] of store.map) if (node === 'summary' && inputs['page'] === '"page 2"') store.map.delete(key);

  expect(await driver.execute(['all'], { inputs: { ids: [1, 2, 3] } })).toEqual({ all: '123' });
  expect(calls).toEqual(['summary of page 2']);
  expect(store.asked.filter((each) => each.endsWith('page'))).toEqual(['peek page', 'peek page', 'get page', 'peek page']);
});

it('a value that a later phase needs is there, though its item has gone on', async () => {
  const calls: string[] = [];
  class Phases {
    @input() declare readonly factor: number;
    @parallelizable({ concurrency: 2 }) *item(): Generator<number> {
      yield* [1, 2, 3];
    }
    @node('item') double(item: number): number {
      calls.push('double');
      return item * 2;
    }
    @node('double') half(double: number): number {
      calls.push('half');
      return double / 2;
    }
    @collect('item') sum(items: Collect<number>): number {
      return items.reduce((a, b) => a + b, 0);
    }
    @node('half', 'sum', 'factor') share(half: number, sum: number, factor: number): number {
      calls.push('share');
      return (half / sum) * factor;
    }
    @collect('share') shares(shares: Collect<number>): number[] {
      return [...shares];
    }
  }
  const store = new CountingStore();
  const driver = new Driver({ modules: [Phases], cache: store });
  await driver.execute(['shares'], { inputs: { factor: 6 } });
  calls.length = 0;
  const original = store.get.bind(store);
  jest.spyOn(store, 'get').mockImplementation((key) => {
    store.lose('half');
    store.lose('double');
    return original(key);
  });

  expect(await driver.execute(['shares'], { inputs: { factor: 12 } })).toEqual({ shares: [2, 4, 6] });
  expect(calls).toEqual(['double', 'half', 'share', 'double', 'half', 'share', 'double', 'half', 'share']);
});

it('K-18: a version that is known is not asked for again', async () => {
  class Flow {
    @node() base(): number {
      return 1;
    }
    @node('base') one(base: number): number {
      return base;
    }
    @node('base') other(base: number): number {
      return base;
    }
  }
  const store = new CountingStore();
  const driver = new Driver({ modules: [Flow], cache: store });
  await driver.execute(['one', 'other']);
  store.asked.length = 0;
  await driver.execute(['one', 'other']);

  expect(store.asked).toEqual(['peek base', 'get one', 'get other']);
});

it('what was dropped, or given back by a store without peek, needs no loading', async () => {
  const plainStore: CacheStore = new Map<string, CacheEntry>();
  const chain = new Chain();
  const driver = new Driver({ modules: [chain], cache: plainStore });
  await driver.execute(['third'], { inputs: { start: 1 } });
  chain.calls.length = 0;

  expect(await driver.execute(['third'], { inputs: { start: 1 } })).toEqual({ third: 'is 2' });
  expect(chain.calls).toEqual([]);
});

it('without a cache, or with every node left out, nodes are called as they are', async () => {
  class Left {
    @cache({ behavior: 'disable' }) @node() one(): number {
      return 1;
    }
  }
  const driver = new Driver({ modules: [Left], cache: memoryCache() });

  expect(await driver.execute(['one'])).toEqual({ one: 1 });
  expect(driver.cache.runs).toEqual([]);
  expect(new Driver({ modules: [Left] }).cache.store).toBeUndefined();
});
