import type { CachePolicy } from '../types/cache-policy';
import type { CachedType } from './cached-type';
import type { CacheStore } from './cache-store';

/** The option `cache` of a driver, in full. */
export interface CacheOptions {
  readonly store: CacheStore;
  /** What holds for nodes about which neither `@cache` nor the driver's `defaults` say anything: a behavior, or all of it. Default: `'default'`, every node is cached. */
  readonly default?: CachePolicy['behavior'] | CachePolicy | undefined;
  /** Classes whose instances are among the values. */
  readonly types?: readonly CachedType[] | undefined;
  /** How long a store that gives promises is waited for, in milliseconds. Default 5000. */
  readonly timeoutMs?: number | undefined;
}
