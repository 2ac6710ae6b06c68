import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { CacheEntry, CacheRecord, CacheStore } from '../cache/cache-store';

/** One thing that every store of a cache does. */
export interface CacheStoreCase {
  readonly title: string;
  /** Tries it with a store that is empty, and was made for this; rejects with an `AssertionError` where the store does something else. */
  check(store: CacheStore): Promise<void>;
}

/**
 * What every store of a cache does: for a test of one's own.
 *
 * @example
 * for (const { title, check } of cacheStoreContract) it(title, () => check(new RedisCache(emptyDatabase())));
 */
export const cacheStoreContract: readonly CacheStoreCase[] = [
  {
    title: 'has nothing under a key that was never set',
    async check(store) {
      strictEqual(await store.get('a'), undefined);
      if (store.peek !== undefined) strictEqual(await store.peek('a'), undefined);
      deepStrictEqual(await recordsOf(store), []);
    },
  },
  {
    title: 'gives an entry back as it was',
    async check(store) {
      for (const entry of samples) await store.set(entry.key, entry);
      for (const entry of samples) sameEntry(await store.get(entry.key), entry);
    },
  },
  {
    title: 'has one entry under a key, the last that was set',
    async check(store) {
      await store.set('a', sample('a', { version: '1', bytes: Buffer.from('a long value') }));
      const last = sample('a', { version: '2', bytes: Buffer.from('short') });
      await store.set('a', last);
      sameEntry(await store.get('a'), last);
      deepStrictEqual(await recordsOf(store), [recordOf(last)]);
    },
  },
  {
    title: 'has nothing any more under a key that was deleted, and deletes what is not there',
    async check(store) {
      await store.set('a', sample('a'));
      await store.set('b', sample('b'));
      await store.delete('a');
      await store.delete('a');
      await store.delete('never');
      strictEqual(await store.get('a'), undefined);
      deepStrictEqual(await recordsOf(store), [recordOf(sample('b'))]);
    },
  },
  {
    title: 'lists what is known of all entries',
    async check(store) {
      for (const entry of samples) await store.set(entry.key, entry);
      deepStrictEqual(await recordsOf(store), samples.map(recordOf).sort(byKey));
    },
  },
  {
    title: 'peeks, where it can, at what is known of an entry',
    async check(store) {
      for (const entry of samples) await store.set(entry.key, entry);
      if (store.peek === undefined) return;
      for (const entry of samples) deepStrictEqual(pick(await store.peek(entry.key)), recordOf(entry));
    },
  },
  {
    title: 'takes any text for a key',
    async check(store) {
      const keys = ['../a', '/', 'a/b', 'ä \u{1f600}', 'A', 'a', 'x'.repeat(1000), 'con', 'a\nb', "'; --", '0'.repeat(40)];
      for (const key of keys) await store.set(key, sample(key, { bytes: Buffer.from(key) }));
      for (const key of keys) sameEntry(await store.get(key), sample(key, { bytes: Buffer.from(key) }));
      strictEqual((await recordsOf(store)).length, keys.length);
    },
  },
  {
    title: 'is set many times at once',
    async check(store) {
      const keys = Array.from({ length: 100 }, (_, index) => `key${index % 50}`);
      await Promise.all(keys.map(async (key) => store.set(key, sample(key))));
      await Promise.all(keys.map(async (key) => sameEntry(await store.get(key), sample(key))));
      strictEqual((await recordsOf(store)).length, 50);
    },
  },
];

function sample(key: string, changes: Partial<CacheEntry> = {}): CacheEntry {
  const { bytes = Buffer.from(`value of ${key}`) } = changes;
  return {
    key,
    node: 'price',
    version: '#0123456789abcdef',
    code: 'fedcba9876543210',
    inputs: { symbol: '"ABC"', rate: '1.5' },
    runId: 'a run',
    createdAt: 1_700_000_000_000,
    format: 'msgpack',
    ...changes,
    size: bytes.length,
    bytes,
  };
}

const { format: _, ...dropped } = sample('dropped', { bytes: new Uint8Array() });

const samples: readonly CacheEntry[] = [
  sample('0123456789abcdef0123456789abcdef01234567'),
  sample('all bytes', { bytes: Uint8Array.from({ length: 256 }, (_, byte) => byte) }),
  sample('large', { bytes: Buffer.alloc(1_000_000, 'large ') }),
  sample('line ends', { bytes: Buffer.from('\n\r\n\0') }),
  sample('expires', { expiresAt: 1_700_000_000_001 }),
  sample('names', { node: 'prices.größe', inputs: { 'a "b"': '"\ud83d\ude00"', '': '{}' }, format: 'json' }),
  sample('many inputs', { inputs: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`input${index}`, '#'.repeat(41)])) }),
  dropped,
];

function sameEntry(found: CacheEntry | undefined, expected: CacheEntry): void {
  ok(found !== undefined, `nothing is found under ${expected.key}`);
  deepStrictEqual(pick(found), recordOf(expected));
  ok(Buffer.compare(found.bytes, expected.bytes) === 0, `other bytes are found under ${expected.key}`);
}

function recordOf({ bytes: _bytes, ...record }: CacheEntry): CacheRecord {
  return record;
}

/** What belongs to a record, from what may hold more. */
function pick(found: CacheRecord | undefined): Partial<CacheRecord> | undefined {
  if (found === undefined) return undefined;
  const known = ['key', 'node', 'version', 'code', 'inputs', 'runId', 'createdAt', 'expiresAt', 'format', 'size'] as const;
  return Object.fromEntries(known.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])));
}

async function recordsOf(store: CacheStore): Promise<unknown[]> {
  const records: CacheRecord[] = [];
  for await (const [key, record] of store.entries()) {
    strictEqual(key, record.key);
    records.push(record);
  }
  return records.sort(byKey).map(pick);
}

function byKey(a: CacheRecord, b: CacheRecord): number {
  return a.key < b.key ? -1 : 1;
}
