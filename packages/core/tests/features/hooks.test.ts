import { AsyncLocalStorage } from 'node:async_hooks';
import { collect, Driver, input, node, parallelizable, retry, type Collect, type LifecycleHook, type NodeRun } from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { deferred } from '../fixtures/deferred';
import { faultsOf, failureOf, rejectionOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Where a call is, as `value@outer[0]/inner[1]`. */
const placeOf = ({ name, path }: NodeRun): string =>
  path.length === 0 ? name : `${name}@${path.map(({ parallelizable: of, index }) => `${of}[${index}]`).join('/')}`;

/** Writes down what it is told of, with a letter for itself. */
function tracing(trace: string[], letter = '', isAsync = false): LifecycleHook {
  const say = (text: string): void | Promise<void> => {
    trace.push(`${letter}${text}`);
    return isAsync ? Promise.resolve() : undefined;
  };
  return {
    beforeRun: () => say('beforeRun'),
    afterRun: (_run, { status }) => say(`afterRun ${status}`),
    beforeNode: (call) => say(`before ${placeOf(call)}`),
    afterNode: (call, outcome) => say(`after ${placeOf(call)} ${outcome.status === 'ok' ? 'ok' : String(outcome.error)}`),
    onRetry: (call, { attempt, delayMs }) => say(`retry ${placeOf(call)} ${attempt} ${delayMs}`),
  };
}

/** The plain graph of the written traces: a, b(a), c(a, b), d(c). */
class Plain {
  @input() declare readonly broken: boolean;
  @node() a(): number {
    return 1;
  }
  @node('a') b(a: number): number {
    return 2 * a;
  }
  @node('a', 'b', 'broken') c(a: number, b: number, broken: boolean): number {
    if (broken) throw new Error('broken');
    return 3 * a + 2 * b;
  }
  @node('c') d(c: number): number {
    return c ** 3;
  }
}

describe('lifecycle hooks', () => {
  expectNoUnhandledRejections();

  it.each([false, true])('H-01: are called in this order on a plain graph (asynchronous: %p)', async (isAsync) => {
    const trace: string[] = [];
    const driver = new Driver({ modules: [Plain], hooks: [tracing(trace, '', isAsync)] });

    await expect(driver.execute(['d'], { inputs: { broken: false } })).resolves.toEqual({ d: 343 });
    expect(trace).toEqual(['beforeRun', ...['a', 'b', 'c', 'd'].flatMap((name) => [`before ${name}`, `after ${name} ok`]), 'afterRun ok']);
  });

  it.each([false, true])('H-02: are told of a failure, and what comes behind it is not called (asynchronous: %p)', async (isAsync) => {
    const trace: string[] = [];
    const driver = new Driver({ modules: [Plain], hooks: [tracing(trace, '', isAsync)] });

    await expect(failureOf(driver.execute(['d'], { inputs: { broken: true } }))).resolves.toMatchObject({ node: 'c' });
    expect(trace.slice(-4)).toEqual(['after b ok', 'before c', 'after c Error: broken', 'afterRun failed']);
  });

  it('are called in this order with nested fan-outs, a failure that is skipped, and retries', async () => {
    const trace: string[] = [];
    let failures = 0;
    class Nested {
      @parallelizable({ concurrency: 1 }) *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer', { concurrency: 1, onItemError: 'skip' }) *inner(outer: number): Generator<number> {
        yield* outer === 1 ? [10, 11] : [20];
      }
      @retry({ attempts: 2, delayMs: 5, when: (error) => String(error).includes('busy') })
      @node('inner')
      value(inner: number): number {
        if (inner === 11) throw new Error('never');
        if (inner === 20 && failures++ === 0) throw new Error('busy');
        return inner;
      }
      @collect('value') sum(values: Collect<number>): number {
        return values.reduce((a, b) => a + b, 0);
      }
      @collect('sum') total(sums: Collect<number>): number {
        return sums.reduce((a, b) => a + b, 0);
      }
    }
    const driver = createTestDriver([Nested], { hooks: [tracing(trace)] });

    await expect(driver.execute(['total'], { onFailure: () => undefined })).resolves.toEqual({ total: 30 });
    expect(trace).toEqual([
      'beforeRun',
      'before outer',
      'after outer ok',
      'before inner@outer[0]',
      'after inner@outer[0] ok',
      'before value@outer[0]/inner[0]',
      'after value@outer[0]/inner[0] ok',
      'before value@outer[0]/inner[1]',
      'after value@outer[0]/inner[1] Error: never',
      'before sum@outer[0]',
      'after sum@outer[0] ok',
      'before inner@outer[1]',
      'after inner@outer[1] ok',
      'before value@outer[1]/inner[0]',
      'retry value@outer[1]/inner[0] 1 5',
      'after value@outer[1]/inner[0] ok',
      'before sum@outer[1]',
      'after sum@outer[1] ok',
      'before total',
      'after total ok',
      'afterRun ok',
    ]);
    expect(driver.calls('value').map(({ attempt, inputs, at }) => [attempt, inputs, at])).toEqual([
      [1, [10], 0],
      [1, [11], 0],
      [1, [20], 0],
      [2, [20], 5],
    ]);
  });

  it('H-28: several are called in the order in which they were given', async () => {
    const trace: string[] = [];
    class One {
      @node() a(): number {
        return 1;
      }
    }

    await new Driver({ modules: [One], hooks: [tracing(trace, '1 '), tracing(trace, '2 ', true)] }).execute(['a']);

    expect(trace).toEqual(['beforeRun', 'before a', 'after a ok', 'afterRun ok'].flatMap((text) => [`1 ${text}`, `2 ${text}`]));
  });

  it('aroundNode composes, the first outermost, and may skip, replace, wrap and recover', async () => {
    const order: string[] = [];
    const wrapping = (letter: string): LifecycleHook => ({
      aroundNode: async (_call, next) => {
        order.push(`${letter} in`);
        const value = await next();
        order.push(`${letter} out`);
        return value;
      },
    });
    const changing: LifecycleHook = {
      aroundNode: (call, next) => {
        if (call.name === 'b') return 100;
        if (call.name !== 'c') return next();
        try {
          return next();
        } catch {
          return Number(call.inputs[0]) - 1;
        }
      },
    };
    const wording: LifecycleHook = {
      aroundNode: (_call, next) => {
        try {
          return next();
        } catch (cause) {
          throw new Error('in other words', { cause });
        }
      },
    };
    class One {
      @node() a(): number {
        return 1;
      }
    }

    await new Driver({ modules: [One], hooks: [wrapping('1'), wrapping('2')] }).execute(['a']);
    await expect(new Driver({ modules: [Plain], hooks: [changing] }).execute(['b', 'd'], { inputs: { broken: true } })).resolves.toEqual({
      b: 100,
      d: 0,
    });
    await expect(
      failureOf(new Driver({ modules: [Plain], hooks: [wording] }).execute(['c'], { inputs: { broken: true } })),
    ).resolves.toMatchObject({
      node: 'c',
      cause: new Error('in other words'),
    });
    expect(order).toEqual(['1 in', '2 in', '2 out', '1 out']);
  });

  it('C3: a node runs in the async context that aroundNode makes, hooks in that of the caller', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const hook: LifecycleHook = {
      beforeNode: async () => void seen.push(storage.getStore()),
      aroundNode: (_call, next) => storage.run('around', next),
      afterNode: () => void seen.push(storage.getStore()),
      afterRun: () => void seen.push(storage.getStore()),
    };
    class Flow {
      @node() async a(): Promise<unknown> {
        return storage.getStore();
      }
    }

    await expect(storage.run('caller', () => new Driver({ modules: [Flow], hooks: [hook] }).execute(['a']))).resolves.toEqual({
      a: 'around',
    });
    expect(seen).toEqual(['caller', 'caller', 'caller']);
  });

  it.each(['beforeRun', 'beforeNode', 'aroundNode', 'afterNode', 'afterRun', 'onRetry'] as const)(
    'one that throws in %s fails the run, and is named; afterRun is called once for all hooks',
    async (method) => {
      for (const isAsync of [false, true]) {
        const ends: string[] = [];
        const thrower: LifecycleHook = {
          name: 'audit',
          [method]: () => {
            if (isAsync) return Promise.reject(new Error('oops'));
            throw new Error('oops');
          },
        };
        class Flow {
          @parallelizable({ onItemError: 'skip' }) *item(): Generator<number> {
            yield 1;
          }
          @retry({ attempts: 2 }) @node('item') value(item: number): number {
            throw new Error(`busy with ${item}`);
          }
          @collect('value') all(values: Collect<number>): number {
            return values.length;
          }
        }
        const driver = createTestDriver([Flow], { hooks: [thrower, { afterRun: (_run, { status }) => void ends.push(status) }] });

        const error = await rejectionOf(driver.execute(['all'], { onFailure: () => undefined }));

        expect(error).toMatchObject({ code: 'HOOK_FAILED', cause: new Error('oops') });
        expect(String(error)).toContain(`The hook "audit" threw in ${method}: oops.`);
        expect(ends).toEqual([method === 'afterRun' ? 'ok' : 'failed']);
      }
    },
  );

  it('the first cause wins: a hook that throws while the run is failing is listed beside it', async () => {
    const slow = deferred<number>();
    class Flow {
      @node()
      async slow(): Promise<number> {
        return slow.promise;
      }
      @node()
      async bad(): Promise<number> {
        throw new Error('bad');
      }
      @node('slow', 'bad') both(a: number, b: number): number {
        return a + b;
      }
    }
    const late: LifecycleHook = {
      afterNode: ({ name }) => {
        if (name === 'slow') throw new Error('late');
        setImmediate(() => slow.resolve(1));
      },
      afterRun: () => Promise.reject(new Error('later')),
    };

    await expect(failureOf(new Driver({ modules: [Flow], hooks: [late] }).execute(['both']))).resolves.toMatchObject({
      node: 'bad',
      also: [
        { code: 'HOOK_FAILED', cause: new Error('late') },
        { code: 'HOOK_FAILED', cause: new Error('later') },
      ],
    });
  });

  it('afterNode is called for every beforeNode, also when the run is cancelled and the call never ends', async () => {
    const trace: string[] = [];
    class Flow {
      @node() async stuck(): Promise<number> {
        return new Promise(() => undefined);
      }
    }
    const driver = createTestDriver([Flow], { hooks: [tracing(trace)], graceMs: 10 });
    const run = driver.run(['stuck']);
    run.events.subscribe(({ type }) => type === 'node-started' && queueMicrotask(() => void run.cancel('enough')));

    await expect(run.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    expect(trace).toEqual(['beforeRun', 'before stuck', 'after stuck RunAbortedError: The run was aborted: enough.', 'afterRun failed']);
  });

  it('after graceMs hooks are no longer awaited', async () => {
    const driver = createTestDriver([Plain], { hooks: [{ afterRun: () => new Promise(() => undefined) }], graceMs: 20 });

    await expect(driver.execute(['a'])).resolves.toEqual({ a: 1 });
    expect(driver.clock.now()).toBe(20);
  });

  it('holds no permit while a hook waits (F10)', async () => {
    const other = deferred();
    const hook: LifecycleHook = { beforeNode: ({ name }) => (name === 'first' ? other.promise : other.resolve()) };
    class Flow {
      @node() async first(): Promise<number> {
        return 1;
      }
      @node() async second(): Promise<number> {
        return 2;
      }
      @node('first', 'second') sum(a: number, b: number): number {
        return a + b;
      }
    }

    await expect(new Driver({ modules: [Flow], hooks: [hook], maxConcurrency: 1 }).execute(['sum'])).resolves.toEqual({ sum: 3 });
  });

  it.each(['always', 'never'] as const)(
    'what aroundNode calls twice, or waits for no more, holds permits of its own (F10, codegen: %p)',
    async (codegen) => {
      let underWay = 0;
      let most = 0;
      class Flow {
        @parallelizable({ concurrency: 1 }) *item(): Generator<number> {
          yield* [1, 2, 3, 4];
        }
        @node('item') async first(item: number): Promise<number> {
          most = Math.max(most, ++underWay);
          for (let turn = 0; turn < 5; turn++) await undefined;
          underWay--;
          return item;
        }
        @node('first') async second(first: number): Promise<number> {
          return this.first(first);
        }
        @collect('second') all(values: Collect<number>): readonly number[] {
          return values;
        }
      }
      const execute = async (aroundNode: LifecycleHook['aroundNode']): Promise<unknown> => {
        const hook = { aroundNode: (call: NodeRun, next: () => unknown) => (call.path.length === 0 ? next() : aroundNode?.(call, next)) };
        return new Driver({ modules: [Flow], hooks: [hook], maxConcurrency: 1, codegen }).execute(['all']);
      };

      await expect(execute((_call, next) => Promise.all([next(), next()]).then(([value]) => value))).resolves.toEqual({
        all: [1, 2, 3, 4],
      });
      await expect(execute((_call, next) => (next(), next()))).resolves.toEqual({ all: [1, 2, 3, 4] });
      await expect(execute(({ inputs }, next) => (void next(), inputs[0]))).resolves.toEqual({ all: [1, 2, 3, 4] });
      expect(most).toBe(1);
    },
  );

  it('afterNode is called for a call that was held by beforeNode, also when another keeps the only permit of a cancelled run', async () => {
    const held = deferred();
    const stuck = deferred();
    const trace: string[] = [];
    class Flow {
      @node() async first(): Promise<number> {
        return 1;
      }
      @node() async second(): Promise<number> {
        stuck.resolve();
        return new Promise(() => undefined);
      }
    }
    const hook: LifecycleHook = {
      beforeNode: ({ name }) => (name === 'first' ? held.promise : undefined),
      afterNode: ({ name }, { status }) => void trace.push(`${name} ${status}`),
    };
    const run = new Driver({ modules: [Flow], hooks: [hook], maxConcurrency: 1, graceMs: 20 }).run(['first', 'second']);
    await stuck.promise;
    void run.cancel('enough');
    held.resolve();

    await expect(run.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    expect(trace).toEqual(['first failed', 'second failed']);
  });

  it('tells what is known of a call', async () => {
    const calls: NodeRun[] = [];
    const outcomes: unknown[] = [];
    class Flow {
      @parallelizable({ key: (n) => `n${n}` }) *item(): Generator<number> {
        yield* [1, 2];
      }
      @node('item') value(item: number): number {
        return 2 * item;
      }
      @collect('value') all(values: Collect<number>): readonly number[] {
        return values;
      }
    }
    const hook: LifecycleHook = { beforeNode: (call) => void calls.push(call), afterNode: (_call, outcome) => void outcomes.push(outcome) };

    await createTestDriver([Flow], { hooks: [hook] }).execute(['all'], { runId: 'r1' });

    const [, , second] = calls;
    expect(second).toMatchObject({
      name: 'value',
      attempt: 1,
      inputs: [2],
      runId: 'r1',
      path: [{ parallelizable: 'item', index: 1, key: 'n2' }],
    });
    expect(second?.info).toMatchObject({ name: 'value', roles: ['node'], module: 'Flow' });
    expect(second?.signal).toBeInstanceOf(AbortSignal);
    expect(outcomes[2]).toEqual({ status: 'ok', value: 4, ms: 0, cached: false });
  });

  it('refuses what is no hook', () => {
    const hooks = [{ beforNode: () => undefined }, null, {}] as never;

    expect(faultsOf(() => new Driver({ modules: [Plain], hooks }))).toMatchObject([
      { code: 'INVALID_OPTION', at: 'hooks[0]', message: expect.stringContaining('Did you mean "beforeNode"?') },
      { code: 'INVALID_OPTION', at: 'hooks[1]' },
      { code: 'INVALID_OPTION', at: 'hooks[2]' },
    ]);
    expect(faultsOf(() => new Driver({ modules: [Plain], hooks: {} as never }))).toMatchObject([{ code: 'INVALID_OPTION' }]);
  });
});
