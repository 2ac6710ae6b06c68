import { describeValue } from '../errors/describe-value';
import { invalidCacheOption } from '../errors/cache-errors';
import { AskedStore } from './asked-store';
import type { CacheStore } from './cache-store';

/** What is removed from a store, besides what has expired. */
export interface PruneOptions {
  /** Results that are older, in milliseconds. */
  readonly olderThanMs?: number | undefined;
  /** The oldest results, until the values of the others take no more than so many bytes. */
  readonly maxBytes?: number | undefined;
  /** Results of these nodes, and of no others. Default: of all. */
  readonly nodes?: readonly string[] | undefined;
  /** The time that ages are measured from, in milliseconds since the epoch. Default: now. */
  readonly now?: number | undefined;
}

/** What was removed. */
export interface Pruned {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Removes stored results that have expired, are too old or too many. Whoever uses the store meanwhile computes what is gone again.
 *
 * @throws MillraceError `INVALID_OPTION` for numbers that are none; `CACHE_UNAVAILABLE` where the store throws.
 */
export async function pruneCache(store: CacheStore, options: PruneOptions = {}): Promise<Pruned> {
  return pruneAsked(new AskedStore(store), options);
}

/** The same with a store that is waited for for some time only. */
export async function pruneAsked(store: AskedStore, options: PruneOptions): Promise<Pruned> {
  const { olderThanMs = Infinity, maxBytes = Infinity, nodes, now = Date.now() } = options;
  for (const [name, value] of Object.entries({ olderThanMs, maxBytes, now }))
    if (typeof value !== 'number' || !(value >= 0))
      throw invalidCacheOption('pruneCache', `has the option ${name}: ${describeValue(value)}. It takes a number of 0 or more`);
  const records = await store.records(({ node }) => nodes === undefined || nodes.includes(node));
  records.sort((a, b) => b.createdAt - a.createdAt);
  let kept = 0;
  const removed = records.filter(({ createdAt, expiresAt = Infinity, size }) => {
    const isOver = expiresAt <= now || now - createdAt > olderThanMs || kept + size > maxBytes;
    if (!isOver) kept += size;
    return isOver;
  });
  for (const { key } of removed) await store.delete(key);
  return { entries: removed.length, bytes: removed.reduce((bytes, { size }) => bytes + size, 0) };
}
