import { cacheFormats, type CacheFormat } from '../types/cache-policy';

/** What is known of a stored result without its value. */
export interface CacheRecord {
  readonly key: string;
  readonly node: string;
  /** The data version of the value. */
  readonly version: string;
  /** The version of the code that computed it. */
  readonly code: string;
  /** The data versions of what it was computed from, by dependency. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The run that computed it. */
  readonly runId: string;
  /** When, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** From when on it must not be used, if ever. */
  readonly expiresAt?: number;
  /** How the value is written; absent where the node dropped the item. */
  readonly format?: CacheFormat;
  /** The length of the value, in bytes. */
  readonly size: number;
}

/** What the version of an item is that was dropped. */
export const DROPPED = 'dropped';

/** Whether something is what is known of the result that is stored under a key. */
export function isRecordOf(key: string, value: unknown): value is CacheRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { key: own, version, createdAt, format }: { readonly [K in keyof CacheRecord]?: unknown } = value;
  if (own !== key || typeof version !== 'string' || typeof createdAt !== 'number') return false;
  return format === undefined ? version === DROPPED : cacheFormats.some((known) => known === format);
}

/** A stored result. */
export interface CacheEntry extends CacheRecord {
  readonly bytes: Uint8Array;
}

/**
 * Where results are kept: a `Map` is one. Methods may give promises, and where they do not, a cached node costs none. One that throws, or rejects, never fails a run: a
 * `get` that does so has found nothing, a `set` has stored nothing, and the cause is told once.
 */
export interface CacheStore {
  /** The entry that was set last; `undefined` where there is none. */
  get(key: string): CacheEntry | undefined | PromiseLike<CacheEntry | undefined>;
  /** The same without the value, where that is cheaper. */
  peek?(key: string): CacheRecord | undefined | PromiseLike<CacheRecord | undefined>;
  /** Stores an entry, or replaces one: other processes see the old entry or the new one, never a part. */
  set(key: string, entry: CacheEntry): unknown;
  delete(key: string): unknown;
  /** All entries, in any order. */
  entries(): Iterable<readonly [key: string, record: CacheRecord]> | AsyncIterable<readonly [key: string, record: CacheRecord]>;
}
