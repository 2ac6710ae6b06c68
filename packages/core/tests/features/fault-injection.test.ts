import { getEventListeners } from 'node:events';
import {
  collect,
  Driver,
  fold,
  MillraceError,
  node,
  parallelizable,
  pool,
  reducers,
  retry,
  timeout,
  type Collect,
  type LifecycleHook,
  type Parallelizable,
} from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** What becomes of the k-th call of anything. */
type Fault = 'fails' | 'hangs' | 'aborts';

/** Makes the k-th of all calls fail, hang for ever, or abort the run; counts sources that were opened and closed. */
class Injector {
  readonly controller = new AbortController();
  calls = 0;
  opened = 0;
  closed = 0;
  returns = 0;
  /** Whether the fault has no consequences. */
  isBorne = false;
  readonly #at: number;
  readonly #fault: Fault;

  constructor(at: number, fault: Fault) {
    this.#at = at;
    this.#fault = fault;
  }

  /** Called by everything; gives a promise where it hangs. */
  reach(): Promise<never> | undefined {
    if (++this.calls !== this.#at) return undefined;
    if (this.#fault === 'fails') throw new Error(`injected at call ${this.calls}`);
    if (this.#fault === 'hangs') return new Promise(() => undefined);
    this.controller.abort('injected');
    return undefined;
  }

  /** The same for what is synchronous, and so cannot hang. */
  reachAtOnce(): void {
    this.isBorne ||= this.reach() !== undefined;
  }

  /** A source of which each pull is a call, and which says how often it was closed. */
  source(count: number): AsyncIterableIterator<number> {
    let next = 0;
    let isOver = false;
    let hasReturned = false;
    this.opened++;
    const end = (): void => {
      if (!isOver) this.closed++;
      isOver = true;
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        try {
          await this.reach();
        } catch (error) {
          end();
          throw error;
        }
        if (next < count) return { done: false, value: next++ };
        end();
        return { done: true, value: undefined };
      },
      return: async () => {
        this.returns++;
        if (hasReturned) throw new Error('a source was closed twice');
        hasReturned = true;
        end();
        return { done: true, value: undefined };
      },
    };
  }
}

/** The one of the run that is going on. */
let current: Injector;

/** A graph with a nested fan-out, phases, a fold and a pool. */
class Graph {
  @node() async first(): Promise<number> {
    await current.reach();
    return 2;
  }
  @parallelizable('first', { concurrency: 2 }) outer(first: number): Parallelizable<number> {
    return current.source(first);
  }
  @parallelizable('outer', { concurrency: 2 }) inner(_outer: number): Parallelizable<number> {
    return current.source(2);
  }
  @pool('shared') @node('inner') async pooled(inner: number): Promise<number> {
    await current.reach();
    return inner;
  }
  @node('pooled') plainly(pooled: number): number {
    current.reachAtOnce();
    return pooled + 1;
  }
  @collect('plainly') sum(values: Collect<number>): number {
    return values.reduce((a, b) => a + b, 0);
  }
  @node('plainly', 'sum') async share(value: number, sum: number): Promise<number> {
    await current.reach();
    return value / sum;
  }
  @collect(fold('share', reducers.sum())) shares(total: number): number {
    return total;
  }
  @collect('shares') total(shares: Collect<number>): number {
    return shares.reduce((a, b) => a + b, 0);
  }
}

/** Every hook is a call too. */
function everyHook(): LifecycleHook {
  const reach = async (): Promise<void> => {
    await current.reach();
  };
  return {
    beforeRun: reach,
    beforeFanOut: reach,
    onItem: reach,
    afterFanOut: reach,
    beforeNode: reach,
    aroundNode: (_call, next) => {
      const held = current.reach();
      return held === undefined ? next() : held;
    },
    afterNode: reach,
    afterRun: reach,
  };
}

type Outcome = 'ok' | 'NODE_FAILED' | 'HOOK_FAILED' | 'RUN_ABORTED';

/** One driver for all runs, so that what one of them leaves behind is found by the next. */
const driver = createTestDriver([Graph], { hooks: [everyHook()], pools: { shared: 1 }, graceMs: 20 });

async function runWith(injector: Injector, fault: Fault): Promise<{ outcome: Outcome; left: number }> {
  current = injector;
  const { signal } = injector.controller;
  // What hangs is ended by the caller, as a user would do.
  const stop = fault === 'hangs' ? driver.clock.after(1000, () => injector.controller.abort('it hangs')) : () => undefined;
  let outcome: Outcome = 'ok';
  try {
    const { total } = await driver.execute(['total'], { signal });
    expect(total).toBeCloseTo(2);
  } catch (error) {
    if (!MillraceError.is(error) || !isExpected(error.code)) throw error;
    outcome = error.code;
  }
  stop();
  return { outcome, left: driver.clock.pending + getEventListeners(signal, 'abort').length };
}

function isExpected(code: string): code is Outcome {
  return ['NODE_FAILED', 'HOOK_FAILED', 'RUN_ABORTED'].includes(code);
}

const expected: Readonly<Record<Fault, readonly Outcome[]>> = {
  fails: ['NODE_FAILED', 'HOOK_FAILED'],
  aborts: ['RUN_ABORTED'],
  hangs: ['RUN_ABORTED'],
};

describe('the k-th call of any node, source or hook', () => {
  expectNoUnhandledRejections();

  const untouched = new Injector(0, 'fails');
  let calls = 0;
  beforeAll(async () => {
    await runWith(untouched, 'fails');
    calls = untouched.calls;
  });

  it('there are many, and a run without a fault is well', () => {
    expect(calls).toBeGreaterThan(90);
    expect(untouched.opened).toBe(3);
    expect(untouched.closed).toBe(3);
    expect(untouched.returns).toBe(0);
  });

  it.each(['fails', 'aborts', 'hangs'] as const)(
    '%s: one clear outcome for every k, sources are closed once, no timer or listener is left',
    async (fault) => {
      const outcomes = new Set<Outcome>();
      for (let k = 1; k <= calls; k++) {
        const injector = new Injector(k, fault);

        const { outcome, left } = await runWith(injector, fault);

        // The last calls are hooks at the end: a run that has ended cannot be aborted, and one whose end hangs is not waited for.
        const isEnding = (injector.isBorne || k > calls - 2) && outcome === 'ok';
        expect([k, outcome, isEnding || expected[fault].includes(outcome)]).toEqual([k, outcome, true]);
        expect([k, injector.opened, injector.returns <= injector.opened]).toEqual([k, injector.closed + openAfter(injector, fault), true]);
        expect([k, left]).toEqual([k, 0]);
        outcomes.add(outcome);
      }
      expect([...outcomes]).toEqual(expect.arrayContaining([...expected[fault]]));
    },
  );

  /** A pull that hangs cannot be told to end: `return()` of an iterator waits for it. */
  function openAfter(injector: Injector, fault: Fault): number {
    return fault === 'hangs' ? injector.opened - injector.closed : 0;
  }

  it('retries and time-outs bear a fault in any attempt but the last', async () => {
    class Bearing {
      @retry({ attempts: 2, delayMs: 5 }) @timeout(50) @node() async once(): Promise<number> {
        await injector.reach();
        return 1;
      }
    }
    let injector = new Injector(1, 'fails');
    for (const fault of ['fails', 'hangs'] as const) {
      injector = new Injector(1, fault);
      await expect(createTestDriver([Bearing]).execute(['once'])).resolves.toEqual({ once: 1 });
    }
    await expect(new Driver({ modules: [Bearing] }).execute(['once'])).resolves.toEqual({ once: 1 });
  });
});
