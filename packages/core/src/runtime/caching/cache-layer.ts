import type { ResultCache } from '../../cache/result-cache';
import type { Layer } from '../layers/node-call';
import { CachedCall } from './cached-call';
import type { CachedNode } from './cached-node-table';

/** Takes the result of a call from the cache, or makes the call and keeps the result. */
export function cacheLayer(node: CachedNode, cache: ResultCache): Layer {
  return (next) => (call) => {
    const { caching } = call;
    return caching === undefined ? next(call) : new CachedCall(call, { node, cache, next, step: caching }).make();
  };
}
