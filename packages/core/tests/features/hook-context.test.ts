import { AsyncLocalStorage } from 'node:async_hooks';
import {
  cache,
  collect,
  context,
  input,
  memoryCache,
  node,
  parallelizable,
  plain,
  pool,
  retry,
  timeout,
  type Collect,
  type LifecycleHook,
  type NodeContext,
} from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { CountingStore } from '../fixtures/counting-store';
import { turnLoop } from '../fixtures/main-process';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const caller = new AsyncLocalStorage<string>();

/** Who was called for which run in whose context, where that is not the one of the run's own caller. The id of each run is its caller's name. */
class Strangers {
  readonly found: string[] = [];
  calls = 0;

  look(who: string, runId: string): void {
    this.calls++;
    if (caller.getStore() !== runId) this.found.push(`${who} of ${runId} in the context of ${String(caller.getStore())}`);
  }
}

/** All that makes others wait: pools, permits, pauses, time-outs, stores, and calls that several runs share. */
function flowOf(strangers: Strangers) {
  class Flow {
    @input() declare readonly fails: boolean;

    @parallelizable({ concurrency: 2, onItemError: 'skip' }) async *outer(@context() { runId }: NodeContext): AsyncGenerator<number> {
      for (const outer of [1, 2, 3]) {
        await turnLoop();
        strangers.look('outer', runId);
        yield outer;
      }
    }
    @parallelizable('outer', { concurrency: 2 }) *inner(outer: number): Generator<number> {
      yield* [outer, outer + 1];
    }
    @cache({ behavior: 'disable' })
    @retry({ attempts: 2, delayMs: 10 })
    @timeout(50)
    @pool('one')
    @node('inner')
    async checked(inner: number, @context() { runId, attempt }: NodeContext): Promise<number> {
      strangers.look('checked', runId);
      await turnLoop();
      if (attempt === 1 && inner === 2) throw new Error('busy');
      if (inner === 4) throw new Error('bad');
      return inner;
    }
    @node('inner') async shared(inner: number): Promise<number> {
      await turnLoop();
      return inner;
    }
    @collect('checked', 'shared') sum(values: Collect<number>, shared: Collect<number>): number {
      return values.length + shared.length;
    }
    @cache({ behavior: 'disable' })
    @collect('sum', plain('fails'))
    total(sums: Collect<number>, fails: boolean, @context() { runId }: NodeContext): number {
      strangers.look('total', runId);
      if (fails) throw new Error('as it was told');
      return sums.length;
    }
  }
  return Flow;
}

function lookingHook(strangers: Strangers, isAsync: boolean): LifecycleHook {
  const look = (who: string, runId: string): void | Promise<void> => {
    strangers.look(who, runId);
    return isAsync ? turnLoop().then(() => strangers.look(`${who}, later,`, runId)) : undefined;
  };
  return {
    beforeRun: ({ runId }) => look('beforeRun', runId),
    validateInput: ({ runId }) => {
      void look('validateInput', runId);
      return undefined;
    },
    beforeFanOut: ({ runId }) => look('beforeFanOut', runId),
    beforeNode: ({ runId }) => look('beforeNode', runId),
    aroundNode: async ({ runId }, next) => {
      await look('aroundNode', runId);
      const value = await next();
      await look('aroundNode, after next,', runId);
      return value;
    },
    onRetry: ({ runId }) => look('onRetry', runId),
    afterNode: ({ runId }) => look('afterNode', runId),
    onItem: ({ runId }) => look('onItem', runId),
    afterFanOut: ({ runId }) => look('afterFanOut', runId),
    buildResult: async (outputs, { runId }) => {
      await look('buildResult', runId);
      return outputs;
    },
    afterRun: ({ runId }) => look('afterRun', runId),
  };
}

describe('C3: every hook and node is called in the async context of its own caller', () => {
  expectNoUnhandledRejections();

  it.each([
    ['synchronous', false],
    ['asynchronous', true],
  ])('%s hooks, in runs at the same time that succeed, fail, are stopped, and take results from each other', async (_, isAsync) => {
    const strangers = new Strangers();
    const driver = createTestDriver([flowOf(strangers)], {
      hooks: [lookingHook(strangers, isAsync)],
      pools: { one: 1 },
      maxConcurrency: 2,
      graceMs: 10,
      cache: new CountingStore(turnLoop),
    });
    const start = (runId: string, fails = false) =>
      caller.run(runId, () => driver.run(['total'], { runId, inputs: { fails }, onFailure: () => undefined }));
    const runs = [start('first'), start('second'), start('failing', true), start('stopped')];
    await driver.clock.sleep(5);
    caller.run('somebody else', () => void runs[3]?.cancel('enough'));

    const ends = await Promise.allSettled(runs.map(({ outputs }) => outputs));

    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(strangers.calls).toBeGreaterThan(200);
    expect([...new Set(strangers.found)]).toEqual([]);
  });

  it('and so with a cache that answers at once', async () => {
    const strangers = new Strangers();
    const driver = createTestDriver([flowOf(strangers)], {
      hooks: [lookingHook(strangers, false)],
      pools: { one: 1 },
      cache: memoryCache(),
    });
    const start = (runId: string) =>
      caller.run(runId, () => driver.execute(['total'], { runId, inputs: { fails: false }, onFailure: () => undefined }));

    await Promise.all([start('first'), start('second')]);
    await start('third');
    expect([...new Set(strangers.found)]).toEqual([]);
  });
});
