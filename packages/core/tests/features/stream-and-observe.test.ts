import { firstValueFrom, lastValueFrom, toArray, type Subscription } from 'rxjs';
import { collect, Driver, input, node, output, parallelizable, type Collect, type Parallelizable } from '@millrace/core';
import { countedSource } from '../fixtures/counted-source';
import { deferred, deferredList } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { codesOf, refusalOf, rejectionOf } from '../fixtures/refusals';
import { Regions, threeRegions } from '../fixtures/regions';
import { TwoCollects } from '../fixtures/two-collects';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('stream', () => {
  expectNoUnhandledRejections();

  it('gives path, key and value of an inner node for each item, in source order', async () => {
    const entries = await all(new Driver({ modules: [Regions] }).stream('population', { inputs: { regions: threeRegions } }));

    expect(entries).toEqual([
      {
        path: [
          { parallelizable: 'region', index: 0, key: 'eu' },
          { parallelizable: 'city', index: 0, key: '0' },
        ],
        key: '0',
        value: 10,
      },
      {
        path: [
          { parallelizable: 'region', index: 0, key: 'eu' },
          { parallelizable: 'city', index: 1, key: '1' },
        ],
        key: '1',
        value: 20,
      },
      {
        path: [
          { parallelizable: 'region', index: 2, key: 'us' },
          { parallelizable: 'city', index: 0, key: '0' },
        ],
        key: '0',
        value: 30,
      },
    ]);
  });

  it('streams the parallelizable itself, an inner collector, and what its own name does not say', async () => {
    const driver = new Driver({ modules: [Regions] });
    const options = { inputs: { regions: threeRegions } };

    expect((await all(driver.stream('city', options))).map(({ value }) => value)).toEqual([1, 2, 3]);
    expect((await all(driver.stream('regionPopulation', options))).map(({ key, value }) => `${key}=${value}`)).toEqual([
      'eu=30',
      'sea=0',
      'us=30',
    ]);
    expect((await all(driver.stream(output<{ regionName: string }>('regionName'), options))).map(({ value }) => value)).toEqual([
      'eu',
      'sea',
      'us',
    ]);
  });

  /** Items that finish when the test says so. */
  const gated = (ordered: boolean) => {
    const gates = deferredList();
    const numbers = countedSource(Array.from({ length: 100 }, (_, i) => i));
    class Flow {
      @parallelizable({ concurrency: 3, ordered }) n(): Parallelizable<number> {
        return numbers;
      }
      @node('n') async held(n: number): Promise<number> {
        await gates(n).promise;
        return n;
      }
    }
    return { driver: new Driver({ modules: [Flow], graceMs: 5 }), gates, numbers };
  };

  it('hands out an item as soon as it and those before it are finished', async () => {
    const { driver, gates } = gated(true);
    const entries = driver.stream('held')[Symbol.asyncIterator]();

    const first = entries.next();
    await turnLoop();
    gates(1).resolve();
    await turnLoop();
    gates(0).resolve();

    await expect(first).resolves.toMatchObject({ value: { value: 0 } });
    await expect(entries.next()).resolves.toMatchObject({ value: { value: 1 } });
    for (let n = 2; n < 100; n++) gates(n).resolve();
    await entries.return?.();
  });

  it('hands out items as they finish with ordered: false', async () => {
    const { driver, gates } = gated(false);
    const entries = driver.stream('held')[Symbol.asyncIterator]();

    const first = entries.next();
    await turnLoop();
    gates(2).resolve();

    await expect(first).resolves.toMatchObject({ value: { value: 2, path: [{ index: 2 }] } });
    for (let n = 0; n < 100; n++) gates(n).resolve();
    await entries.return?.();
  });

  it('pulls: a slow consumer slows the source', async () => {
    const { driver, gates, numbers } = gated(true);
    for (let n = 0; n < 100; n++) gates(n).resolve();
    const entries = driver.stream('held')[Symbol.asyncIterator]();

    await turnLoop();
    const beforeTheFirst = numbers.pulled;
    await entries.next();
    for (let i = 0; i < 5; i++) await turnLoop();
    const afterTheFirst = numbers.pulled;
    await entries.return?.();

    expect(beforeTheFirst).toBe(0);
    expect(afterTheFirst).toBeLessThan(12);
  });

  it('leaving the loop cancels the run and closes the source', async () => {
    const { driver, gates, numbers } = gated(true);
    for (let n = 0; n < 100; n++) gates(n).resolve();
    const seen: number[] = [];

    for await (const { value } of driver.stream('held')) {
      seen.push(value);
      if (value === 3) break;
    }

    expect(seen).toEqual([0, 1, 2, 3]);
    expect(numbers.returned).toBe(1);
    expect(numbers.pulled).toBeLessThan(20);
  });

  it('throws into the loop when the run fails, after the items before it', async () => {
    class Flow {
      @parallelizable({ concurrency: 1 }) *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') checked(n: number): number {
        if (n === 2) throw new Error('two');
        return n;
      }
    }
    const seen: number[] = [];

    const failed = rejectionOf(
      (async () => {
        for await (const { value } of new Driver({ modules: [Flow] }).stream('checked')) seen.push(value);
      })(),
    );

    expect(await failed).toMatchObject({ node: 'checked', path: [{ index: 1 }] });
    expect(seen).toEqual([1]);
  });

  it('an aborted signal throws into the loop', async () => {
    const { driver } = gated(true);
    const controller = new AbortController();

    const failed = rejectionOf(all(driver.stream('held', { signal: controller.signal })));
    await turnLoop();
    controller.abort('enough');

    expect(await failed).toMatchObject({ code: 'RUN_ABORTED', cause: 'enough' });
  });

  it('leaves skipped items out', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') odd(n: number): number {
        if (n === 2) throw new Error('even');
        return n;
      }
    }

    const entries = await all(new Driver({ modules: [Flow] }).stream('odd', { onFailure: () => undefined }));

    expect(entries.map(({ key, value }) => [key, value])).toEqual([
      ['0', 1],
      ['2', 3],
    ]);
  });

  it('goes over a value of a later phase', async () => {
    class Flow extends TwoCollects {
      @node('square', 'sumSquares') share(square: number, total: number): number {
        return square / total;
      }
    }

    const entries = await all(new Driver({ modules: [Flow] }).stream('share', { inputs: { numbers: [1, 3] } }));

    expect(entries.map(({ value }) => value)).toEqual([0.1, 0.9]);
  });

  it('starts nothing when it is left before the first item, and answers several pulls at once', async () => {
    let opened = 0;
    class Flow {
      @parallelizable() *n(): Generator<number> {
        opened += 1;
        yield* [1, 2];
      }
    }
    const items = new Driver({ modules: [Flow] }).stream('n');
    const left = items[Symbol.asyncIterator]();
    const pulled = items[Symbol.asyncIterator]();

    await left.return?.();
    const results = await Promise.all([left.next(), pulled.next(), pulled.next(), pulled.next()]);

    expect(results.map(({ done, value }) => (done === true ? 'end' : (value as { value: number }).value))).toEqual(['end', 1, 2, 'end']);
    expect(opened).toBe(1);
  });

  it('refuses a root node and an unknown name', async () => {
    const driver = new Driver({ modules: [TwoCollects] });
    const options = { inputs: { numbers: [1] } };

    expect(codesOf(await refusalOf(() => all(driver.stream('sumSquares', options))))).toContain('EACH_OF_ROOT');
    expect(codesOf(await refusalOf(() => all(driver.stream(output<{ nowhere: number }>('nowhere'), options))))).toContain('UNKNOWN_OUTPUT');
  });
});

describe('observe', () => {
  expectNoUnhandledRejections();

  const options = { inputs: { numbers: [1, 2] } };

  it('is cold: subscribing starts the run, each subscriber one of his own', async () => {
    const flow = new TwoCollects();
    const events = new Driver({ modules: [flow] }).observe(['sumSquares'], options);
    await turnLoop();
    const before = flow.calls.length;

    await lastValueFrom(events);
    await lastValueFrom(events);

    expect(before).toBe(0);
    expect(flow.counts()).toMatchObject({ number: 2, square: 4 });
  });

  it('ends with the event that carries the outputs', async () => {
    const events = await firstValueFrom(new Driver({ modules: [TwoCollects] }).observe(['sumSquares'], options).pipe(toArray()));

    expect(events.at(0)).toMatchObject({ type: 'run-started' });
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', outputs: { sumSquares: 5 } });
    expect(new Set(events.map(({ runId }) => runId)).size).toBe(1);
  });

  it('errors as execute does', async () => {
    class Failing {
      @node() failing(): number {
        throw new Error('broken');
      }
    }

    const error = await rejectionOf(lastValueFrom(new Driver({ modules: [Failing] }).observe(['failing'])));

    expect(error).toMatchObject({ node: 'failing', code: 'NODE_FAILED' });
  });

  it('errors for a refused request, without running', async () => {
    const flow = new TwoCollects();

    const error = await rejectionOf(lastValueFrom(new Driver({ modules: [flow] }).observe(['sumSquares'])));

    expect(codesOf(error)).toContain('MISSING_INPUT');
    expect(flow.calls).toEqual([]);
  });

  it('unsubscribing cancels the run and closes its sources', async () => {
    const numbers = countedSource(Array.from({ length: 100 }, (_, i) => i));
    const started = deferred();
    class Flow {
      @input() declare readonly numbers: Iterable<number>;
      @parallelizable('numbers', { concurrency: 1 }) n(items: Iterable<number>): Parallelizable<number> {
        return items;
      }
      @node('n') async slow(n: number): Promise<number> {
        started.resolve();
        await turnLoop();
        return n;
      }
      @collect('slow') count(values: Collect<number>): number {
        return values.length;
      }
    }

    const subscription = new Driver({ modules: [Flow] }).observe(['count'], { inputs: { numbers } }).subscribe();
    await started.promise;
    subscription.unsubscribe();
    for (let i = 0; i < 5; i++) await turnLoop();

    expect(numbers.returned).toBe(1);
    expect(numbers.pulled).toBeLessThan(5);
  });

  it('a subscriber may unsubscribe while it is told something', async () => {
    const flow = new TwoCollects();
    const seen: string[] = [];
    const told = deferred();
    const events = new Driver({ modules: [flow] }).observe(['sumSquares'], options);

    const subscription: Subscription = events.subscribe(({ type }) => {
      seen.push(type);
      if (type === 'fan-out-started') {
        subscription.unsubscribe();
        told.resolve();
      }
    });
    await told.promise;
    for (let i = 0; i < 3; i++) await turnLoop();

    expect(seen.at(-1)).toBe('fan-out-started');
    expect(flow.calls).not.toContain('sumSquares');
  });
});
