import type { GraphNode } from '../../graph/graph-node';
import type { NodeInfo } from '../../graph/node-info';
import { cacheLayer } from '../caching/cache-layer';
import type { CachedNodeTable } from '../caching/cached-node-table';
import type { Hooks } from '../hooks/hooks';
import { NodeHooks } from '../hooks/node-hooks';
import { tellOfRetries } from '../hooks/tell-of-retries';
import { attemptsLayer } from './attempts-layer';
import type { Layer } from './node-call';
import { lendPermit, permitLayer } from './permit-layer';
import type { Pool } from './pool';
import { poolLayer } from './pool-layer';
import { retryLayer } from './retry-layer';
import { sourceLayer } from './source-layer';
import { timeoutLayer } from './timeout-layer';

/** What the layers of a driver's nodes are made with. */
export interface LayerSetting {
  readonly pools: Readonly<Record<string, Pool>>;
  readonly hooks: Hooks;
  readonly infoOf: (node: string) => NodeInfo;
  readonly caching?: CachedNodeTable | undefined;
}

/** What is around the calls of a node. */
export interface Layers {
  /** Outermost first; none for most nodes. */
  readonly layers: readonly Layer[];
  /** Hooks, where they are all that there is. */
  readonly hooks?: NodeHooks;
}

/** What is around the calls of a node. A pool comes before the permit, so that nobody waits for a pool with a permit (F10). */
export function layersOf({ name, operations = {}, roles }: GraphNode, { pools, hooks, infoOf, caching }: LayerSetting): Layers {
  const { retry, timeoutMs } = operations;
  const pool = operations.pool === undefined ? undefined : pools[operations.pool];
  const repeated = retry === undefined ? [] : [retryLayer(retry, tellOfRetries(hooks, infoOf))];
  const limited = [
    ...(pool === undefined ? [] : [poolLayer(pool)]),
    permitLayer,
    ...(timeoutMs === undefined ? [] : [timeoutLayer(timeoutMs)]),
  ];
  const node = caching?.of(name);
  const cached = caching === undefined || node === undefined ? [] : [cacheLayer(node, caching.cache)];
  const opens = roles.includes('parallelizable');
  const isPlain = cached.length + repeated.length === 0 && limited.length === 1;
  if (isPlain && !hooks.seeCalls) return { layers: [] };
  // Who waits for the call has a permit for it, which hooks that wait give back meanwhile. A source is opened by a layer, which closes it where hooks fail.
  if (isPlain && !opens) return { layers: [], hooks: new NodeHooks(hooks, infoOf, lendPermit) };
  const pulled = opens ? [sourceLayer({ layers: limited, beginsAtOnce: retry !== undefined })] : [];
  const hooked = hooks.seeCalls ? [new NodeHooks(hooks, infoOf).layer] : [];
  return { layers: [...(retry === undefined ? [] : [attemptsLayer]), ...hooked, ...cached, ...repeated, ...pulled, ...limited] };
}
