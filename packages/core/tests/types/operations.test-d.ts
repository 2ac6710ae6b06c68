import {
  acceptsErrors,
  collect,
  Driver,
  node,
  parallelizable,
  Pool,
  pool,
  retry,
  timeout,
  toNdjson,
  type Collect,
  type FanOutOutcome,
  type ItemOutcome,
  type LifecycleHook,
  type NodeContext,
  type NodeOutcome,
  type RunEvent,
} from '@millrace/core';
import { gracefulErrors, logger, progressBar, recordRun, slowDown, typeCheck, type RunTrace } from '@millrace/core/hooks';

class Accepted {
  @retry()
  @timeout(1000)
  @pool('openai')
  @node()
  defaults(): number {
    return 1;
  }
  @retry({ attempts: 3, backoff: 'linear', delayMs: 5, maxDelayMs: undefined, jitter: false, when: (error) => error instanceof RangeError })
  @acceptsErrors()
  @node('defaults')
  configured(one: number): number {
    return one;
  }
  @retry({ attempts: Infinity }) @parallelizable() *items(): Generator<number> {
    yield 1;
  }
  @acceptsErrors() @collect('items') all(items: Collect<number>): number {
    return items.length;
  }
}

class Refused {
  // @ts-expect-error no such kind
  @retry({ backoff: 'random' })
  // @ts-expect-error no such option
  @retry({ times: 3 })
  // @ts-expect-error a predicate gives a boolean
  @retry({ when: () => 'yes' })
  // @ts-expect-error milliseconds
  @timeout('1s')
  // @ts-expect-error a name
  @pool({ concurrency: 4 })
  // @ts-expect-error nothing to say
  @acceptsErrors(true)
  @node()
  value(): number {
    return 1;
  }
}

const every: LifecycleHook = {
  name: 'every',
  beforeGraph: ({ modules, config }) => void [modules satisfies readonly object[], config.key satisfies unknown],
  validateNode: ({ name }) => (name === '' ? 'no name' : undefined),
  validateEdge: (from, to) => (from.name === to.name ? 'itself' : undefined),
  afterGraph: (graph) => void graph.nodes.size,
  beforeRun: async ({ runId, outputs }) => void [runId, outputs],
  validateInput: async ({ value }) => (value === undefined ? 'nothing' : undefined),
  buildResult: (outputs, { runId }) => [outputs, runId],
  afterRun: (_run, outcome) => void (outcome.status === 'ok' ? outcome.outputs : outcome.error),
  beforeFanOut: ({ total }) => void (total satisfies number | undefined),
  onItem: ({ key, item }, outcome) => void [key, item satisfies unknown, outcome.status === 'failed' ? outcome.node : outcome.ms],
  afterFanOut: ({ items }, { status }) => void [items, status],
  beforeNode: ({ inputs, signal }) => void [inputs, signal.aborted],
  afterNode: (_node, outcome) => void (outcome.status === 'ok' ? outcome.cached : outcome.error),
  onRetry: (_node, { attempt, delayMs }) => void (attempt + delayMs),
  aroundNode: (_node, next) => next(),
};

// @ts-expect-error graphs are made synchronously
const asynchronous: LifecycleHook = { validateNode: async () => undefined };
// @ts-expect-error a refusal is a text
const refusing: LifecycleHook = { validateInput: () => false };
// @ts-expect-error no such method
const misspelt: LifecycleHook = { beforNode: () => undefined };

const driver = new Driver({
  modules: [Accepted],
  hooks: [
    every,
    progressBar({ totals: { items: 5 } }),
    gracefulErrors({ sentinel: null }),
    typeCheck(),
    slowDown(({ name }) => name.length),
  ],
  pools: { openai: new Pool({ concurrency: 4, perSecond: 10, burst: 2 }), db: 4, other: { concurrency: 4, perRun: true } },
  defaults: [{ tags: { api: 'slow' }, retry: { attempts: 3 }, timeout: 5, pool: 'db' }],
});
// @ts-expect-error a pino has four methods
new Driver({ modules: [Accepted], hooks: [logger({ info: () => undefined })] });
// @ts-expect-error a pool is a number, or an object
new Driver({ modules: [Accepted], pools: { openai: '4' } });

const traces: readonly RunTrace[] = recordRun().traces;

driver.observe(['configured']).subscribe((event) => {
  if (event.type === 'run-finished') event.outputs.configured satisfies number;
  if (event.type === 'log') event.level satisfies 'debug' | 'info' | 'warn' | 'error';
  if (event.type === 'node-finished') event.cached satisfies boolean;
  toNdjson(event) satisfies string;
});

export function shapes(context: NodeContext, item: ItemOutcome, fanOut: FanOutOutcome, call: NodeOutcome, event: RunEvent): unknown[] {
  context.log('text', { level: 'warn', data: 5 });
  // @ts-expect-error no such level
  context.log('text', { level: 'loud' });
  // @ts-expect-error only what failed has an error
  return [item.error, fanOut.status === 'failed' ? fanOut.error : fanOut.ms, call.ms, event.at];
}

export { Refused, asynchronous, misspelt, refusing, traces };
