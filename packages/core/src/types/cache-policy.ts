/**
 * What a cache does about a node: take a stored result and store new ones; store only; call the node as if there were no cache; or do that and leave its
 * value out of the keys of those that depend on it.
 */
export const cacheBehaviors = ['default', 'recompute', 'disable', 'ignore'] as const;

export type CacheBehavior = (typeof cacheBehaviors)[number];

/** How a value is written: by msgpackr, as JSON, or by the structured clone of V8. */
export const cacheFormats = ['msgpack', 'json', 'v8'] as const;

export type CacheFormat = (typeof cacheFormats)[number];

/** What is said about the cached results of one node; what is absent is decided by the driver. */
export interface CachePolicy {
  readonly behavior?: CacheBehavior;
  /** Takes the place of the node's version: stored results are good as long as it is the same. */
  readonly version?: string;
  /** How long a result may be used after it was computed, in milliseconds. */
  readonly ttlMs?: number;
  readonly format?: CacheFormat;
}
