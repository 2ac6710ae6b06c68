import { Driver, memoryCache, type DriverChanges, type LifecycleHook, type NodeDefaults } from '@millrace/core';
import { lastValueFrom } from 'rxjs';

import { median } from '../suite/statistics';
import type { Contestant, Measurement, Workload } from '../suite/workload';
import { TwoCollectors } from './w3-flow';
import { AsyncTwoCollectors } from './w4-flow';

type Modules = readonly [typeof TwoCollectors] | readonly [typeof AsyncTwoCollectors];

/** What a driver or a run has that the plain one has not. */
interface Feature {
  readonly name: string;
  readonly changes?: DriverChanges;
  readonly isObserved?: boolean;
  readonly isUnused?: boolean;
}

const ITEM_NODES = ['doubled', 'shifted', 'mixed'];
const WARM_UP_TURNS = 3;
const TURNS = 7;

const hook = (name: string, one: LifecycleHook): Feature => ({ name, changes: { hooks: [one] } });
const nodesWith = (name: string, settings: NodeDefaults, more: DriverChanges = {}): Feature => ({
  name,
  changes: { ...more, defaults: [{ name: ITEM_NODES, ...settings }] },
});

const features: readonly Feature[] = [
  { name: 'pool, cache: not used', changes: { pools: { api: 100 }, cache: { store: memoryCache(), default: 'disable' } }, isUnused: true },
  hook('beforeRun, afterRun', { beforeRun() {}, afterRun() {} }),
  hook('beforeFanOut, afterFanOut', { beforeFanOut() {}, afterFanOut() {} }),
  hook('onItem', { onItem() {} }),
  hook('beforeNode', { beforeNode() {} }),
  hook('afterNode', { afterNode() {} }),
  hook('aroundNode', { aroundNode: (_node, next) => next() }),
  nodesWith('@retry', { retry: { attempts: 3 } }),
  nodesWith('@timeout', { timeout: 60_000 }),
  nodesWith('@pool', { pool: 'api' }, { pools: { api: 100 } }),
  nodesWith('@cache, hits', { cache: 'default' }, { cache: { store: memoryCache(), default: 'disable' } }),
  { name: 'events', isObserved: true },
];

function runOf(modules: Modules, size: number, { changes = {}, isObserved = false }: Feature): () => Promise<unknown> {
  const driver = new Driver({ modules: [...modules] }).with(changes);
  const request = { inputs: { size } };
  const outputs = ['total', 'list'] as const;
  return isObserved ? () => lastValueFrom(driver.observe(outputs, request)) : () => driver.execute(outputs, request);
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** The median of the ratios of turns, in which both run one after the other, in one process. */
async function ratio(plain: () => Promise<unknown>, featured: () => Promise<unknown>): Promise<number> {
  const ratios: number[] = [];
  for (let turn = 0; turn < WARM_UP_TURNS + TURNS; turn++) {
    const isReversed = turn % 2 === 1;
    const first = await time(isReversed ? featured : plain);
    const second = await time(isReversed ? plain : featured);
    if (turn >= WARM_UP_TURNS) ratios.push(isReversed ? first / second : second / first);
  }
  return median(ratios);
}

export function overheads(name: string, modules: Modules, size: number, must?: number): Measurement {
  const contestants = features.map((feature): Contestant => {
    const limit = feature.isUnused === true ? 1.05 : feature.changes?.hooks === undefined ? undefined : must;
    return {
      name: feature.name,
      prepare: () => () => ratio(runOf(modules, size, { name: 'none' }), runOf(modules, size, feature)),
      ...(limit !== undefined && { must: limit }),
    };
  });
  return { kind: 'measurement', name: `${name}, N = ${size.toLocaleString('en')}`, unit: 'time ÷ without', contestants };
}

export const w12: Workload = {
  id: 'W12',
  title: 'what hooks, operations and events cost',
  cases: [overheads('W3', [TwoCollectors], 10_000), overheads('W4', [AsyncTwoCollectors], 10_000, 1.5)],
};
