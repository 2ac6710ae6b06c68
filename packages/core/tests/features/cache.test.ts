import {
  cache,
  collect,
  Driver,
  drop,
  each,
  extractFields,
  fileCache,
  fold,
  input,
  memoryCache,
  node,
  parallelizable,
  pipeOutput,
  plain,
  pool,
  reducers,
  retry,
  source,
  step,
  tag,
  timeout,
  type CacheBehavior,
  type CacheEntry,
  type Collect,
  type NodeOutcome,
  type RunEvent,
} from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultOf, faultsOf } from '../fixtures/refusals';

/** Sums over some items; `calls` says which nodes were called. */
class Squares {
  readonly calls: string[] = [];

  @input() declare readonly numbers: number[];

  @parallelizable('numbers')
  *number(numbers: number[]): Generator<number> {
    this.calls.push('number');
    yield* numbers;
  }

  @node('number')
  square(number: number): number {
    this.calls.push(`square of ${number}`);
    return number ** 2;
  }

  @collect('square')
  total(squares: Collect<number>): number {
    this.calls.push('total');
    return squares.reduce((a, b) => a + b, 0);
  }
}

describe('a driver with a cache', () => {
  it('computes nothing again that was computed in an earlier run, but goes through the items', async () => {
    const squares = new Squares();
    const driver = new Driver({ modules: [squares], cache: memoryCache() });
    const first = await driver.execute(['total'], { inputs: { numbers: [1, 2, 3] } });
    squares.calls.length = 0;

    expect(await driver.execute(['total'], { inputs: { numbers: [1, 2, 3] } })).toEqual(first);
    expect(squares.calls).toEqual(['number']);
  });

  it('works item by item: new items alone are computed', async () => {
    const squares = new Squares();
    const driver = new Driver({ modules: [squares], cache: memoryCache() });
    await driver.execute(['total'], { inputs: { numbers: [1, 2, 3] } });
    squares.calls.length = 0;

    expect(await driver.execute(['total'], { inputs: { numbers: [3, 4, 1] } })).toEqual({ total: 26 });
    expect(squares.calls).toEqual(['number', 'square of 4', 'total']);
  });

  it('computes equal items once', async () => {
    const squares = new Squares();

    await new Driver({ modules: [squares], cache: memoryCache() }).execute(['total'], { inputs: { numbers: [2, 2, 2] } });

    expect(squares.calls).toEqual(['number', 'square of 2', 'total']);
  });

  it('shares what is in a store with other drivers, and with other processes where the store is in files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-'));
    const [one, other] = [new Squares(), new Squares()];

    await new Driver({ modules: [one], cache: fileCache(folder) }).execute(['total'], { inputs: { numbers: [1] } });
    await new Driver({ modules: [other], cache: fileCache(folder) }).execute(['total'], { inputs: { numbers: [1] } });

    expect(other.calls).toEqual(['number']);
    rmSync(folder, { recursive: true });
  });

  it('stays synchronous where the nodes and the store are', async () => {
    let microtasks = 0;
    const seen: number[] = [];
    class Flow {
      @node() one(): number {
        queueMicrotask(() => microtasks++);
        return 1;
      }
      @node('one') two(one: number): number {
        seen.push(microtasks);
        return one + 1;
      }
    }

    // What is compiled in the first run may take so long that the event loop gets its turn.
    for (let run = 0; run < 5; run++) {
      microtasks = 0;
      await new Driver({ modules: [Flow], cache: memoryCache() }).execute(['two']);
    }

    expect(seen).toHaveLength(5);
    expect(Math.min(...seen)).toBe(0);
  });

  it('keeps that an item was dropped', async () => {
    const calls: number[] = [];
    class Evens {
      @parallelizable() *number(): Generator<number> {
        yield* [1, 2, 3, 4];
      }
      @node('number') even(number: number): number | typeof drop {
        calls.push(number);
        return number % 2 === 0 ? number : drop;
      }
      @collect('even') evens(numbers: Collect<number>): number[] {
        return [...numbers];
      }
    }
    const driver = new Driver({ modules: [Evens], cache: memoryCache() });
    await driver.execute(['evens']);

    expect(await driver.execute(['evens'])).toEqual({ evens: [2, 4] });
    expect(calls).toEqual([1, 2, 3, 4]);
  });

  it('hands out values that nobody else has', async () => {
    class Lists {
      @node() list(): number[] {
        return [1];
      }
    }
    const driver = new Driver({ modules: [Lists], cache: memoryCache() });
    await driver.execute(['list']);
    (await driver.execute(['list'])).list.push(2);

    expect(await driver.execute(['list'])).toEqual({ list: [1] });
  });

  it('keeps undefined, NaN and -0 as they are', async () => {
    let calls = 0;
    class Odd {
      @node() nothing(): undefined {
        calls++;
      }
      @node() nan(): number {
        calls++;
        return NaN;
      }
      @node() zeros(): number[] {
        calls++;
        return [-0, 0];
      }
    }
    const driver = new Driver({ modules: [Odd], cache: memoryCache() });
    const first = await driver.execute(['nothing', 'nan', 'zeros']);

    expect(await driver.execute(['nothing', 'nan', 'zeros'])).toStrictEqual(first);
    expect(calls).toBe(3);
  });

  it('caches folds, plain values in collectors, nested fan-outs and each(…)', async () => {
    const calls: string[] = [];
    class Nested {
      @node() scale(): number {
        return 10;
      }
      @parallelizable() *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer') *inner(outer: number): Generator<string> {
        yield* [`${outer}a`, `${outer}b`];
      }
      @node('outer', 'inner') label(outer: number, inner: string): string {
        calls.push(`label ${inner}`);
        return `${outer}/${inner}`;
      }
      @collect('label') labels(labels: Collect<string>): string {
        calls.push(`labels ${labels.join()}`);
        return labels.join();
      }
      @collect(fold('outer', reducers.sum()), plain('scale')) sum(sum: number, scale: number): number {
        calls.push('sum');
        return sum * scale;
      }
    }
    const driver = new Driver({ modules: [Nested], cache: memoryCache() });
    const first = await driver.execute([each('labels'), each('label'), 'sum']);
    const before = calls.length;

    expect(await driver.execute([each('labels'), each('label'), 'sum'])).toEqual(first);
    expect(first).toEqual({ labels: ['1/1a,1/1b', '2/2a,2/2b'], label: ['1/1a', '1/1b', '2/2a', '2/2b'], sum: 30 });
    expect([before, calls.length]).toEqual([7, 7]);
  });

  it('says of events and to hooks what was cached', async () => {
    const outcomes: NodeOutcome[] = [];
    const driver = new Driver({
      modules: [Squares],
      cache: memoryCache(),
      hooks: [{ afterNode: ({ name }, outcome) => void (name === 'square' && outcomes.push(outcome)) }],
    });
    const events: RunEvent[] = [];
    for (const _ of [1, 2]) {
      events.length = 0;
      const run = driver.run(['total'], { inputs: { numbers: [1] } });
      run.events.subscribe((event) => events.push(event));
      await run.outputs;
    }

    const finished = events.flatMap((event) => (event.type === 'node-finished' ? [[event.node, event.cached]] : []));
    expect(finished).toEqual([
      ['square', true],
      ['total', true],
    ]);
    expect(outcomes).toMatchObject([
      { status: 'ok', value: 1, cached: false },
      { status: 'ok', value: 1, cached: true },
    ]);
  });

  it('gives a stream, and settled outputs, what it has', async () => {
    const squares = new Squares();
    const driver = new Driver({ modules: [squares], cache: memoryCache() });
    await driver.execute(['total'], { inputs: { numbers: [1, 2] } });
    squares.calls.length = 0;
    const streamed: number[] = [];
    for await (const { value } of driver.stream('square', { inputs: { numbers: [1, 2] } })) streamed.push(value);

    expect(streamed).toEqual([1, 4]);
    expect(await driver.executeSettled(['total'], { inputs: { numbers: [1, 2] } })).toEqual({ total: { status: 'fulfilled', value: 5 } });
    expect(squares.calls).toEqual(['number', 'number']);
  });

  it('is asked before a call is repeated, waits for a pool, or is timed', async () => {
    let calls = 0;
    class Flaky {
      @retry({ attempts: 3, delayMs: 10 })
      @timeout(1000)
      @pool('api')
      @node()
      async answer(): Promise<number> {
        if (++calls === 1) throw new Error('busy');
        return 42;
      }
    }
    const driver = createTestDriver([Flaky], { cache: memoryCache(), pools: { api: { perSecond: 1 } } });
    await driver.execute(['answer']);
    const before = driver.clock.now();

    expect(await driver.execute(['answer'])).toEqual({ answer: 42 });
    expect([calls, driver.clock.now()]).toEqual([2, before]);
  });

  it('does not ask the cache about overridden nodes, and takes their values into account', async () => {
    const squares = new Squares();
    const driver = new Driver({ modules: [squares], cache: memoryCache() });
    await driver.execute(['total'], { inputs: { numbers: [1, 2] } });
    squares.calls.length = 0;

    expect(await driver.execute(['total'], { inputs: { numbers: [1, 2] }, overrides: { square: 5 } })).toEqual({ total: 10 });
    expect(squares.calls).toEqual(['number', 'total']);
  });

  it('caches what pipes and fields make of a method', async () => {
    let calls = 0;
    const count = (value: number): number => {
      calls++;
      return value + 1;
    };
    class Piped {
      @extractFields('a')
      @node()
      record(): { a: number } {
        calls++;
        return { a: 1 };
      }
      @pipeOutput(step(count))
      @node(source<number>('a'))
      b(a: number): number {
        calls++;
        return a;
      }
    }
    const driver = new Driver({ modules: [Piped], cache: memoryCache() });
    await driver.execute(['b']);
    const first = calls;

    expect(await driver.execute(['b'])).toEqual({ b: 2 });
    expect([first, calls]).toEqual([3, 3]);
  });
});

describe('behaviors', () => {
  /** A chain `one -> two` whose `one` has a behavior by a decorator. */
  function chain(behavior?: CacheBehavior): { readonly modules: readonly [object]; readonly calls: string[] } {
    const calls: string[] = [];
    class Chain {
      @cache({ behavior })
      @node()
      one(): number {
        calls.push('one');
        return 1;
      }
      @node('one')
      two(one: number): number {
        calls.push('two');
        return one + 1;
      }
    }
    return { modules: [Chain], calls };
  }

  it.each<[CacheBehavior, readonly string[], readonly string[]]>([
    ['default', ['one', 'two'], ['one', 'two']],
    ['recompute', ['one'], ['one', 'two']],
    ['disable', ['one'], ['two']],
    ['ignore', ['one'], ['two']],
  ])('%s: what is called again, and what is kept', async (behavior, again, kept) => {
    const { modules, calls } = chain(behavior);
    const driver = new Driver({ modules, cache: memoryCache() });
    await driver.execute(['two'] as never);
    calls.length = 0;
    await driver.execute(['two'] as never);

    expect(calls).toEqual(behavior === 'default' ? [] : again);
    expect((await driver.cache.entries()).map(({ node }) => node).sort()).toEqual(kept);
  });

  it('recompute stores what it computes, for those that take it', async () => {
    const store = memoryCache();
    const { modules, calls } = chain('recompute');
    await new Driver({ modules, cache: store }).execute(['two'] as never);
    const [[, entry]] = [...(store.entries() as Iterable<[string, CacheEntry]>)].filter(([, { node }]) => node === 'one') as [
      [string, CacheEntry],
    ];

    expect(entry).toMatchObject({ node: 'one', version: '1' });
    expect(calls).toEqual(['one', 'two']);
  });

  it('ignore leaves a value out of the keys of those that depend on it, disable does not', async () => {
    const calls: string[] = [];
    let time = 0;
    class Clock {
      @cache({ behavior: 'ignore' }) @node() client(): () => void {
        return () => undefined;
      }
      @cache({ behavior: 'disable' }) @node() hour(): number {
        return time;
      }
      @node('client') page(_client: () => void): string {
        calls.push('page');
        return 'page';
      }
      @node('page', 'hour') report(page: string, hour: number): string {
        calls.push('report');
        return `${page} at ${hour}`;
      }
    }
    const driver = new Driver({ modules: [Clock], cache: memoryCache() });
    await driver.execute(['report']);
    time = 1;

    expect(await driver.execute(['report'])).toEqual({ report: 'page at 1' });
    expect(calls).toEqual(['page', 'report', 'report']);
  });

  it('the driver says what holds by name, by tag, and for all others; the decorator wins', async () => {
    const calls: string[] = [];
    const called = (name: string): string => (calls.push(name), name);
    class Flow {
      @node() plain(): string {
        return called('plain');
      }
      @tag({ kept: 'yes' }) @node() tagged(): string {
        return called('tagged');
      }
      @node() named(): string {
        return called('named');
      }
      @cache() @node() decorated(): string {
        return called('decorated');
      }
      @cache({ behavior: 'recompute' }) @tag({ kept: 'yes' }) @node() both(): string {
        return called('both');
      }
    }
    const driver = new Driver({
      modules: [Flow],
      cache: { store: memoryCache(), default: 'disable' },
      defaults: [
        { tags: { kept: 'yes' }, cache: 'default' },
        { name: 'named', cache: { ttlMs: 1000 } },
      ],
    });
    const outputs = ['plain', 'tagged', 'named', 'decorated', 'both'] as const;
    await driver.execute(outputs);
    calls.length = 0;
    await driver.execute(outputs);

    expect(calls).toEqual(['plain', 'both']);
  });

  it('holds for all nodes that are made of a method: an ignored one with a pipe does not freeze what the pipe gives', async () => {
    let value = 1;
    class Flow {
      @cache({ behavior: 'ignore' })
      @pipeOutput(step((x: number) => x + 1))
      @node()
      now(): number {
        return value;
      }
    }
    const driver = new Driver({ modules: [Flow], cache: memoryCache() });
    await driver.execute(['now']);
    value = 5;

    expect(await driver.execute(['now'])).toEqual({ now: 6 });
  });

  it('a result is used for as long as its ttlMs says, from when it was computed, and not when it has become shorter since', async () => {
    let calls = 0;
    class Prices {
      @cache({ ttlMs: 100 }) @node() price(): number {
        return ++calls;
      }
    }
    const store = memoryCache();
    const driver = createTestDriver([Prices], { cache: store });
    await driver.execute(['price']);
    await driver.clock.sleep(99);
    await driver.execute(['price']);
    expect(calls).toBe(1);
    await driver.clock.sleep(1);

    expect(await driver.execute(['price'])).toEqual({ price: 2 });
    await driver.clock.sleep(50);
    await driver.with({ defaults: [{ name: 'price', cache: { ttlMs: 100 } }] }).execute(['price']);
    expect(calls).toBe(2);
  });

  it('writes a node in the format that it asks for', async () => {
    class Flow {
      @cache({ format: 'json' }) @node() record(): object {
        return { a: [1] };
      }
    }
    const store = new Map<string, CacheEntry>();
    await new Driver({ modules: [Flow], cache: store }).execute(['record']);

    expect(Array.from(store.values(), ({ format, bytes }) => [format, Buffer.from(bytes).toString()])).toEqual([['json', '{"a":[1]}']]);
  });

  it('@cache is refused on a parallelizable, twice on a method, and with options that it does not have', () => {
    class Flow {
      @cache() @parallelizable() *item(): Generator<number> {
        yield 1;
      }
      @cache() @cache() @node() twice(): number {
        return 1;
      }
      @cache({ behavior: 'sometimes' as never, ttlMs: NaN, version: '', format: 'xml' as never, size: 1 } as never)
      @node()
      wrong(): number {
        return 1;
      }
    }

    const faults = faultsOf(() => new Driver({ modules: [Flow] }));

    expect(faults.map(({ code }) => code).sort()).toEqual([
      'EXCLUSIVE_MODIFIERS',
      'EXCLUSIVE_MODIFIERS',
      'INVALID_OPTION',
      'INVALID_OPTION',
      'INVALID_OPTION',
      'INVALID_OPTION',
      'INVALID_OPTION',
    ]);
    const text = faults.map(({ message }) => message).join('\n');
    expect(text).toContain('Flow.item @cache stands on a parallelizable, which runs each time');
    expect(text).toContain('Flow.wrong @cache has the option ttlMs: NaN. It takes a number of milliseconds above 0, or Infinity.');
  });

  it.each([NaN, -1, 0, '1 h'])('a ttlMs of %p is refused wherever it stands', (given) => {
    const ttlMs = given as number;
    class Flow {
      @cache({ ttlMs }) @node() one(): number {
        return 1;
      }
    }

    const said = expect.stringContaining('It takes a number of milliseconds above 0, or Infinity') as string;
    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({ code: 'INVALID_OPTION', message: said });
    expect(faultOf(() => new Driver({ modules: [], defaults: [{ cache: { ttlMs } }] }))).toMatchObject({
      at: 'defaults[0]',
      message: said,
    });
    expect(faultOf(() => new Driver({ modules: [], cache: { store: memoryCache(), default: { ttlMs } } }))).toMatchObject({
      message: said,
    });
  });

  it('the driver refuses a cache that is none, with all that is wrong with it', () => {
    const faults = faultsOf(
      () =>
        new Driver({
          modules: [],
          cache: { store: {} as never, default: 'never' as never, types: [1 as never], timeoutMs: NaN, ttl: 1 } as never,
        }),
    );
    const [other] = faultsOf(() => new Driver({ modules: [], cache: 'files' as never }));

    expect(faults.map(({ at }) => at)).toEqual(['cache', 'cache.store', 'cache.timeoutMs', 'cache.types', 'cache.default']);
    // No graph has been looked at.
    expect(() => new Driver({ modules: [], cache: 'files' as never })).toThrow(/^The driver's options have a fault:\n/);
    expect(other?.message).toContain('It takes a store, memoryCache() or fileCache(folder)');
  });
});
