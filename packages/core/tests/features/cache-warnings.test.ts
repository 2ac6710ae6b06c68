import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  collect,
  Driver,
  fileCache,
  memoryCache,
  node,
  parallelizable,
  type CacheStore,
  type Collect,
  type RunEvent,
} from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { CountingStore } from '../fixtures/counting-store';
import { warningsOf } from '../fixtures/warnings';

class Prices {
  @parallelizable({ key: (symbol) => symbol }) *symbol(): Generator<string> {
    yield* ['ABC', 'XYZ'];
  }
  @node('symbol') price(symbol: string): number {
    return symbol.charCodeAt(0);
  }
  @collect('price') total(prices: Collect<number>): number {
    return prices.reduce((a, b) => a + b, 0);
  }
}

type CacheWarning = Extract<RunEvent, { type: 'cache-warning' }>;

/** What the events of a run tell of the cache. */
async function toldIn(driver: Driver, output = 'total'): Promise<CacheWarning[]> {
  const run = driver.run([output]);
  const told: CacheWarning[] = [];
  run.events.subscribe((event) => event.type === 'cache-warning' && told.push(event));
  await run.outputs;
  return told;
}

const failing = (method: keyof CacheStore): CacheStore =>
  Object.assign(new CountingStore(), {
    [method]: () => {
      throw new Error('no connection');
    },
  });

describe('the events of a run tell what keeps the cache from doing its work', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'millrace-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('a store that fails: once for each run and cause, with the call that has met it first; the process is warned once', async () => {
    const driver = new Driver({ modules: [Prices], cache: failing('set') });

    const warnings = await warningsOf(async () => {
      for (const _run of [1, 2]) {
        const told = await toldIn(driver);
        expect(told.map(({ node, path }) => [node, path.map(({ key }) => key)])).toEqual([['price', ['ABC']]]);
        expect(told[0]?.message).toMatch(/threw in set: no connection\. The run goes on/);
      }
    });
    expect(warnings).toHaveLength(1);
  });

  it('a store that hangs: also in a run that begins while it is left alone', async () => {
    const store = new CountingStore(() => new Promise(() => undefined));
    const driver = createTestDriver([Prices], { cache: { store, timeoutMs: 100 } });

    await warningsOf(async () => {
      for (const _run of [1, 2])
        expect((await toldIn(driver)).map(({ message }) => message)).toEqual([expect.stringMatching(/has not answered to get for 100 ms/)]);
    });
    expect(driver.clock.now()).toBe(100);
  });

  it('an entry that is torn', async () => {
    const driver = new Driver({ modules: [Prices], cache: fileCache(folder) });
    await driver.execute(['total']);
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()))
      truncateSync(join(file.parentPath, file.name), 10);

    await warningsOf(async () => {
      expect((await toldIn(driver)).map(({ message }) => message)).toEqual([expect.stringMatching(/is torn/)]);
      expect(await toldIn(driver)).toEqual([]);
    });
  });

  it('what cannot be compared, by the node that gives it', async () => {
    class Clients {
      @node() client(): () => number {
        return () => 1;
      }
      @node('client') rate(client: () => number): number {
        return client();
      }
    }
    const driver = new Driver({ modules: [Clients], cache: memoryCache() });

    await warningsOf(async () => {
      const told = await toldIn(driver, 'rate');
      expect(told.map(({ node, message }) => [node, message.split(' is ')[0]])).toEqual([['client', 'The result of "client"']]);
    });
  });

  it('nothing where all is well', async () => {
    expect(await toldIn(new Driver({ modules: [Prices], cache: memoryCache() }))).toEqual([]);
  });
});
