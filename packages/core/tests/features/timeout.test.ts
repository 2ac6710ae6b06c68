import { collect, context, node, parallelizable, retry, timeout, type Collect, type NodeContext } from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { deferred } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { faultsOf, failureOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

describe('@timeout', () => {
  expectNoUnhandledRejections();

  it('E4: fails a call that takes too long, and aborts its own signal', async () => {
    let signal: AbortSignal | undefined;
    class Flow {
      @timeout(50)
      @node()
      async slow(@context() call: NodeContext): Promise<number> {
        signal = call.signal;
        await driver.clock.sleep(80);
        return 1;
      }
      @timeout(50) @node() async quick(): Promise<number> {
        await driver.clock.sleep(50 - 1);
        return 2;
      }
    }
    const driver = createTestDriver([Flow]);

    const failure = await failureOf(driver.execute(['slow']));
    await expect(driver.execute(['quick'])).resolves.toEqual({ quick: 2 });

    expect(failure.cause).toMatchObject({
      code: 'TIMED_OUT',
      message: expect.stringMatching(/^"slow" took longer than its time-out of 50 ms\./),
    });
    expect(signal?.reason).toBe(failure.cause);
  });

  it('E4: a call that never settles frees its lane and its permit, and no longer counts anywhere', async () => {
    const started: number[] = [];
    class Flow {
      @parallelizable({ concurrency: 1, onItemError: 'skip' }) *item(): Generator<number> {
        yield* [1, 2, 3];
      }
      @timeout(50)
      @node('item')
      async value(item: number): Promise<number> {
        started.push(item);
        return item === 2 ? new Promise<never>(() => undefined) : item;
      }
      @collect('value') all(values: Collect<number>): readonly number[] {
        return values;
      }
    }
    const driver = createTestDriver([Flow], { maxConcurrency: 1 });

    await expect(driver.execute(['all'], { onFailure: () => undefined })).resolves.toEqual({ all: [1, 3] });
    expect([started, driver.clock.now(), driver.clock.pending]).toEqual([[1, 2, 3], 50, 0]);
  });

  it.each(['resolves', 'rejects'] as const)('E4: a late call that %s is dropped', async (end) => {
    const late = deferred<number>();
    class Flow {
      @timeout(10) @node() async value(): Promise<number> {
        return late.promise;
      }
    }

    const { value } = await createTestDriver([Flow]).executeSettled(['value']);
    if (end === 'resolves') late.resolve(1);
    else late.reject(new Error('too late'));
    await turnLoop();

    expect(value).toMatchObject({ status: 'rejected', reason: { cause: { code: 'TIMED_OUT' } } });
  });

  it('E4: a synchronous call is judged on return', async () => {
    class Flow {
      @timeout(20) @node() slow(): number {
        now += 30;
        return 1;
      }
      @timeout(20) @node() quick(): number {
        now += 20;
        return 2;
      }
    }
    let now = 0;
    const driver = createTestDriver([Flow]);
    driver.clock.now = () => now;

    const { slow, quick } = await driver.executeSettled(['slow', 'quick']);

    expect(slow).toMatchObject({ status: 'rejected', reason: { cause: { code: 'TIMED_OUT' } } });
    expect(quick).toEqual({ status: 'fulfilled', value: 2 });
  });

  it('E4: with @retry it holds for each attempt', async () => {
    const signals: AbortSignal[] = [];
    class Flow {
      @retry({ attempts: 3, delayMs: 10, backoff: 'fixed' })
      @timeout(50)
      @node()
      async value(@context() { attempt, signal }: NodeContext): Promise<number> {
        signals.push(signal);
        await driver.clock.sleep(attempt === 3 ? 1 : 1_000, signal);
        return attempt;
      }
    }
    const driver = createTestDriver([Flow]);

    await expect(driver.execute(['value'])).resolves.toEqual({ value: 3 });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false]);
    expect(driver.clock.now()).toBe(50 + 10 + 50 + 10 + 1);
  });

  it('C1: a run that is cancelled aborts the signal of a timed call, which leaves no timer behind', async () => {
    class Flow {
      @timeout(60_000)
      @node()
      async value(@context() { signal }: NodeContext): Promise<number> {
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
        return 1;
      }
    }
    const driver = createTestDriver([Flow]);
    const run = driver.run(['value']);
    run.events.subscribe(({ type }) => type === 'node-started' && queueMicrotask(() => void run.cancel('enough')));

    await expect(run.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED', cause: 'enough' });
    expect(driver.clock.pending).toBe(0);
  });

  it.each([0, -5, Number.NaN, Infinity, 2 ** 31, '5'])('refuses a time-out of %p', (ms) => {
    class Wrong {
      @timeout(ms as number) @node() a(): number {
        return 1;
      }
    }

    expect(faultsOf(() => createTestDriver([Wrong]))).toMatchObject([{ code: 'INVALID_OPTION', at: 'Wrong.a @timeout' }]);
  });
});
