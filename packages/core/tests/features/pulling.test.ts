import { Observable, Subject } from 'rxjs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { collect, Driver, fold, input, node, parallelizable, reducers, type Collect, type Parallelizable } from '@millrace/core';
import { countedAsyncSource, countedSource } from '../fixtures/counted-source';
import { deferred, deferredList } from '../fixtures/deferred';
import { codesOf, failureOf, rejectionOf } from '../fixtures/refusals';
import { turnLoop } from '../fixtures/main-process';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Counts how many items were pulled and not finished, at most. */
class OpenItems {
  open = 0;
  most = 0;

  *of(count: number): Generator<number> {
    for (let i = 0; i < count; i++) {
      this.open += 1;
      this.most = Math.max(this.most, this.open);
      yield i;
    }
  }
}

describe('pulling by demand', () => {
  expectNoUnhandledRejections();

  it.each([1, 2, 5, 16])(
    'F2: with concurrency %i at most that many items are pulled and not finished, for asynchronous nodes',
    async (concurrency) => {
      const items = new OpenItems();
      class Flow {
        @parallelizable({ concurrency }) n(): Parallelizable<number> {
          return items.of(100);
        }
        @node('n') async slow(n: number): Promise<number> {
          await new Promise((resolve) => setImmediate(resolve));
          items.open -= 1;
          return n;
        }
        @collect('slow') count(values: Collect<number>): number {
          return values.length;
        }
      }

      const { count } = await new Driver({ modules: [Flow] }).execute(['count']);

      expect(count).toBe(100);
      expect(items.most).toBe(concurrency);
    },
  );

  it('F2: with synchronous nodes an item is finished before too many others are pulled', async () => {
    const items = new OpenItems();
    class Flow {
      @parallelizable({ concurrency: 4 }) n(): Parallelizable<number> {
        return items.of(1000);
      }
      @node('n') fast(n: number): number {
        items.open -= 1;
        return n;
      }
      @collect('fast') count(values: Collect<number>): number {
        return values.length;
      }
    }

    await new Driver({ modules: [Flow] }).execute(['count']);

    expect(items.most).toBeLessThanOrEqual(4);
  });

  it('F2: the default concurrency is 16, and the driver’s option overrides a parallelizable’s own', async () => {
    const open = async (expected: number, concurrency?: Record<string, number>) => {
      const items = new OpenItems();
      const gate = deferred();
      class Flow {
        @parallelizable() n(): Parallelizable<number> {
          return items.of(100);
        }
        @node('n') async held(n: number): Promise<number> {
          await gate.promise;
          items.open -= 1;
          return n;
        }
        @collect('held') count(values: Collect<number>): number {
          return values.length;
        }
      }
      const outputs = new Driver({ modules: [Flow], ...(concurrency && { concurrency }) }).execute(['count']);
      // On a busy machine the event loop may have to turn before all lanes have started.
      while (items.open < expected) await turnLoop();
      await turnLoop();
      const { open: pulled } = items;
      gate.resolve();
      await outputs;
      return pulled;
    };

    expect(await open(16)).toBe(16);
    expect(await open(3, { n: 3 })).toBe(3);
    expect(await open(100, { n: Infinity })).toBe(100);
  });

  it('F2: pulls the first item, runs it, and only then goes on: the source is not drained (Hamilton: drained before the first item runs)', async () => {
    const order: string[] = [];
    class Flow {
      @parallelizable({ concurrency: 1 }) *n(): Generator<number> {
        for (let n = 0; n < 3; n++) {
          order.push(`pull ${n}`);
          yield n;
        }
      }
      @node('n') run(n: number): number {
        order.push(`run ${n}`);
        return n;
      }
      @collect('run') all(values: Collect<number>): number {
        return values.length;
      }
    }

    await new Driver({ modules: [Flow] }).execute(['all']);

    expect(order).toEqual(['pull 0', 'run 0', 'pull 1', 'run 1', 'pull 2', 'run 2']);
  });

  it('F2: never pulls an async iterable ahead of the lanes', async () => {
    const numbers = countedAsyncSource(Array.from({ length: 100 }, (_, i) => i));
    const gates = deferredList();
    class Flow {
      @parallelizable({ concurrency: 3 }) n(): Parallelizable<number> {
        return numbers;
      }
      @node('n') async held(n: number): Promise<number> {
        await gates(n).promise;
        return n;
      }
      @collect('held') count(values: Collect<number>): number {
        return values.length;
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['count']);
    await turnLoop();
    const atFirst = numbers.pulled;
    gates(1).resolve();
    await turnLoop();
    const afterOne = numbers.pulled;
    for (let n = 0; n < 100; n++) gates(n).resolve();

    await expect(outputs).resolves.toEqual({ count: 100 });
    expect([atFirst, afterOne]).toEqual([3, 4]);
  });

  it('F2: bounds each fan-out instance for itself: nested fan-outs multiply', async () => {
    let open = 0;
    const gate = deferred();
    class Flow {
      @parallelizable({ concurrency: 2 }) *outer(): Generator<number> {
        yield* [1, 2, 3, 4];
      }
      @parallelizable('outer', { concurrency: 3 }) *inner(_outer: number): Generator<number> {
        for (let i = 0; i < 9; i++) {
          open += 1;
          yield i;
        }
      }
      @node('inner') async held(inner: number): Promise<number> {
        await gate.promise;
        return inner;
      }
      @collect('held', { over: 'outer' }) count(values: Collect<number>): number {
        return values.length;
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['count']);
    await turnLoop();
    const opened = open;
    gate.resolve();

    await expect(outputs).resolves.toEqual({ count: 36 });
    expect(opened).toBe(6);
  });

  it('F2: queues what an Observable emits while the lanes are busy', async () => {
    const subject = new Subject<number>();
    const gate = deferred();
    let running = 0;
    class Flow {
      @parallelizable({ concurrency: 2 }) n(): Parallelizable<number> {
        return subject;
      }
      @node('n') async held(n: number): Promise<number> {
        running += 1;
        await gate.promise;
        return n;
      }
      @collect('held') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['all']);
    await turnLoop();
    for (let n = 0; n < 10; n++) subject.next(n);
    subject.complete();
    await turnLoop();
    const atFirst = running;
    gate.resolve();

    await expect(outputs).resolves.toEqual({ all: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    expect(atFirst).toBe(2);
  });

  it('F2: an Observable that overflows its buffer fails the fan-out and is unsubscribed from', async () => {
    const subject = new Subject<number>();
    class Flow {
      @parallelizable({ concurrency: 1, buffer: 2 }) n(): Parallelizable<number> {
        return subject;
      }
      @node('n') async held(n: number): Promise<number> {
        await Promise.resolve();
        return n;
      }
      @collect('held') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['all']);
    await turnLoop();
    for (let n = 0; n < 10; n++) subject.next(n);
    const failure = await failureOf(outputs);

    expect(failure.node).toBe('n');
    expect(codesOf(failure)).toContain('BUFFER_OVERFLOW');
    expect(subject.observed).toBe(false);
  });

  it('F2: folds 1,000,000 items from a generator (Hamilton: time quadratic in items, 4,000 items take 16 s)', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        for (let n = 0; n < 1_000_000; n++) yield n;
      }
      @node('n') parity(n: number): number {
        return n % 2;
      }
      @collect(fold('parity', reducers.sum())) odd(odd: number): number {
        return odd;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['odd'])).resolves.toEqual({ odd: 500_000 });
  }, 60_000);

  it('F2: lets go of each item, and of the values made from it, when it is finished', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const made: WeakRef<object>[] = [];
    let alive = 0;
    class Flow {
      @parallelizable({ concurrency: 2 }) async *n(): AsyncGenerator<{ n: number }> {
        for (let n = 0; n < 2000; n++) yield { n };
        await turnLoop();
        collectGarbage();
        alive = made.filter((ref) => ref.deref() !== undefined).length;
      }
      @node('n') large(item: { n: number }): { values: number[] } {
        const large = { values: [item.n] };
        made.push(new WeakRef(large));
        return large;
      }
      @node('large') small({ values }: { values: number[] }): number {
        return values.length;
      }
      @collect('small') count(values: Collect<number>): number {
        return values.length;
      }
    }

    const { count } = await new Driver({ modules: [Flow] }).execute(['count']);

    expect(count).toBe(2000);
    expect(alive).toBeLessThan(50);
  });
});

describe('closing a source', () => {
  expectNoUnhandledRejections();

  class Summing {
    @input() declare readonly numbers: Parallelizable<number>;
    @parallelizable('numbers', { concurrency: 2 }) n(numbers: Parallelizable<number>): Parallelizable<number> {
      return numbers;
    }
    @node('n') async checked(n: number): Promise<number> {
      await Promise.resolve();
      if (n === 3) throw new Error('three');
      return n;
    }
    @collect('checked') total(values: Collect<number>): number {
      return values.reduce((a, b) => a + b, 0);
    }
    @collect(fold('n', { init: () => 0, step: (acc: number, n: number) => (acc + n > 2 ? reducers.done(acc + n) : acc + n) })) untilThree(
      acc: number,
    ): number {
      return acc;
    }
  }
  const driver = new Driver({ modules: [Summing] });
  const oneToNine = () => countedSource([1, 2, 3, 4, 5, 6, 7, 8, 9]);

  it('F3: does not call return() on a source that ended by itself', async () => {
    const numbers = countedSource([1, 2]);

    await driver.execute(['total'], { inputs: { numbers } });

    expect([numbers.pulled, numbers.returned]).toEqual([2, 0]);
  });

  it('F3: calls return() exactly once when an item fails', async () => {
    const numbers = oneToNine();
    const asyncNumbers = countedAsyncSource([1, 2, 3, 4, 5]);

    await failureOf(driver.execute(['total'], { inputs: { numbers } }));
    await failureOf(driver.execute(['total'], { inputs: { numbers: asyncNumbers } }));

    expect([numbers.returned, asyncNumbers.returned]).toEqual([1, 1]);
  });

  it.each(['always', 'never'] as const)('F3: calls return() exactly once when next() throws, code generated: %s', async (codegen) => {
    class Plain {
      @input() declare readonly numbers: Parallelizable<number>;
      @parallelizable('numbers') n(numbers: Parallelizable<number>): Parallelizable<number> {
        return numbers;
      }
      @node('n') twice(n: number): number {
        return n * 2;
      }
      @collect('twice') all(values: Collect<number>): number {
        return values.length;
      }
    }
    let returned = 0;
    let next = 0;
    const iterator: Iterator<number> = {
      next: () => {
        if (next === 3) throw new Error('the line is down');
        return { done: false, value: next++ };
      },
      return: () => {
        returned++;
        return { done: true, value: undefined };
      },
    };
    const numbers = { [Symbol.iterator]: () => iterator };

    const failure = await failureOf(new Driver({ modules: [Plain], codegen }).execute(['all'], { inputs: { numbers } }));

    expect([failure.message, returned]).toEqual([expect.stringContaining('the line is down'), 1]);
  });

  it('F3: calls return() exactly once when the run is cancelled', async () => {
    const numbers = oneToNine();
    const started = deferred();
    class Held extends Summing {
      @node('n') override async checked(n: number): Promise<number> {
        started.resolve();
        return new Promise((resolve) => setImmediate(resolve, n));
      }
    }

    const held = new Driver({ modules: [Held] }).run(['total'], { inputs: { numbers } });
    await started.promise;
    await held.cancel('enough');

    await rejectionOf(held.outputs);
    expect(numbers.returned).toBe(1);
    expect(numbers.pulled).toBeLessThan(9);
  });

  it('F3: calls return() exactly once when a reducer stops early', async () => {
    const numbers = oneToNine();

    await expect(driver.execute(['untilThree'], { inputs: { numbers } })).resolves.toEqual({ untilThree: 3 });

    expect(numbers.returned).toBe(1);
    expect(numbers.pulled).toBeLessThan(9);
  });

  it('F3: lets generators, nested ones too, run their finally blocks once', async () => {
    const finals: string[] = [];
    class Flow {
      @parallelizable({ concurrency: 1 }) *outer(): Generator<number> {
        try {
          yield* [1, 2, 3];
        } finally {
          finals.push('outer');
        }
      }
      @parallelizable('outer', { concurrency: 1 }) async *inner(outer: number): AsyncGenerator<number> {
        try {
          for (let i = 0; i < 3; i++) yield outer * 10 + (await Promise.resolve(i));
        } finally {
          finals.push(`inner ${outer}`);
        }
      }
      @node('inner') checked(inner: number): number {
        if (inner === 21) throw new Error('stop');
        return inner;
      }
      @collect('checked', { over: 'outer' }) all(values: Collect<number>): number {
        return values.length;
      }
    }

    await failureOf(new Driver({ modules: [Flow] }).execute(['all']));

    expect(finals.sort()).toEqual(['inner 1', 'inner 2', 'outer']);
  });

  it('F3: closes an Observable’s subscription exactly once', async () => {
    let closed = 0;
    const numbers = new Observable<number>((to) => {
      for (let n = 1; n < 6; n++) to.next(n);
      return () => {
        closed += 1;
      };
    });

    await failureOf(driver.execute(['total'], { inputs: { numbers } }));

    expect(closed).toBe(1);
  });

  it('F3: a return() that fails does not hide what ended the fan-out', async () => {
    const numbers: Iterable<number> = {
      *[Symbol.iterator]() {
        try {
          yield* [1, 2, 3, 4, 5, 6];
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- the fault under test
          throw new Error('closing failed');
        }
      },
    };

    const failure = await failureOf(driver.execute(['total'], { inputs: { numbers } }));

    expect(failure).toMatchObject({ node: 'checked', cause: expect.objectContaining({ message: 'three' }) as Error });
  });

  it('F3: an unsubscribe() that fails does not hide what ended the fan-out, nor keep the run from ending', async () => {
    const numbers: Parallelizable<number> = {
      subscribe: (to) => {
        for (let n = 1; n < 6; n++) to.next(n);
        return {
          unsubscribe: () => {
            throw new Error('closing failed');
          },
        };
      },
    };

    const failure = await failureOf(driver.execute(['total'], { inputs: { numbers } }));

    expect(failure).toMatchObject({ node: 'checked', cause: expect.objectContaining({ message: 'three' }) as Error });
  });

  it('F3: what an Observable-like says after it has completed is not heard', async () => {
    const numbers: Parallelizable<number> = {
      subscribe: (to) => {
        to.next(1);
        to.complete();
        to.next(2);
        to.error(new Error('too late'));
        return { unsubscribe: () => undefined };
      },
    };

    await expect(driver.execute(['total'], { inputs: { numbers } })).resolves.toEqual({ total: 1 });
  });

  it('F7: a source that throws half-way fails its fan-out after the items in flight have settled', async () => {
    const gate = deferred();
    const order: string[] = [];
    class Flow {
      @parallelizable({ concurrency: 2 }) *n(): Generator<number> {
        try {
          yield 1;
          throw new Error('source broke');
        } finally {
          order.push('finally');
        }
      }
      @node('n') async held(n: number): Promise<number> {
        await gate.promise;
        order.push('settled');
        return n;
      }
      @collect('held') all(values: Collect<number>): number {
        return values.length;
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['all']).finally(() => order.push('rejected'));
    await turnLoop();
    gate.resolve();
    const failure = await failureOf(outputs);

    expect(failure).toMatchObject({ node: 'n', path: [], cause: expect.objectContaining({ message: 'source broke' }) as Error });
    expect(order).toEqual(['finally', 'settled', 'rejected']);
  });

  it.each<[string, () => Parallelizable<number>]>([
    [
      'an async generator',
      () =>
        (async function* () {
          yield await Promise.resolve(1);
          throw new Error('source broke');
        })(),
    ],
    [
      'an Observable',
      () =>
        new Observable((to) => {
          to.next(1);
          to.error(new Error('source broke'));
        }),
    ],
    ['a promise', () => Promise.reject(new Error('source broke')) as Parallelizable<number>],
    [
      'an Observable-like',
      () => ({
        subscribe: () => {
          throw new Error('source broke');
        },
      }),
    ],
    [
      'an iterator',
      () => ({
        [Symbol.iterator]: () => {
          throw new Error('source broke');
        },
      }),
    ],
    [
      'a result whose then cannot be read, which',
      () =>
        Object.defineProperty([1], 'then', {
          get: () => {
            throw new Error('source broke');
          },
        }),
    ],
    [
      'its call',
      () => {
        throw new Error('source broke');
      },
    ],
  ])('F7: so does %s that fails', async (_, make) => {
    class Flow extends Summing {
      @parallelizable() override n(): Parallelizable<number> {
        return make();
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['total']));

    expect(failure).toMatchObject({ node: 'n', cause: expect.objectContaining({ message: 'source broke' }) as Error });
  });

  it('F7: an inner source that throws closes the outer one', async () => {
    const outer = countedSource([1, 2, 3, 4]);
    class Flow {
      @parallelizable({ concurrency: 1 }) outer(): Parallelizable<number> {
        return outer;
      }
      @parallelizable('outer') *inner(n: number): Generator<number> {
        yield n;
        if (n === 2) throw new Error('inner broke');
      }
      @collect('inner', { over: 'outer' }) all(values: Collect<number>): number {
        return values.length;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['all']));

    expect(failure.node).toBe('inner');
    expect(failure.path).toMatchObject([{ parallelizable: 'outer', index: 1 }]);
    expect(outer.returned).toBe(1);
  });
});
