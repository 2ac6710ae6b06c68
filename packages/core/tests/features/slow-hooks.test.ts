import { collect, context, node, parallelizable, retry, type Collect, type LifecycleHook, type NodeContext } from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { deferred } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { traceHooks } from '../fixtures/trace-hooks';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

class Nested {
  @parallelizable({ concurrency: 1 }) *outer(): Generator<number> {
    yield* [1, 2];
  }
  @parallelizable('outer') *inner(outer: number): Generator<number> {
    yield* [outer, 2 * outer];
  }
  @retry({ attempts: 2, delayMs: 5 })
  @node('inner')
  async value(inner: number, @context() { attempt }: NodeContext): Promise<number> {
    if (inner === 1 && attempt === 1) throw new Error('busy');
    return inner;
  }
  @collect('value') sum(values: Collect<number>): number {
    return values.reduce((a, b) => a + b, 0);
  }
  @collect('sum') total(sums: Collect<number>): number {
    return sums.reduce((a, b) => a + b, 0);
  }
}

/** What begins by what ends it, in the words of `traceHooks`. */
const ends: Readonly<Record<string, string>> = { beforeRun: 'afterRun', beforeFanOut: 'afterFanOut', beforeNode: 'afterNode' };

/** The beginnings that one of the hooks was told of, as often as that, and of no end; and ends without a beginning. */
function unbalanced(trace: readonly string[]): string[] {
  const counts = new Map<string, number>();
  const add = (what: string, count: number): unknown => counts.set(what, (counts.get(what) ?? 0) + count);
  for (const line of trace) {
    const [letter = '', method = '', place = ''] = line.split(' ');
    if (method in ends) add(`${letter} ${method} ${place}`, 1);
    for (const [begin, end] of Object.entries(ends))
      if (method === end) add(`${letter} ${begin} ${method === 'afterRun' ? '' : place}`, -1);
  }
  return [...counts].filter(([, count]) => count !== 0).map(([what, count]) => `${what.trim()}: ${count}`);
}

/** Those that are called more than once are slow at their second call as well. */
const slowCalls: readonly (readonly [method: keyof LifecycleHook, call: number])[] = [
  ['beforeRun', 1],
  ['onRetry', 1],
  ...(['beforeFanOut', 'beforeNode', 'afterNode', 'onItem', 'afterFanOut'] as const).flatMap((method) =>
    [1, 2, 3].map((call) => [method, call] as const),
  ),
  ['buildResult', 1],
  ['afterRun', 1],
];

describe('a hook that takes longer than graceMs when the run is stopped', () => {
  expectNoUnhandledRejections();

  it.each(slowCalls)(
    '%s (call %d): those behind it are told of the end of what they were told of, once, before afterRun, and of nothing after that',
    async (method, call) => {
      const trace: string[] = [];
      const [reached, held] = [deferred(), deferred()];
      let calls = 0;
      const slow = traceHooks(trace, { letter: 'slow ' });
      const tell = slow[method] as (...given: unknown[]) => unknown;
      const slowly: LifecycleHook = {
        ...slow,
        [method]: async (...given: unknown[]) => {
          const result = await tell(...given);
          if (++calls !== call) return result;
          reached.resolve();
          await held.promise;
          return result;
        },
      };
      const driver = createTestDriver([Nested], {
        hooks: [traceHooks(trace, { letter: 'first ' }), slowly, traceHooks(trace, { letter: 'last ' })],
        graceMs: 10,
      });
      trace.length = 0;
      const run = driver.run(['total']);
      await Promise.race([reached.promise, run.outputs.catch(() => undefined)]);
      await run.cancel('enough');
      const told = trace.length;
      held.resolve();
      await turnLoop();

      expect(trace.slice(told)).toEqual([]);
      expect(calls).toBeGreaterThanOrEqual(call);
      // `afterRun` is called for all hooks.
      expect(unbalanced(trace)).toEqual(method === 'beforeRun' ? ['last beforeRun: -1'] : []);
      expect(trace.slice(-3)).toEqual(['first', 'slow', 'last'].map((letter) => expect.stringMatching(`^${letter} afterRun`) as string));
      expect(driver.clock.pending).toBe(0);
    },
  );
});
