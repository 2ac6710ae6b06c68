import { LRUCache } from 'lru-cache';
import type { CacheEntry, CacheStore } from './cache-store';
import { checkMaxBytes } from './check-max-bytes';

/** Bounds of a {@link memoryCache}. */
export interface MemoryCacheOptions {
  /** How many bytes of values it holds at most, some more being taken by what is known about each. Default: 256 MB. */
  readonly maxBytes?: number | undefined;
}

const DEFAULT_BYTES = 256 * 1024 * 1024;

/** What an entry counts besides its value. */
const OVERHEAD = 500;

/**
 * Keeps results in the memory of this process: written down, so that nobody can change them. When it is full, what was not used for longest goes.
 *
 * @throws MillraceError `INVALID_OPTION` for bounds that are none.
 */
export function memoryCache(options: MemoryCacheOptions = {}): CacheStore {
  const { maxBytes = DEFAULT_BYTES } = options;
  checkMaxBytes('memoryCache', maxBytes);
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: Math.min(Math.ceil(maxBytes), Number.MAX_SAFE_INTEGER),
    sizeCalculation: ({ size }) => size + OVERHEAD,
  });
  return {
    get: (key) => entries.get(key),
    set: (key, entry) => void entries.set(key, { ...entry, bytes: ofTheirOwn(entry.bytes) }),
    delete: (key) => entries.delete(key),
    entries: () => entries.entries(),
  };
}

/** Bytes that are all there is to their memory: to keep a few of a large buffer would keep all of it. */
function ofTheirOwn(bytes: Uint8Array): Uint8Array {
  if (bytes.length === bytes.buffer.byteLength) return bytes;
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
}
