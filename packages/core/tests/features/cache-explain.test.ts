import { configuration, Driver, input, memoryCache, node, type CacheStore } from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';

class Prices {
  @input() declare readonly amount: number;
  @input() declare readonly currency: string;
  @node('currency') rate(currency: string): number {
    return currency.length;
  }
  @node('amount', 'rate') price(amount: number, rate: number): number {
    return amount * rate;
  }
}

class DearPrices extends Prices {
  @node('amount', 'rate') override price(amount: number, rate: number): number {
    return amount * rate * 2;
  }
}

const inputs = { amount: 2, currency: 'EUR' };

describe('driver.cache', () => {
  let store: CacheStore;
  beforeEach(() => (store = memoryCache()));

  const explain = async (driver: Driver, node = 'price'): Promise<readonly [string, unknown][]> =>
    (await driver.cache.explain(node)).map(({ text, changed }) => [text, changed]);

  it('explains that nothing was stored, and that something was', async () => {
    const driver = new Driver({ modules: [Prices], cache: store });
    await driver.execute(['price'], { inputs });
    expect(await explain(driver)).toEqual([['"price" was computed, because no result of it was stored.', []]]);

    await driver.execute(['price'], { inputs });
    expect(await explain(driver)).toEqual([['"price" was taken from the cache.', []]]);
  });

  it('names the dependency that changed, and how', async () => {
    const driver = new Driver({ modules: [Prices], cache: store });
    await driver.execute(['price'], { inputs });
    await driver.execute(['price'], { inputs: { ...inputs, amount: 3 } });
    await driver.execute(['price'], { inputs: { amount: 3, currency: 'Euros' } });

    expect(await explain(driver)).toEqual([
      ['"price" was computed, because its dependency "rate" changed from 3 to 5.', [{ name: 'rate', before: '3', after: '5' }]],
    ]);
    expect(await explain(driver, 'rate')).toEqual([
      [
        '"rate" was computed, because its dependency "currency" changed from "EUR" to "Euros".',
        [expect.objectContaining({ name: 'currency' })],
      ],
    ]);
  });

  it('names the code where that changed, also that of another driver or process', async () => {
    await new Driver({ modules: [Prices], cache: store }).execute(['price'], { inputs });
    const driver = new Driver({ modules: [DearPrices], cache: store });
    await driver.execute(['price'], { inputs });

    expect(await explain(driver)).toEqual([
      [
        '"price" was computed, because its code changed, or a modifier, a constant or a config value in it.',
        [expect.objectContaining({ name: 'code' })],
      ],
    ]);
    expect(await explain(driver, 'rate')).toEqual([['"rate" was taken from the cache.', []]]);
  });

  it('says so where only a config value changed, of a node whose version does not', async () => {
    class Versioned {
      @node() a(): number {
        return 1;
      }
      @node('a', configuration<number>('factor'), { version: '1' }) scaled(a: number, factor: number): number {
        return a * factor;
      }
    }
    const driver = new Driver({ modules: [Versioned], cache: store, config: { factor: 2 } });
    await driver.execute(['scaled']);
    const other = driver.with({ config: { factor: 3 } });

    expect(await other.execute(['scaled'])).toEqual({ scaled: 3 });
    expect(await explain(other, 'scaled')).toEqual([
      ['"scaled" was computed, because a constant or a config value that it receives changed.', []],
    ]);
  });

  it('says that a result was out of date, or is always computed', async () => {
    const driver = createTestDriver([Prices], { cache: { store, default: { ttlMs: 10 } } });
    await driver.execute(['price'], { inputs });
    await driver.clock.sleep(10);
    await driver.execute(['price'], { inputs });
    expect(await explain(driver)).toEqual([['"price" was computed, because its stored result was out of date.', []]]);

    const eager = driver.with({ defaults: [{ name: 'price', cache: 'recompute' }] });
    await eager.execute(['price'], { inputs });
    expect(await explain(eager)).toEqual([['"price" was computed, as its behavior \'recompute\' says.', []]]);
  });

  it('shows each run: how often each came of each node, and the calls with keys and versions', async () => {
    const driver = new Driver({ modules: [Prices], cache: store });
    await driver.execute(['price'], { inputs, runId: 'first' });
    await driver.execute(['price'], { inputs: { ...inputs, amount: 3 }, runId: 'second' });

    expect(driver.cache.runs.map(({ runId, nodes }) => [runId, nodes])).toEqual([
      ['first', { rate: { miss: 1 }, price: { miss: 1 } }],
      ['second', { rate: { hit: 1 }, price: { miss: 1 } }],
    ]);
    const [, lookup] = driver.cache.run('second')?.lookups ?? [];
    expect(lookup).toEqual({
      node: 'price',
      path: [],
      outcome: 'miss',
      key: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      version: '9',
      code: driver.nodes().find(({ name }) => name === 'price')?.version,
      inputs: { amount: '3', rate: '3' },
    });
    expect((await driver.cache.entries('price')).find(({ key }) => key === lookup?.key)).toMatchObject({ runId: 'second', version: '9' });
    expect(driver.cache.run('third')).toBeUndefined();
  });

  it('prunes the store', async () => {
    const driver = new Driver({ modules: [Prices], cache: store });
    await driver.execute(['price'], { inputs });

    expect(await driver.cache.prune({ nodes: ['rate'], maxBytes: 0 })).toMatchObject({ entries: 1 });
    expect((await driver.cache.entries()).map(({ node }) => node)).toEqual(['price']);
  });

  it('refuses to explain what it does not know, and a driver without a cache has nothing to show', async () => {
    const without = new Driver({ modules: [Prices] });

    await expect(new Driver({ modules: [Prices], cache: store }).cache.explain('prize')).rejects.toThrow('Did you mean "price"?');
    await expect(without.cache.explain('price')).rejects.toThrow('This driver has no cache. Give it one');
    expect([without.cache.runs, await without.cache.entries(), await without.cache.prune()]).toEqual([[], [], { entries: 0, bytes: 0 }]);
  });
});
