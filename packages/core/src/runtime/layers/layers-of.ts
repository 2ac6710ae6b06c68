import type { GraphNode } from '../../graph/graph-node';
import { attemptsLayer } from './attempts-layer';
import type { Layer } from './node-call';
import { permitLayer } from './permit-layer';
import { retryLayer } from './retry-layer';
import { timeoutLayer } from './timeout-layer';

/** The layers around the calls of a node, outermost first; none for most nodes. A pool comes before the permit, so that nobody waits for a pool with a permit (F10). */
export function layersOf({ operations }: Pick<GraphNode, 'operations'>): readonly Layer[] {
  const { retry, timeoutMs } = operations ?? {};
  const own = [
    ...(retry === undefined ? [] : [attemptsLayer, retryLayer(retry)]),
    permitLayer,
    ...(timeoutMs === undefined ? [] : [timeoutLayer(timeoutMs)]),
  ];
  return own.length === 1 ? [] : own;
}
