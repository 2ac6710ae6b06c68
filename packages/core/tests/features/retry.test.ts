import { AsyncLocalStorage } from 'node:async_hooks';
import {
  collect,
  context,
  drop,
  node,
  parallelizable,
  pipeOutput,
  retry,
  step,
  type Collect,
  type NodeContext,
  type RunEvent,
} from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { faultsOf, failureOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Fails a number of times for each argument before it gives it back. */
class Flaky {
  readonly calls: unknown[] = [];
  readonly #failures: number;

  constructor(failures: number) {
    this.#failures = failures;
  }

  call<T>(value: T): T {
    this.calls.push(value);
    if (this.calls.filter((one) => one === value).length <= this.#failures) throw new Error(`busy with ${String(value)}`);
    return value;
  }
}

describe('@retry', () => {
  expectNoUnhandledRejections();

  it.each([
    ['fixed', [0, 100, 200, 300]],
    ['linear', [0, 100, 300, 600]],
    ['exponential', [0, 100, 300, 700]],
  ] as const)('E4: repeats a call that fails, with pauses that are %s', async (backoff, expected) => {
    const times: number[] = [];
    class Flow {
      @retry({ attempts: 4, backoff, delayMs: 100 })
      @node()
      async value(): Promise<number> {
        times.push(driver.clock.now());
        if (times.length < 4) throw new Error('busy');
        return 42;
      }
    }
    const driver = createTestDriver([Flow]);

    await expect(driver.execute(['value'])).resolves.toEqual({ value: 42 });
    expect(times).toEqual(expected);
    expect(driver.clock.pending).toBe(0);
  });

  it('E4: pauses no longer than maxDelayMs, and with jitter for a random part of it', async () => {
    const flaky = new Flaky(3);
    class Flow {
      @retry({ attempts: 4, delayMs: 100, maxDelayMs: 250, jitter: true }) @node() value(): number {
        return flaky.call(1);
      }
    }
    const driver = createTestDriver([Flow], { random: () => 0.1 });

    await driver.execute(['value']);

    expect(driver.clock.now()).toBeCloseTo(10 + 20 + 25);
  });

  it('E4: without a pause there is none, however many attempts it takes', async () => {
    const times: number[] = [];
    class Polled {
      @retry({ attempts: Infinity, delayMs: 0 }) @node() ready(): number {
        times.push(driver.clock.now());
        if (times.length < 1100) throw new Error('not yet');
        return times.length;
      }
    }
    const driver = createTestDriver([Polled]);

    await expect(driver.execute(['ready'])).resolves.toEqual({ ready: 1100 });
    expect(new Set(times)).toEqual(new Set([0]));
  });

  it('E4: items never share a count', async () => {
    const flaky = new Flaky(2);
    class Flow {
      @parallelizable({ concurrency: 3 }) *item(): Generator<string> {
        yield* ['a', 'b', 'c'];
      }
      @retry({ attempts: 3 }) @node('item') value(item: string): string {
        return flaky.call(item);
      }
      @collect('value') all(values: Collect<string>): string {
        return values.join('');
      }
    }

    await expect(createTestDriver([Flow]).execute(['all'])).resolves.toEqual({ all: 'abc' });
    expect(flaky.calls).toHaveLength(9);
  });

  it('E4: the attempt is in the context, in events and in the error', async () => {
    const seen: number[] = [];
    const told: unknown[] = [];
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *item(): Generator<string> {
        yield 'a';
      }
      @retry({ attempts: 3, delayMs: 10 })
      @node('item')
      async value(item: string, @context() { attempt }: NodeContext): Promise<string> {
        seen.push(attempt);
        throw new Error(`no ${item}`);
      }
      @collect('value') all(values: Collect<string>): number {
        return values.length;
      }
    }
    const driver = createTestDriver([Flow]);
    const run = driver.run(['all'], { onFailure: ({ attempts }) => told.push(attempts) });
    const events: RunEvent[] = [];
    run.events.subscribe((event) => events.push(event));
    await run.outputs;

    const failures = events.filter((event) => event.type === 'node-retrying' || event.type === 'node-failed');
    expect(seen).toEqual([1, 2, 3]);
    expect(told).toEqual([3]);
    expect(failures).toMatchObject([
      { type: 'node-retrying', node: 'value', attempt: 1, delayMs: 10, at: 0, path: [{ index: 0 }] },
      { type: 'node-retrying', node: 'value', attempt: 2, delayMs: 20, at: 10 },
      { type: 'node-failed', node: 'value', attempt: 3, at: 30, error: new Error('no a') },
    ]);
    class Root {
      @retry({ attempts: 2 }) @node() value(): number {
        throw new Error('always');
      }
    }
    await expect(failureOf(createTestDriver([Root]).execute(['value']))).resolves.toMatchObject({ attempt: 2, cause: new Error('always') });
  });

  it('repeats only what when() says is worth it; one that throws is named', async () => {
    const flaky = new Flaky(1);
    class Choosy {
      @retry({ when: (error) => !String(error).includes('busy') }) @node() value(): number {
        return flaky.call(1);
      }
    }
    class Broken {
      @retry({
        when: () => {
          throw new Error('oops');
        },
      })
      @node()
      value(): number {
        return new Flaky(1).call(1);
      }
    }

    await expect(failureOf(createTestDriver([Choosy]).execute(['value']))).resolves.toMatchObject({ attempt: 1 });
    expect(flaky.calls).toHaveLength(1);
    await expect(failureOf(createTestDriver([Broken]).execute(['value']))).resolves.toMatchObject({
      cause: { code: 'RETRY_PREDICATE_FAILED', cause: new Error('oops') },
    });
  });

  it('does not repeat what is no failure', async () => {
    let calls = 0;
    class Flow {
      @parallelizable() *item(): Generator<number> {
        yield* [1, 2];
      }
      @retry() @node('item') odd(item: number): number | typeof drop {
        calls += 1;
        return item % 2 === 1 ? item : drop;
      }
      @collect('odd') all(odd: Collect<number>): readonly number[] {
        return odd;
      }
    }

    await expect(createTestDriver([Flow]).execute(['all'])).resolves.toEqual({ all: [1] });
    expect(calls).toBe(2);
  });

  it('E1: a run that is stopped during a pause ends at once, and no attempt follows', async () => {
    let calls = 0;
    class Flow {
      @retry({ delayMs: 60_000, maxDelayMs: Infinity }) @node() async value(): Promise<number> {
        calls += 1;
        throw new Error('busy');
      }
    }
    const driver = createTestDriver([Flow]);
    const run = driver.run(['value']);
    run.events.subscribe(({ type }) => {
      if (type === 'node-retrying') void run.cancel('enough');
    });

    await expect(run.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED', cause: 'enough' });
    expect([calls, driver.clock.now(), driver.clock.pending]).toEqual([1, 0, 0]);
  });

  it('F10: holds no permit during a pause, so that others go on with maxConcurrency 1', async () => {
    const order: string[] = [];
    class Flow {
      @retry({ attempts: 2, delayMs: 1_000 })
      @node()
      async slow(): Promise<string> {
        order.push('slow');
        await driver.clock.sleep(1);
        if (order.length === 1) throw new Error('busy');
        return 'slow';
      }
      @node() async other(): Promise<string> {
        order.push('other');
        return 'other';
      }
      @node('slow', 'other') both(slow: string, other: string): string {
        return slow + other;
      }
    }
    const driver = createTestDriver([Flow], { maxConcurrency: 1 });

    await expect(driver.execute(['both'])).resolves.toEqual({ both: 'slowother' });
    expect(order).toEqual(['slow', 'other', 'slow']);
  });

  it('C3: a repeated call has the async context of the caller', async () => {
    const storage = new AsyncLocalStorage<string>();
    const flaky = new Flaky(1);
    class Flow {
      @retry() @node() value(): string | undefined {
        flaky.call(1);
        return storage.getStore();
      }
    }

    await expect(storage.run('caller', () => createTestDriver([Flow]).execute(['value']))).resolves.toEqual({ value: 'caller' });
  });

  it('repeats the method, not the steps behind it, and has no part in the version', async () => {
    const flaky = new Flaky(1);
    const steps: number[] = [];
    const twice = (value: number): number => {
      steps.push(value);
      return 2 * value;
    };
    class Flow {
      @pipeOutput(step(twice).named('twice')) @retry() @node() value(): number {
        return flaky.call(3);
      }
    }
    class Plain {
      @pipeOutput(step(twice).named('twice')) @node() value(): number {
        return flaky.call(3);
      }
    }
    const driver = createTestDriver([Flow]);
    const versionOf = (of: typeof driver): string | undefined => of.nodes().find(({ name }) => name === 'value.raw')?.version;

    await expect(driver.execute(['value'])).resolves.toEqual({ value: 6 });
    expect([flaky.calls.length, steps]).toEqual([2, [3]]);
    expect(versionOf(driver)).toBe(versionOf(createTestDriver([Plain])));
  });

  it('refuses options that make no sense, each with its place', () => {
    class Wrong {
      @retry({ attempts: 0 }) @node() a(): number {
        return 1;
      }
      @retry({ attempts: -1 }) @node() negative(): number {
        return 1;
      }
      @retry({
        attempts: 1.5,
        backoff: 'quadratic' as 'linear',
        delayMs: -1,
        maxDelayMs: Number.NaN,
        jitter: 'full' as never,
        when: 1 as never,
      })
      @node()
      b(): number {
        return 1;
      }
      @retry({ tries: 3 } as never) @node() c(): number {
        return 1;
      }
      @retry(3 as never) @node() d(): number {
        return 1;
      }
      @retry() @retry() @node() e(): number {
        return 1;
      }
    }

    const faults = faultsOf(() => createTestDriver([Wrong]));

    expect(faults.map(({ at }) => at)).toEqual([
      'Wrong.a @retry',
      'Wrong.negative @retry',
      ...Array<string>(6).fill('Wrong.b @retry'),
      'Wrong.c @retry',
      'Wrong.d @retry',
      'Wrong.e @retry',
    ]);
    expect(faults.map(({ code }) => code)).toEqual([...Array<string>(10).fill('INVALID_OPTION'), 'EXCLUSIVE_MODIFIERS']);
    expect(faults[0]?.message).toBe(
      'Wrong.a @retry has the option attempts: 0. It takes an integer of at least 1, the first attempt included, or Infinity.',
    );
  });
});
