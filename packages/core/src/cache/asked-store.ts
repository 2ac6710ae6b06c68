import { storeFailed, storeHangs } from '../errors/cache-errors';
import { isThenable } from '../types/thenable';
import { isRecordOf, type CacheRecord, type CacheStore } from './cache-store';
import { inTime, TOO_LATE, type Patience } from './in-time';

/** What a store lists: entries at once, or one after the other as they come. */
type Listing = Iterator<readonly [string, CacheRecord]> | AsyncIterator<readonly [string, CacheRecord]>;

/** A store as it is asked by hand, to list what it has or to clean it up: that it throws, or does not answer, is an error with a name. */
export class AskedStore {
  readonly #store: CacheStore;
  readonly #patience: Patience | undefined;

  /** Without patience it is waited for for ever. */
  constructor(store: CacheStore, patience?: Patience) {
    this.#store = store;
    this.#patience = patience;
  }

  /** What is known of the entries that are wanted. What is no record of an entry is passed over: who asks for that entry is told. */
  async records(isWanted: (record: CacheRecord) => boolean): Promise<CacheRecord[]> {
    const records: CacheRecord[] = [];
    const listing = await this.#ask('entries', () => open(this.#store.entries()));
    for (;;) {
      const next = await this.#ask('entries', () => listing.next());
      if (next.done === true) return records;
      const [key, record] = next.value;
      if (isRecordOf(key, record) && isWanted(record)) records.push(record);
    }
  }

  async delete(key: string): Promise<void> {
    await this.#ask('delete', () => this.#store.delete(key));
  }

  async #ask<R>(method: string, ask: () => R | PromiseLike<R>): Promise<R> {
    let answer: R | typeof TOO_LATE;
    try {
      const given = ask();
      answer = isThenable(given) && this.#patience !== undefined ? await inTime(given as PromiseLike<R>, this.#patience) : await given;
    } catch (error) {
      throw storeFailed(method, error);
    }
    if (answer === TOO_LATE) throw storeHangs(method, this.#patience?.timeoutMs);
    return answer;
  }
}

function open(entries: ReturnType<CacheStore['entries']>): Listing {
  return Symbol.asyncIterator in entries ? entries[Symbol.asyncIterator]() : entries[Symbol.iterator]();
}
