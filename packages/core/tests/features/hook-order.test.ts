import {
  cache,
  collect,
  Driver,
  drop,
  input,
  memoryCache,
  node,
  parallelizable,
  retry,
  type Collect,
  type Drop,
  type ItemOutcome,
  type LifecycleHook,
} from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { deferred } from '../fixtures/deferred';
import { rejectionOf } from '../fixtures/refusals';
import { traceHooks } from '../fixtures/trace-hooks';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** A nested fan-out in which 11 is dropped, 20 succeeds at its second attempt, and 21 fails and is skipped. */
class Nested {
  @input() declare readonly last: number;
  #tried = 0;

  @parallelizable('last', { concurrency: 1 }) *outer(last: number): Generator<number> {
    for (let outer = 1; outer <= last; outer++) yield outer;
  }
  @parallelizable('outer', { concurrency: 1, onItemError: 'skip' }) *inner(outer: number): Generator<number> {
    yield* [10 * outer, 10 * outer + 1];
  }
  @retry({ attempts: 2, delayMs: 5, when: (error) => String(error).includes('busy') })
  @node('inner')
  value(inner: number): number | Drop {
    if (inner === 20 && this.#tried++ === 0) throw new Error('busy');
    if (inner === 21) throw new Error('bad');
    return inner === 11 ? drop : inner;
  }
  @collect('value') sum(values: Collect<number>): number {
    return values.reduce((a, b) => a + b, 0);
  }
  @collect('sum') total(sums: Collect<number>): number {
    return sums.reduce((a, b) => a + b, 0);
  }
}

const call = (place: string, outcome = 'ok', retried: readonly string[] = []): string[] => [
  `beforeNode ${place}`,
  `aroundNode ${place}`,
  ...retried,
  `afterNode ${place} ${outcome}`,
];

/** What is written in `docs/concepts/hooks.md`, in full. */
const written = [
  'beforeGraph of 1',
  ...['last', 'outer', 'inner', 'value', 'sum', 'total'].map((name) => `validateNode ${name}`),
  ...['last -> outer', 'outer -> inner', 'inner -> value', 'value -> sum', 'sum -> total'].map((edge) => `validateEdge ${edge}`),
  'afterGraph of 6',

  'beforeRun',
  'validateInput last=2',
  'beforeFanOut outer',
  ...call('outer'),

  'beforeFanOut inner@outer[0]',
  ...call('inner@outer[0]'),
  ...call('value@outer[0]/inner[0]'),
  'onItem outer[0]/inner[0] ok',
  ...call('value@outer[0]/inner[1]'),
  'onItem outer[0]/inner[1] dropped',
  'afterFanOut inner@outer[0] ok, 2 items',
  ...call('sum@outer[0]'),
  'onItem outer[0] ok',

  'beforeFanOut inner@outer[1]',
  ...call('inner@outer[1]'),
  ...call('value@outer[1]/inner[0]', 'ok', ['onRetry value@outer[1]/inner[0] after 1']),
  'onItem outer[1]/inner[0] ok',
  ...call('value@outer[1]/inner[1]', 'failed: bad'),
  'onItem outer[1]/inner[1] failed: bad',
  'afterFanOut inner@outer[1] ok, 2 items, 1 failed',
  ...call('sum@outer[1]'),
  'onItem outer[1] ok',

  'afterFanOut outer ok, 2 items',
  ...call('total'),
  'buildResult {"total":30}',
  'afterRun ok',
];

describe('the order of hooks', () => {
  expectNoUnhandledRejections();

  it.each([false, true])(
    'is the written one, with fan-outs, nested fan-outs, drops, failures and retries (asynchronous: %p)',
    async (isAsync) => {
      const trace: string[] = [];
      const driver = createTestDriver([Nested], { hooks: [traceHooks(trace, { isAsync })] });

      await expect(driver.execute(['total'], { inputs: { last: 2 }, onFailure: () => undefined })).resolves.toEqual({ total: 30 });
      expect(trace).toEqual(written);
    },
  );

  it('is the same for each of several hooks, which are called in the order in which they were given', async () => {
    const trace: string[] = [];
    const hooks = [traceHooks(trace, { letter: '1 ' }), traceHooks(trace, { letter: '2 ', isAsync: true })];

    await createTestDriver([Nested], { hooks }).execute(['total'], { inputs: { last: 1 } });
    const of = (letter: string): string[] => trace.filter((text) => text.startsWith(letter)).map((text) => text.slice(2));

    expect(of('1 ')).toEqual(of('2 '));
    expect(trace.filter((text) => text.includes('onItem outer[0] '))).toEqual(['1 onItem outer[0] ok', '2 onItem outer[0] ok']);
  });

  it.each([false, true])('a failure that ends the run is told from the inside outwards (asynchronous: %p)', async (isAsync) => {
    class Failing extends Nested {
      @collect('value') override sum(_values: Collect<number>): number {
        throw new Error('no sum');
      }
    }
    const trace: string[] = [];
    const driver = createTestDriver([Failing], { hooks: [traceHooks(trace, { isAsync })] });

    await rejectionOf(driver.execute(['total'], { inputs: { last: 2 } }));
    expect(trace.slice(trace.indexOf('afterFanOut inner@outer[0] ok, 2 items'))).toEqual([
      'afterFanOut inner@outer[0] ok, 2 items',
      ...call('sum@outer[0]', 'failed: no sum'),
      'onItem outer[0] failed: no sum',
      'afterFanOut outer failed: no sum, 1 items',
      'afterRun failed',
    ]);
  });

  it.each([false, true])(
    'what is open when a run is cancelled is given up from the inside outwards (asynchronous: %p)',
    async (isAsync) => {
      const reached = deferred();
      class Stuck extends Nested {
        @node('inner') override value(_inner: number): number | Drop {
          throw new Error('not used');
        }
        @node('inner') async held(inner: number): Promise<number> {
          reached.resolve();
          return new Promise(() => inner);
        }
        @collect('held', { over: 'outer' }) all(values: Collect<number>): number {
          return values.length;
        }
      }
      const trace: string[] = [];
      const driver = createTestDriver([Stuck], { hooks: [traceHooks(trace, { isAsync })], graceMs: 20 });

      const run = driver.run(['all'], { inputs: { last: 2 } });
      await reached.promise;
      await Promise.all([run.cancel('enough'), rejectionOf(run.outputs)]);

      expect(trace.slice(trace.indexOf('aroundNode held@outer[0]/inner[0]') + 1)).toEqual([
        'afterNode held@outer[0]/inner[0] failed: The run was aborted: enough.',
        'onItem outer[0]/inner[0] given-up',
        'afterFanOut inner@outer[0] given-up, 1 items',
        'onItem outer[0] given-up',
        'afterFanOut outer given-up, 1 items',
        'afterRun failed',
      ]);
    },
  );

  it('a source that throws half-way fails its fan-out, one that cannot be had as well', async () => {
    class Sources {
      @parallelizable({ concurrency: 1 }) *broken(): Generator<number> {
        yield 1;
        throw new Error('half-way');
      }
      @node('broken') one(n: number): number {
        return n;
      }
      @collect('one') ones(values: Collect<number>): number {
        return values.length;
      }
      @parallelizable() absent(): Generator<number> {
        throw new Error('not there');
      }
      @collect('absent') none(values: Collect<number>): number {
        return values.length;
      }
    }
    const trace: string[] = [];
    const driver = new Driver({ modules: [Sources], hooks: [traceHooks(trace)] });

    await driver.executeSettled(['ones', 'none']);

    expect(trace.filter((text) => text.startsWith('afterFanOut')).sort()).toEqual([
      'afterFanOut absent failed: not there, 0 items',
      'afterFanOut broken failed: half-way, 1 items',
    ]);
  });

  it('a fan-out with phases is told of once, its items after their last pass', async () => {
    class Phased {
      @parallelizable({ concurrency: 1 }) *n(): Generator<number> {
        yield* [1, 2];
      }
      @collect('n') sum(values: Collect<number>): number {
        return values.reduce((a, b) => a + b, 0);
      }
      @node('n', 'sum') share(n: number, sum: number): number {
        return n / sum;
      }
      @collect('share') shares(values: Collect<number>): number {
        return values.reduce((a, b) => a + b, 0);
      }
    }
    const trace: string[] = [];

    await new Driver({ modules: [Phased], hooks: [traceHooks(trace)] }).execute(['shares']);

    expect(trace.slice(trace.indexOf('beforeRun'), -2)).toEqual([
      'beforeRun',
      'beforeFanOut n',
      ...call('n'),
      ...call('sum'),
      ...call('share@n[0]'),
      'onItem n[0] ok',
      ...call('share@n[1]'),
      'onItem n[1] ok',
      'afterFanOut n ok, 2 items',
      ...call('shares'),
    ]);
  });

  it('a result that was kept is told of like any other, as cached, and its method is not called', async () => {
    const cached: [string, boolean][] = [];
    let calls = 0;
    class Kept extends Nested {
      @cache() @node('outer') priced(outer: number): number {
        calls++;
        return 2 * outer;
      }
      @collect('priced') prices(values: Collect<number>): number {
        return values.length;
      }
    }
    const trace: string[] = [];
    const note: LifecycleHook = { afterNode: ({ name }, outcome) => void (outcome.status === 'ok' && cached.push([name, outcome.cached])) };
    const driver = new Driver({ modules: [Kept], cache: memoryCache(), hooks: [traceHooks(trace), note] });

    await driver.execute(['prices'], { inputs: { last: 1 } });
    const first = trace.slice(trace.indexOf('beforeRun'));
    trace.length = cached.length = 0;
    await driver.execute(['prices'], { inputs: { last: 1 } });

    expect(calls).toBe(1);
    expect(trace).toEqual(first);
    expect(cached).toEqual([
      ['outer', false],
      ['priced', true],
      ['prices', true],
    ]);
  });

  it('tells of items that are overridden, and what an item was', async () => {
    const told: [unknown, ItemOutcome['status'], number | undefined][] = [];
    const driver = createTestDriver([Nested], {
      hooks: [{ onItem: ({ item, key }, { status }) => void told.push([item, status, Number(key)]) }],
    });

    await driver.execute(['total'], { overrides: { outer: [7], inner: [70, 71] } });

    expect(told).toEqual([
      [70, 'ok', 0],
      [71, 'ok', 1],
      [7, 'ok', 0],
    ]);
  });

  it('an item keeps its lane until asynchronous hooks have been told, and holds no permit meanwhile (F10)', async () => {
    let open = 0;
    let most = 0;
    class Flow {
      @parallelizable({ concurrency: 2 }) *n(): Generator<number> {
        for (let n = 0; n < 6; n++) {
          most = Math.max(most, ++open);
          yield n;
        }
      }
      @node('n') async value(n: number): Promise<number> {
        return n;
      }
      @collect('value') all(values: Collect<number>): number {
        return values.length;
      }
    }
    const hook = {
      onItem: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        open--;
      },
    };

    await expect(new Driver({ modules: [Flow], hooks: [hook], maxConcurrency: 1 }).execute(['all'])).resolves.toEqual({ all: 6 });
    expect(most).toBe(2);
  });

  it.each(['beforeFanOut', 'onItem', 'afterFanOut'] as const)('one that throws in %s fails the run, and is named', async (method) => {
    for (const isAsync of [false, true]) {
      const ends: string[] = [];
      const thrower = {
        name: 'audit',
        [method]: () => {
          if (isAsync) return Promise.reject(new Error('oops'));
          throw new Error('oops');
        },
      };
      const listener = { afterFanOut: () => void ends.push('fan-out'), afterRun: () => void ends.push('run') };
      const driver = createTestDriver([Nested], { hooks: [thrower, listener] });

      const error = await rejectionOf(driver.execute(['total'], { inputs: { last: 1 } }));

      expect(error).toMatchObject({
        code: 'HOOK_FAILED',
        cause: new Error('oops'),
        message: expect.stringContaining(`"audit" threw in ${method}`),
      });
      expect(ends.at(-1)).toBe('run');
      expect(ends).toContain('fan-out');
    }
  });
});
