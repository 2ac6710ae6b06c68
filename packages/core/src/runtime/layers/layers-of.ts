import type { GraphNode } from '../../graph/graph-node';
import { attemptsLayer } from './attempts-layer';
import type { Layer } from './node-call';
import { permitLayer } from './permit-layer';
import type { Pool } from './pool';
import { poolLayer } from './pool-layer';
import { retryLayer } from './retry-layer';
import { sourceLayer } from './source-layer';
import { timeoutLayer } from './timeout-layer';

/** What the layers of a driver's nodes are made with. */
export interface LayerSetting {
  readonly pools: Readonly<Record<string, Pool>>;
}

/** The layers around the calls of a node, outermost first; none for most nodes. A pool comes before the permit, so that nobody waits for a pool with a permit (F10). */
export function layersOf({ operations = {}, roles }: GraphNode, { pools }: LayerSetting): readonly Layer[] {
  const { retry, timeoutMs } = operations;
  const pool = operations.pool === undefined ? undefined : pools[operations.pool];
  const repeated = retry === undefined ? [] : [attemptsLayer, retryLayer(retry)];
  const limited = [
    ...(pool === undefined ? [] : [poolLayer(pool)]),
    permitLayer,
    ...(timeoutMs === undefined ? [] : [timeoutLayer(timeoutMs)]),
  ];
  if (repeated.length === 0 && limited.length === 1) return [];
  const pulled = roles.includes('parallelizable') ? [sourceLayer({ layers: limited, beginsAtOnce: retry !== undefined })] : [];
  return [...repeated, ...pulled, ...limited];
}
