import {
  cachedType,
  collect,
  context,
  Driver,
  group,
  input,
  memoryCache,
  node,
  optional,
  output,
  parallelizable,
  parameterizeValues,
  settled,
  source,
  value,
  type CacheStore,
  type Collect,
  type NodeContext,
} from '@millrace/core';
import { warningsOf } from '../fixtures/warnings';

/** Counts how often its node is called with what a driver is given. */
class Counted {
  calls = 0;
  @input() declare readonly value: unknown;
  @node('value') kind(value: unknown): string {
    this.calls++;
    return typeof value;
  }
}

class Money {
  readonly #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  get cents(): number {
    return this.#cents;
  }
}

describe('a result is found again for the same code and the same values alone', () => {
  it.each<[string, unknown, unknown]>([
    ['1 and "1"', 1, '1'],
    ['lists in another order', [1, 2], [2, 1]],
    ['[1] and { 0: 1 }', [1], { 0: 1 }],
    ['0 and -0', 0, -0],
    ['a date and its text', new Date(0), new Date(0).toISOString()],
    ['bytes and others', Buffer.alloc(100_000), Buffer.alloc(100_001)],
    ['null and "null"', null, 'null'],
  ])('different: %s', async (_, one, other) => {
    const counted = new Counted();
    const driver = new Driver({ modules: [counted], cache: memoryCache() });
    await driver.execute(['kind'], { inputs: { value: one } });
    await driver.execute(['kind'], { inputs: { value: other } });
    await driver.execute(['kind'], { inputs: { value: one } });

    expect(counted.calls).toBe(2);
  });

  it('by its node: nodes with the same version and the same dependencies are different', async () => {
    class Flow {
      @node({ version: '1' }) one(): number {
        return 1;
      }
      @node({ version: '1' }) other(): number {
        return 2;
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });
    await driver.execute(['one', 'other']);

    expect(await driver.execute(['one', 'other'])).toEqual({ one: 1, other: 2 });
  });

  it('by constants, also where the version is said to be the same', async () => {
    class Flow {
      @parameterizeValues('factor', { single: 1, double: 2 })
      @node(source<number>('factor'), { version: '1' })
      scaled(factor: number): number {
        return factor * 10;
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });

    const outputs = [output<{ single: number }>('single'), output<{ double: number }>('double')] as const;

    for (const _ of [1, 2]) expect(await driver.execute(outputs)).toEqual({ single: 10, double: 20 });
  });

  it('by each value of a group', async () => {
    const seen: unknown[] = [];
    class Flow {
      @input() declare readonly a: number;
      @input() declare readonly b: number;
      @node(group('a', 'b'), group({ a: 'a', b: 'b' })) sum(list: number[], record: { a: number; b: number }): number {
        seen.push(list, record);
        return list.length;
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });
    for (const inputs of [
      { a: 1, b: 2 },
      { a: 2, b: 1 },
      { a: 1, b: 2 },
    ])
      await driver.execute(['sum'], { inputs });

    expect(seen).toEqual([[1, 2], { a: 1, b: 2 }, [2, 1], { a: 2, b: 1 }]);
  });

  it('by the config, where the node is given its context', async () => {
    let calls = 0;
    class Flow {
      @node() unit(@context() { config }: NodeContext): unknown {
        calls++;
        return config['currency'];
      }
      @node() fixed(): number {
        calls++;
        return 1;
      }
    }
    const cache = memoryCache();
    const outputs = [];
    for (const currency of ['EUR', 'USD', 'EUR'])
      outputs.push(await new Driver({ modules: [Flow], config: { currency }, cache }).execute(['unit', 'fixed']));

    expect(outputs.map(({ unit }) => unit)).toEqual(['EUR', 'USD', 'EUR']);
    expect(calls).toBe(3);
  });

  it('by what a value was when it came, whatever is done to it later', async () => {
    let calls = 0;
    class Flow {
      @node() list(): number[] {
        calls++;
        return [1];
      }
      @node('list') grown(list: number[]): number {
        calls++;
        return list.push(2);
      }
      @node('list', 'grown') both(list: number[], grown: number): number {
        calls++;
        return list.length + grown;
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });
    await driver.execute(['both']);

    await driver.execute(['both']);
    expect(calls).toBe(3);
  });

  it('instances of registered classes are values', async () => {
    const counted = new Counted();
    const types = [cachedType(Money, { toPlain: ({ cents }) => cents, fromPlain: (cents) => new Money(cents) })];
    class Doubled {
      @node('value') double(value: Money): Money {
        return new Money(value.cents * 2);
      }
      @input() declare readonly value: Money;
    }
    const driver = new Driver({ modules: [counted, Doubled], cache: { store: memoryCache(), types } });
    const run = async (cents: number) => driver.execute(['kind', 'double'] as never, { inputs: { value: new Money(cents) } as never });
    await run(1);
    const again = (await run(1)) as { double: Money };
    await run(2);

    expect(counted.calls).toBe(2);
    expect(again.double).toBeInstanceOf(Money);
    expect(again.double.cents).toBe(2);
  });

  it('classes with one name are refused, since their instances would be the same', () => {
    const types = [cachedType(class Money {}), cachedType(class Money {})];

    expect(() => new Driver({ modules: [], cache: { store: memoryCache(), types } })).toThrow('two classes with the name "Money"');
  });

  it('K-16: a default is as good as the same value that is given', async () => {
    let calls = 0;
    class Flow {
      @node(optional('x', 3)) f(x: number): number {
        calls++;
        return x + 1;
      }
      @input() declare readonly x: number;
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });
    await driver.execute(['f']);
    await driver.execute(['f'], { inputs: { x: 3 } });

    expect(calls).toBe(1);
  });
});

describe('what cannot be compared is computed each time, and warned of once', () => {
  const runTwice = async (driver: Driver, outputs: readonly string[], inputs = {}) => {
    const warnings = await warningsOf(async () => {
      for (const _ of [1, 2]) await driver.execute(outputs, { inputs });
    });
    return warnings.map(({ message }) => message);
  };

  it.each<[string, unknown, RegExp]>([
    ['functions', { format: () => 1 }, /"value" is the same again: it is the function format, at \.format/],
    ['proxies', new Proxy({}, {}), /a proxy/],
    ['sockets, and other instances', new Money(1), /an instance of Money. Register a class with cachedType/],
    ['promises', { later: Promise.resolve() }, /an instance of Promise, at .later/],
  ])('%s that a node receives', async (_, value, said) => {
    const counted = new Counted();
    const driver = new Driver({ modules: [counted], cache: memoryCache() });

    expect(await runTwice(driver, ['kind'], { value })).toEqual([expect.stringMatching(said)]);
    expect(counted.calls).toBe(2);
    expect(driver.cache.run()?.nodes).toEqual({ kind: { uncacheable: 1 } });
    expect(driver.cache.warnings).toHaveLength(1);
  });

  it('settled entries of which one was rejected, since an error is different each time', async () => {
    let calls = 0;
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *item(): Generator<number> {
        yield* [1, 2];
      }
      @node('item') even(item: number): number {
        if (item === 1) throw new Error('odd');
        return item;
      }
      @collect(settled('even')) count(entries: Collect<PromiseSettledResult<number>>): number {
        calls++;
        return entries.length;
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });

    const warnings = await runTwice(driver, ['count'], {});
    expect(warnings).toContainEqual(expect.stringMatching(/"count" is computed each time, .* "even"/));
    expect(driver.cache.warnings).toHaveLength(1);
    expect(calls).toBe(2);
  });

  it('what a node gives; and what depends on that is the same cause', async () => {
    const calls: string[] = [];
    class Flow {
      @node() client(): () => number {
        calls.push('client');
        return () => 1;
      }
      @node('client') page(client: () => number): number {
        calls.push('page');
        return client();
      }
      @node('page') length(page: number): number {
        calls.push('length');
        return page;
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });

    expect(await runTwice(driver, ['length'])).toEqual([
      expect.stringMatching(/^The result of "client" is not kept, and what depends on it is computed each time: it is a function\./),
    ]);
    expect(calls).toEqual(['client', 'page', 'length', 'client', 'page']);
  });

  it('constants that are functions, each node for itself', async () => {
    class Flow {
      @node(value(() => 1)) one(give: () => number): number {
        return give();
      }
      @node(value(() => 2)) other(give: () => number): number {
        return give();
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });

    expect(await runTwice(driver, ['one', 'other'])).toEqual([
      expect.stringContaining('whether "a constant of one" is the same again: it is a function'),
      expect.stringContaining('whether "a constant of other"'),
    ]);
  });

  it('what does not come back from the format that was asked for, or from any', async () => {
    class Flow {
      @node() address(): URL {
        return new URL('https://a.test');
      }
      @node() at(): Date {
        return new Date(0);
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache(), defaults: [{ name: 'at', cache: { format: 'json' } }] });

    expect(await runTwice(driver, ['address', 'at'])).toEqual([
      expect.stringContaining('The result of "address" is not kept, because it would not come back as it is'),
      expect.stringContaining('from the format "json"'),
    ]);
  });

  it('what a store holds in a form that a class is missing for is computed again', async () => {
    class Flow {
      @node() money(): Money {
        return new Money(5);
      }
    }
    const store: CacheStore = memoryCache();
    const types = [cachedType(Money, { toPlain: ({ cents }) => cents, fromPlain: (cents) => new Money(cents) })];
    await new Driver({ modules: [Flow], cache: { store, types } }).execute(['money']);
    const renamed = [cachedType(Money, { name: 'Cash', toPlain: ({ cents }) => cents, fromPlain: (cents) => new Money(cents) })];
    const driver = new Driver({ modules: [Flow], cache: { store, types: renamed } });

    expect(await runTwice(driver, ['money'])).toEqual([
      expect.stringMatching(/A stored result of "money" cannot be read: no class "Money" is registered.*It is computed again/),
    ]);
  });
});
