import type { NodeInfo } from '@millrace/core';

/** Where a node runs, in words. */
export function describeScope(scope: readonly string[]): string {
  return scope.length === 0 ? 'once' : `for each ${scope.join(' / ')}`;
}

/** Tags as `key=value`. */
export function describeTags(tags: NodeInfo['tags']): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${[value].flat().join(',')}`)
    .join(' ');
}
