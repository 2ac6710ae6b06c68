import { getEventListeners } from 'node:events';
import {
  collect,
  context,
  Driver,
  fold,
  input,
  node,
  parallelizable,
  reducers,
  RunAbortedError,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { barrier } from '../fixtures/barrier';
import { deferred } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { rejectionOf } from '../fixtures/refusals';
import { warningsOf } from '../fixtures/warnings';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** A node that waits until its signal is aborted, in an item and at the root. */
class Waiting {
  readonly log: string[] = [];
  readonly started = deferred();

  @parallelizable({ concurrency: 2 }) *n(): Generator<number> {
    yield* [1, 2, 3];
  }
  @node('n') async waiting(n: number, @context() { signal }: NodeContext): Promise<number> {
    this.log.push(`start ${n}`);
    if (n === 2) this.started.resolve();
    while (!signal.aborted) await turnLoop();
    this.log.push(`aborted ${n}: ${String(signal.reason)}`);
    return n;
  }
  @collect('waiting') count(values: Collect<number>): number {
    this.log.push('count');
    return values.length;
  }
  @node() fine(): number {
    this.log.push('fine');
    return 1;
  }
}

const expected = ['start 1', 'start 2', 'aborted 1: enough', 'aborted 2: enough'];

describe('cancellation', () => {
  expectNoUnhandledRejections();

  it('C1: aborting the caller’s signal aborts run, items and calls; the run rejects with RunAbortedError, cause the reason', async () => {
    const flow = new Waiting();
    const controller = new AbortController();

    const outputs = new Driver({ modules: [flow] }).execute(['count'], { signal: controller.signal });
    await flow.started.promise;
    controller.abort('enough');
    const error = await rejectionOf(outputs);

    expect(error).toBeInstanceOf(RunAbortedError);
    expect(error).toMatchObject({ code: 'RUN_ABORTED', cause: 'enough' });
    expect(flow.log.sort()).toEqual([...expected].sort());
  });

  it('C1: keeps an Error given as the reason as the cause, unchanged', async () => {
    const flow = new Waiting();
    const controller = new AbortController();
    const reason = new Error('the user left');

    const outputs = new Driver({ modules: [flow] }).execute(['count'], { signal: controller.signal });
    await flow.started.promise;
    controller.abort(reason);

    expect(await rejectionOf(outputs)).toMatchObject({ code: 'RUN_ABORTED', cause: reason });
  });

  it('C1: run.cancel(reason) does the same, and resolves when the run has settled', async () => {
    const flow = new Waiting();

    const run = new Driver({ modules: [flow] }).run(['count']);
    await flow.started.promise;
    await run.cancel('enough');

    expect(flow.log.sort()).toEqual([...expected].sort());
    expect(await rejectionOf(run.outputs)).toMatchObject({ code: 'RUN_ABORTED', cause: 'enough' });
  });

  it('C1: unsubscribing from observe does the same', async () => {
    const flow = new Waiting();

    const subscription = new Driver({ modules: [flow] }).observe(['count']).subscribe();
    await flow.started.promise;
    subscription.unsubscribe();
    for (let i = 0; i < 3; i++) await turnLoop();

    expect(flow.log.map((line) => line.split(':')[0]).sort()).toEqual(['aborted 1', 'aborted 2', 'start 1', 'start 2']);
  });

  it('C1: a run whose signal is already aborted runs nothing', async () => {
    const flow = new Waiting();

    const error = await rejectionOf(new Driver({ modules: [flow] }).execute(['fine'], { signal: AbortSignal.abort('too late') }));

    expect(error).toMatchObject({ code: 'RUN_ABORTED', cause: 'too late' });
    expect(flow.log).toEqual([]);
  });

  it('C1: a run that is cancelled in the tick in which it was made runs nothing', async () => {
    const flow = new Waiting();

    const run = new Driver({ modules: [flow] }).run(['fine']);
    const cancelled = run.cancel('at once');

    expect(await rejectionOf(run.outputs)).toMatchObject({ code: 'RUN_ABORTED', cause: 'at once' });
    await cancelled;
    expect(flow.log).toEqual([]);
  });

  it.each(['source', 'node', 'key', 'step', 'collector'])('C1: a run may be aborted from within: in a %s', async (where) => {
    const controller = new AbortController();
    const log: string[] = [];
    const at = (place: string) => {
      log.push(place);
      if (place === where) controller.abort('from within');
    };
    class Flow {
      @parallelizable({ concurrency: 1, key: (n) => (at('key'), String(n)) }) *n(): Generator<number> {
        try {
          for (let n = 0; n < 3; n++) {
            at('source');
            yield n;
          }
        } finally {
          log.push('closed');
        }
      }
      @node('n') same(n: number): number {
        at('node');
        return n;
      }
      @collect(fold('same', { init: () => 0, step: (total: number, n: number) => (at('step'), total + n) })) total(total: number): number {
        at('collector');
        return total;
      }
      @node('total') after(total: number): number {
        at('after');
        return total;
      }
    }

    const error = await rejectionOf(new Driver({ modules: [Flow] }).execute(['after'], { signal: controller.signal }));

    expect(error).toMatchObject({ code: 'RUN_ABORTED', cause: 'from within' });
    expect(log.filter((place) => place === 'closed')).toHaveLength(1);
    expect(log).not.toContain('after');
  });

  it('C1: cancelling one run leaves the other runs of the driver alone', async () => {
    const flow = new Waiting();
    const driver = new Driver({ modules: [flow] });
    const other = driver.run(['fine']);

    const run = driver.run(['count']);
    await flow.started.promise;
    await run.cancel('enough');

    await expect(other.outputs).resolves.toEqual({ fine: 1 });
    await expect(driver.execute(['fine'])).resolves.toEqual({ fine: 1 });
  });

  it('C1: a settled run cannot be cancelled', async () => {
    const controller = new AbortController();
    const run = new Driver({ modules: [Waiting] }).run(['fine'], { signal: controller.signal });
    await run.outputs;

    await run.cancel('too late');
    controller.abort('too late');

    await expect(run.outputs).resolves.toEqual({ fine: 1 });
  });

  it('C1: a run that was cancelled twice keeps the first reason', async () => {
    const flow = new Waiting();
    const run = new Driver({ modules: [flow] }).run(['count']);
    await flow.started.promise;

    await Promise.all([run.cancel('first'), run.cancel('second')]);

    expect(await rejectionOf(run.outputs)).toMatchObject({ cause: 'first' });
  });

  it('C1: giving up an item aborts the signals below it, and leaves those of the other items alone', async () => {
    const aborted: string[] = [];
    const started = barrier(4);
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer') *inner(outer: number): Generator<string> {
        yield* [`${outer}a`, `${outer}b`];
      }
      @node('inner') async watched(inner: string, @context() { signal }: NodeContext): Promise<string> {
        signal.addEventListener('abort', () => aborted.push(inner));
        await started();
        if (inner === '1a') throw new Error('one');
        for (let i = 0; i < 3; i++) await turnLoop();
        return inner;
      }
      @collect('watched') ofOuter(values: Collect<string>): string {
        return values.join();
      }
      @collect('ofOuter') all(values: Collect<string>): string[] {
        return [...values];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['all'], { onFailure: () => undefined });

    expect(outputs).toEqual({ all: ['2a,2b'] });
    expect(aborted).toContain('1b');
    expect(aborted.filter((inner) => inner.startsWith('2'))).toEqual([]);
  });

  it('C1: gives a call one signal, however often it is read, and an unaborted one in a run that ends well', async () => {
    const signals: AbortSignal[] = [];
    class Flow {
      @node() reading(@context() ctx: NodeContext): boolean {
        signals.push(ctx.signal, ctx.signal);
        return ctx.signal === signals[0];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['reading']);

    expect(outputs).toEqual({ reading: true });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
  });

  it('C1: a signal read for the first time after the abort is aborted', async () => {
    const started = deferred();
    const goOn = deferred();
    let late: AbortSignal | undefined;
    class Flow {
      @node() async reading(@context() ctx: NodeContext): Promise<number> {
        started.resolve();
        await goOn.promise;
        late = ctx.signal;
        return 1;
      }
    }

    const run = new Driver({ modules: [Flow] }).run(['reading']);
    await started.promise;
    const cancelled = run.cancel('enough');
    goOn.resolve();
    await cancelled;

    await rejectionOf(run.outputs);
    expect(late).toMatchObject({ aborted: true, reason: 'enough' });
  });

  it('C1: a cancelled run awaits work in flight for graceMs, then names what still runs', async () => {
    const started = deferred();
    const never = deferred<number>();
    class Flow {
      @node() async stuck(): Promise<number> {
        started.resolve();
        return never.promise;
      }
    }

    const run = new Driver({ modules: [Flow], graceMs: 5 }).run(['stuck']);
    await started.promise;
    await run.cancel('enough');
    const error = await rejectionOf(run.outputs);

    expect(error).toMatchObject({ code: 'RUN_ABORTED', cause: 'enough', message: expect.stringContaining('stuck') as string });
  });

  it('C1: aborts while a source is being waited for, and closes it', async () => {
    let closed = 0;
    const pulled = deferred();
    const source: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          pulled.resolve();
          return deferred<IteratorResult<number>>().promise;
        },
        return: async () => {
          closed += 1;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    class Flow {
      @parallelizable() n(): Parallelizable<number> {
        return source;
      }
      @collect('n') all(values: Collect<number>): number {
        return values.length;
      }
    }

    const run = new Driver({ modules: [Flow], graceMs: 5 }).run(['all']);
    await pulled.promise;
    await run.cancel('enough');

    expect(await rejectionOf(run.outputs)).toMatchObject({ code: 'RUN_ABORTED' });
    expect(closed).toBe(1);
  });

  describe('listeners on the caller’s signal', () => {
    class Many {
      @input() declare readonly count: number;
      @parallelizable('count', { concurrency: 64, onItemError: 'skip' }) *n(count: number): Generator<number> {
        for (let n = 0; n < count; n++) yield n;
      }
      @node('n') async reading(n: number, @context() { signal }: NodeContext): Promise<number> {
        signal.addEventListener('abort', () => undefined);
        await turnLoop();
        if (n === 7) throw new Error('seven');
        return n;
      }
      @collect(fold('reading', reducers.count())) all(count: number): number {
        return count;
      }
    }
    const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

    it('C2: there is one per run whatever the number of items, and none after it', async () => {
      const { signal } = new AbortController();
      const during: number[] = [];
      const quiet = { signal, onFailure: () => during.push(listeners(signal)) };
      const driver = new Driver({ modules: [Many] });

      const warnings = await warningsOf(() => driver.execute(['all'], { inputs: { count: 1000 }, ...quiet }));

      expect(during).toEqual([1]);
      expect(listeners(signal)).toBe(0);
      expect(warnings).toEqual([]);
    });

    it('C2: there is no more than one for each run that shares the signal, and none after them', async () => {
      const { signal } = new AbortController();
      const driver = new Driver({ modules: [Many] });
      const options = { inputs: { count: 5 }, signal };

      const runs = [driver.run(['all'], options), driver.run(['all'], options)];
      await turnLoop();
      const during = listeners(signal);
      await Promise.all(runs.map(({ outputs }) => outputs));

      expect(during).toBeGreaterThan(0);
      expect(during).toBeLessThanOrEqual(runs.length);
      expect(listeners(signal)).toBe(0);
    });

    it('C2: none is left by a failed run, a cancelled one, a refused one, or one that ran nothing', async () => {
      const { signal } = new AbortController();
      const flow = new Waiting();
      class Failing {
        @node() failing(): number {
          throw new Error('broken');
        }
      }

      await rejectionOf(new Driver({ modules: [Failing] }).execute(['failing'], { signal }));
      await rejectionOf(new Driver({ modules: [Many] }).execute(['all'], { signal }));
      await new Driver({ modules: [Many] }).execute([], { signal });
      const run = new Driver({ modules: [flow] }).run(['count'], { signal });
      await flow.started.promise;
      await run.cancel('enough');
      await rejectionOf(run.outputs);

      expect(listeners(signal)).toBe(0);
    });
  });

  describe('the start of a run', () => {
    it('C4: run starts in the next microtask, so that subscribers of the same tick miss nothing', async () => {
      const flow = new Waiting();
      const types: string[] = [];

      const run = new Driver({ modules: [flow] }).run(['fine']);
      const before = [...flow.log];
      run.events.subscribe(({ type }) => types.push(type));
      await run.outputs;

      expect(before).toEqual([]);
      expect(flow.log).toEqual(['fine']);
      expect(types.at(0)).toBe('run-started');
      expect(types.at(-1)).toBe('run-finished');
    });

    it('C4: execute never runs a node before it has returned its promise', async () => {
      const flow = new Waiting();

      const outputs = new Driver({ modules: [flow] }).execute(['fine']);
      const before = [...flow.log];
      await outputs;

      expect(before).toEqual([]);
      expect(flow.log).toEqual(['fine']);
    });

    it('C4: run.outputs raises no unhandled rejection by itself', async () => {
      class Failing {
        @node() failing(): number {
          throw new Error('broken');
        }
      }

      const run = new Driver({ modules: [Failing] }).run(['failing']);
      for (let i = 0; i < 5; i++) await turnLoop();

      await expect(run.outputs).rejects.toMatchObject({ node: 'failing' });
    });

    it('C4: execute rejects, and never throws, for what it refuses', async () => {
      const outputs = new Driver({ modules: [Waiting] }).execute('fine' as never);

      await expect(outputs).rejects.toBeInstanceOf(Error);
    });
  });
});
