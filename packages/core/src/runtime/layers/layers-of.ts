import type { GraphNode } from '../../graph/graph-node';
import type { NodeInfo } from '../../graph/node-info';
import { cacheLayer } from '../caching/cache-layer';
import type { CachedNodeTable } from '../caching/cached-node-table';
import type { Hooks } from '../hooks/hooks';
import { nodeHooksLayer } from '../hooks/node-hooks-layer';
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

const nodeHooks = ['beforeNode', 'aroundNode', 'afterNode'] as const;

/** Whether hooks see the calls of nodes. */
export function hasNodeHooks(hooks: Hooks): boolean {
  return nodeHooks.some((method) => hooks.with(method).length > 0);
}

/** The layers around the calls of a node, outermost first; none for most nodes. A pool comes before the permit, so that nobody waits for a pool with a permit (F10). */
export function layersOf({ name, operations = {}, roles }: GraphNode, { pools, hooks, infoOf, caching }: LayerSetting): readonly Layer[] {
  const { retry, timeoutMs } = operations;
  const pool = operations.pool === undefined ? undefined : pools[operations.pool];
  const repeated = retry === undefined ? [] : [retryLayer(retry, tellOfRetries(hooks, infoOf))];
  const limited = [
    ...(pool === undefined ? [] : [poolLayer(pool)]),
    permitLayer,
    ...(timeoutMs === undefined ? [] : [timeoutLayer(timeoutMs)]),
  ];
  const hooked = hasNodeHooks(hooks) ? [nodeHooksLayer(hooks, infoOf)] : [];
  const node = caching?.of(name);
  const cached = caching === undefined || node === undefined ? [] : [cacheLayer(node, caching.cache)];
  const opens = roles.includes('parallelizable');
  const isPlain = cached.length + repeated.length === 0 && limited.length === 1;
  if (isPlain && hooked.length === 0) return [];
  // Who waits for the call has a permit for it. Hooks that wait give it back meanwhile; an `aroundNode` could not.
  if (isPlain && !opens && hooks.with('aroundNode').length === 0) return [nodeHooksLayer(hooks, infoOf, lendPermit)];
  const pulled = opens ? [sourceLayer({ layers: limited, beginsAtOnce: retry !== undefined })] : [];
  return [...(retry === undefined ? [] : [attemptsLayer]), ...hooked, ...cached, ...repeated, ...pulled, ...limited];
}
