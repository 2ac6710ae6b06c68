import { AsyncLocalStorage } from 'node:async_hooks';
import {
  collect,
  Driver,
  GraphValidationError,
  input,
  node,
  parallelizable,
  source,
  type Collect,
  type Graph,
  type LifecycleHook,
} from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { warningsOf } from '../fixtures/warnings';
import { deferred } from '../fixtures/deferred';
import { failureOf, faultsOf, refusalOf, rejectionOf } from '../fixtures/refusals';
import { traceHooks } from '../fixtures/trace-hooks';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

class Flow {
  @input() declare readonly first: number;
  @parallelizable('first', { concurrency: 1 }) *n(first: number): Generator<number> {
    yield* [first, first + 1];
  }
  @node('n') doubled(n: number): number {
    return 2 * n;
  }
  @collect('doubled') total(values: Collect<number>): number {
    return values.reduce((a, b) => a + b, 0);
  }
}
const options = { inputs: { first: 1 } };

describe('the hooks of graphs', () => {
  it('are given what the graph is made of, each node and edge, and the graph', () => {
    const graphs: Graph[] = [];
    const hook: LifecycleHook = {
      beforeGraph: ({ modules, config }) => {
        expect([modules, config]).toEqual([[Flow], { mode: 'a' }]);
      },
      validateEdge: (from, to) => (to.dependencies.includes(from.name) ? undefined : 'no edge'),
      afterGraph: (graph) => void graphs.push(graph),
    };

    const driver = new Driver({ modules: [Flow], config: { mode: 'a' }, hooks: [hook] });

    expect(graphs).toEqual([driver.graph]);
  });

  it('may refuse nodes and edges: all refusals of all hooks are faults of one error, and afterGraph is not called', () => {
    const after = jest.fn();
    const hooks: LifecycleHook[] = [
      { name: 'one', validateNode: ({ name }) => (name === 'n' ? 'not this' : undefined), afterGraph: after },
      { name: 'two', validateNode: ({ roles }) => (roles.includes('collect') ? 'no collectors' : undefined) },
      { name: 'three', validateEdge: (from, to) => (from.name === 'n' ? `not to ${to.name}` : undefined) },
    ];

    expect(faultsOf(() => new Driver({ modules: [Flow], hooks })).map(({ code, at, message }) => [code, at, message])).toEqual([
      ['REFUSED_BY_HOOK', '"n"', '"n" is refused by the hook "one": not this'],
      ['REFUSED_BY_HOOK', '"total"', '"total" is refused by the hook "two": no collectors'],
      ['REFUSED_BY_HOOK', '"n" -> "doubled"', '"n" -> "doubled" is refused by the hook "three": not to doubled'],
    ]);
    expect(after).not.toHaveBeenCalled();
  });

  it('are not asked about a graph that has faults by itself', () => {
    class Broken {
      @node(source<number>('b')) a(b: number): number {
        return b;
      }
      @node(source<number>('a')) b(a: number): number {
        return a;
      }
    }
    const trace: string[] = [];

    expect(() => new Driver({ modules: [Broken], hooks: [traceHooks(trace)] })).toThrow(GraphValidationError);
    expect(trace).toEqual(['beforeGraph of 1']);
  });

  it.each(['beforeGraph', 'validateNode', 'validateEdge', 'afterGraph'] as const)(
    'one that throws in %s, or is asynchronous, is named',
    async (method) => {
      const make = (work: () => unknown) => refusalOf(() => new Driver({ modules: [Flow], hooks: [{ name: 'audit', [method]: work }] }));

      await expect(
        make(() => {
          throw new Error('oops');
        }),
      ).resolves.toMatchObject({ code: 'HOOK_FAILED', message: expect.stringContaining(`"audit" threw in ${method}: oops`) });
      await expect(make(() => Promise.reject(new Error('late')))).resolves.toMatchObject({
        code: 'HOOK_FAILED',
        message: expect.stringContaining('a driver is made synchronously'),
      });
    },
  );

  it('a refusal that is no text is refused itself', async () => {
    const hooks = [{ name: 'audit', validateNode: () => false }] as never;

    await expect(refusalOf(() => new Driver({ modules: [Flow], hooks }))).resolves.toMatchObject({
      code: 'HOOK_FAILED',
      message: expect.stringContaining('it gave false'),
    });
  });
});

describe('validateInput', () => {
  it('sees what the schema made of an input, with the run; only inputs that are read, and no config', async () => {
    const seen: unknown[] = [];
    class Given {
      @input({ default: 3 }) declare readonly size: number;
      @input() declare readonly other: number;
      @node('size') sized(size: number): number {
        return size;
      }
    }
    const hook: LifecycleHook = {
      validateInput: async ({ name, value, runId, info }) => void seen.push([name, value, runId, info.roles]) as undefined,
    };

    await new Driver({ modules: [Given], hooks: [hook] }).execute(['sized'], { runId: 'r1' });

    expect(seen).toEqual([['size', 3, 'r1', ['input']]]);
  });

  it('one that throws fails the run, and is named; afterRun is called', async () => {
    const trace: string[] = [];
    const audit = { name: 'audit', validateInput: () => Promise.reject(new Error('no list')) };
    const driver = new Driver({ modules: [Flow], hooks: [audit, { afterRun: (_run, { status }) => void trace.push(status) }] });

    await expect(refusalOf(() => driver.execute(['total'], options))).resolves.toMatchObject({
      code: 'HOOK_FAILED',
      message: expect.stringContaining('"audit" threw in validateInput: no list'),
    });
    expect(trace).toEqual(['failed']);
  });
});

describe('buildResult', () => {
  it('each hook is given what the one before it has made; events carry the result, afterRun is told of the outputs', async () => {
    const ends: unknown[] = [];
    const hooks: LifecycleHook[] = [
      { buildResult: (outputs) => Object.entries(outputs as object) },
      {
        buildResult: async (entries) => new Map(entries as [string, unknown][]),
        afterRun: (_run, outcome) => void ends.push({ ...outcome }),
      },
    ];
    const events: unknown[] = [];

    const run = new Driver({ modules: [Flow], hooks }).run(['total'], options);
    run.events.subscribe((event) => event.type === 'run-finished' && events.push(event.outputs));

    await expect(run.outputs).resolves.toEqual(new Map([['total', 6]]));
    expect(events).toEqual([new Map([['total', 6]])]);
    expect(ends).toEqual([{ status: 'ok', outputs: { total: 6 } }]);
  });

  it('is not for runs that fail, that settle each output, or that stream', async () => {
    const hook = { buildResult: jest.fn() };
    const driver = new Driver({ modules: [Flow], hooks: [hook] });

    await driver.executeSettled(['total'], options);
    for await (const { value } of driver.stream('doubled', options)) expect(value).toBeGreaterThan(0);
    await failureOf(
      driver.with({ hooks: [hook, { aroundNode: () => Promise.reject(new Error('no')) }] }).execute(['total'], options),
    ).catch(() => undefined);

    expect(hook.buildResult).not.toHaveBeenCalled();
  });

  it('one that throws fails the run; one that never ends is given up when the run is cancelled', async () => {
    const driver = (buildResult: () => unknown) => createTestDriver([Flow], { hooks: [{ name: 'table', buildResult }], graceMs: 10 });
    const throwing = driver(() => {
      throw new Error('no table');
    });
    const controller = new AbortController();
    const stuck = driver(() => {
      controller.abort('enough');
      return new Promise(() => undefined);
    });

    await expect(refusalOf(() => throwing.execute(['total'], options))).resolves.toMatchObject({
      code: 'HOOK_FAILED',
      message: expect.stringContaining('"table" threw in buildResult: no table'),
    });
    await expect(rejectionOf(stuck.execute(['total'], { ...options, signal: controller.signal }))).resolves.toMatchObject({
      code: 'RUN_ABORTED',
    });
    expect(stuck.clock.now()).toBe(10);
  });
});

describe('the first cause wins', () => {
  expectNoUnhandledRejections();

  it('hooks that throw in a run that was cancelled are listed in the error of that', async () => {
    const hook: LifecycleHook = {
      name: 'audit',
      onItem: () => {
        throw new Error('item');
      },
      afterFanOut: () => Promise.reject(new Error('fan-out')),
      afterRun: () => Promise.reject(new Error('run')),
    };
    const controller = new AbortController();
    class Cancelled extends Flow {
      @node('n') override doubled(n: number): number {
        controller.abort('enough');
        return n;
      }
    }

    const error = await rejectionOf(
      new Driver({ modules: [Cancelled], hooks: [hook] }).execute(['total'], { ...options, signal: controller.signal }),
    );

    expect(error).toMatchObject({ code: 'RUN_ABORTED', cause: 'enough' });
    const also = (error as { readonly also: readonly Error[] }).also.map(({ cause }) => cause);
    expect(also).toEqual([new Error('item'), new Error('fan-out'), new Error('run')]);
  });

  it('of several hooks that throw at the end the first is the error, and has the others', async () => {
    const failing = (name: string): LifecycleHook => ({ name, afterRun: () => Promise.reject(new Error(name)) });

    const error = await rejectionOf(new Driver({ modules: [Flow], hooks: [failing('one'), failing('two')] }).execute(['total'], options));

    expect(error).toMatchObject({ code: 'HOOK_FAILED', cause: new Error('one'), also: { 0: { cause: new Error('two') }, length: 1 } });
  });

  it('an error without further ones does not print that it has none', async () => {
    class Failing extends Flow {
      @node('n') override doubled(_n: number): number {
        throw new Error('no');
      }
    }

    const error = await failureOf(new Driver({ modules: [Failing] }).execute(['total'], options));

    expect(error.also).toEqual([]);
    expect(Object.keys(error)).not.toContain('also');
  });

  it('what a hook throws when nobody can be told any more is a warning', async () => {
    const hook: LifecycleHook = { name: 'slow', afterRun: () => clock.sleep(20).then(() => Promise.reject(new Error('too late'))) };
    const driver = createTestDriver([Flow], { hooks: [hook], graceMs: 10 });
    const { clock } = driver;

    const warnings = await warningsOf(async () => {
      await driver.execute(['total'], options);
      await clock.sleep(50);
    });

    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('The hook "slow" threw in afterRun: too late')]);
  });
});

describe('C3: the async context', () => {
  it('of each hook is that of the caller of execute', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen = new Map<string, unknown>();
    const methods = [
      'beforeRun',
      'buildResult',
      'afterRun',
      'beforeFanOut',
      'onItem',
      'afterFanOut',
      'beforeNode',
      'afterNode',
      'validateInput',
    ];
    const hook = Object.fromEntries(
      methods.map((method) => [
        method,
        async () => {
          await new Promise((resolve) => setImmediate(resolve));
          seen.set(method, storage.getStore());
        },
      ]),
    ) as LifecycleHook;
    const driver = new Driver({ modules: [Flow], hooks: [hook], maxConcurrency: 1 });

    await storage.run('caller', () => driver.execute(['total'], options));

    expect([...seen].map(([method, store]) => `${method} ${String(store)}`).sort()).toEqual(
      methods.map((method) => `${method} caller`).sort(),
    );
  });

  it('is that of the caller of execute also when somebody else cancels the run', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const reached = deferred();
    const note = (): void => void seen.push(storage.getStore());
    class Stuck extends Flow {
      @node('n') async held(_n: number): Promise<number> {
        reached.resolve();
        return new Promise(() => undefined);
      }
      @collect('held') all(values: Collect<number>): number {
        return values.length;
      }
    }
    const hook = { afterNode: note, onItem: note, afterFanOut: note, afterRun: note };
    const driver = createTestDriver([Stuck], { hooks: [hook], graceMs: 5 });

    const run = storage.run('caller', () => driver.run(['all'], options));
    await reached.promise;
    await storage.run('somebody else', () => run.cancel('enough'));

    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen)).toEqual(new Set(['caller']));
  });
});
