import { Driver, memoryCache, type DriverChanges, type LifecycleHook, type NodeDefaults } from '@millrace/core';
import { lastValueFrom } from 'rxjs';

import type { Contestant, Race, Workload } from '../suite/workload';
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

const hook = (name: string, one: LifecycleHook): Feature => ({ name, changes: { hooks: [one] } });
const nodesWith = (name: string, settings: NodeDefaults, more: DriverChanges = {}): Feature => ({
  name,
  changes: { ...more, defaults: [{ name: ITEM_NODES, ...settings }] },
});

/** A driver that has a pool, a cache and a hook, of which no run makes use. */
const unused: Feature = {
  name: 'not used: pool, cache, hook',
  changes: {
    pools: { api: 100 },
    cache: { store: memoryCache(), default: 'disable' },
    hooks: [{ afterGraph() {} }],
  },
  isUnused: true,
};

const features: readonly Feature[] = [
  unused,
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
  const observed = async (): Promise<unknown> => {
    const last = await lastValueFrom(driver.observe(outputs, request));
    return last.type === 'run-finished' ? last.outputs : last;
  };
  return isObserved ? observed : () => driver.execute(outputs, request);
}

/** `must` is the limit of hooks. */
export function overheads(name: string, modules: Modules, size: number, must?: number): Race {
  const contestants = features.map((feature): Contestant => {
    const limit = feature.isUnused === true ? 1.05 : feature.changes?.hooks === undefined ? undefined : must;
    return { name: feature.name, prepare: () => runOf(modules, size, feature), ...(limit !== undefined && { must: limit }) };
  });
  const without: Contestant = { name: 'without', prepare: () => runOf(modules, size, { name: 'without' }) };
  return { kind: 'race', name: `${name}, N = ${size.toLocaleString('en')}`, contestants: [without, ...contestants] };
}

export const w12: Workload = {
  id: 'W12',
  title: 'what hooks, operations and events cost',
  cases: [overheads('W3', [TwoCollectors], 10_000), overheads('W4', [AsyncTwoCollectors], 10_000, 1.5)],
};
