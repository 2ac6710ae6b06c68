import { checkMaxBytes } from './check-max-bytes';

/** When it is too much, so much of the bound stays. */
const KEPT = 0.9;
/** After so much of the bound has been written, it is looked whether it is too much. */
const LOOK_AFTER = 0.05;

/**
 * When a store that is bounded looks how large it is, and how much of it stays then: what `fileCache` and `sqliteCache` go by. To add up after each result would make
 * each of them as slow as the store is large, so that is done with the first result that a process stores, and then after each twentieth of the bound; if it is too
 * much, what was not used for longest goes, until nine tenths are taken.
 *
 * @throws MillraceError `INVALID_OPTION`, which names the store, for a bound that is no number of 1 or more.
 * @example
 * const bound = new SizeBound('redisCache', maxBytes);
 * const set = async (key: string, entry: CacheEntry) => {
 *   if (!bound.fits(entry.size)) return remove(key);
 *   await write(key, entry);
 *   if (bound.isDue(entry.size) && (await size()) > bound.maxBytes) await removeOldest({ until: bound.keptBytes });
 * };
 */
export class SizeBound {
  readonly maxBytes: number;
  /** How many bytes stay when there are more than `maxBytes`. */
  readonly keptBytes: number;
  /** Bytes that this process has written since it looked; it looks with the first, too. */
  #written = Infinity;

  constructor(store: string, maxBytes: number) {
    checkMaxBytes(store, maxBytes);
    this.maxBytes = maxBytes;
    this.keptBytes = maxBytes * KEPT;
  }

  /** Whether a result of so many bytes would leave room for others; otherwise it should not be kept. */
  fits(bytes: number): boolean {
    return bytes <= this.keptBytes;
  }

  /** Takes note that so many bytes were written. Returns whether it is time to look. */
  isDue(bytes: number): boolean {
    this.#written += bytes;
    if (this.#written < this.maxBytes * LOOK_AFTER) return false;
    this.#written = 0;
    return true;
  }
}
