import type { CacheEntry, CacheRecord, CacheStore } from '../../src';
import type { Site } from './flow';

/** A store in memory of which every call is one that may fail, hang or abort the run. */
export class FaultyStore implements CacheStore {
  readonly map = new Map<string, CacheEntry>();
  readonly #site: Site;
  readonly #isAsynchronous: boolean;

  constructor(site: Site, { isAsynchronous }: { readonly isAsynchronous: boolean }) {
    this.#site = site;
    this.#isAsynchronous = isAsynchronous;
  }

  get(key: string): CacheEntry | undefined | Promise<CacheEntry | undefined> {
    return this.#answer(() => this.map.get(key));
  }

  peek(key: string): CacheRecord | undefined | Promise<CacheRecord | undefined> {
    return this.#answer(() => this.map.get(key));
  }

  set(key: string, entry: CacheEntry): unknown {
    return this.#answer(() => this.map.set(key, entry));
  }

  delete(key: string): unknown {
    return this.#answer(() => this.map.delete(key));
  }

  async *entries(): AsyncGenerator<readonly [key: string, record: CacheRecord]> {
    for (const entry of [...this.map]) {
      await this.#answer(() => undefined);
      yield entry;
    }
  }

  /** A store may throw at once, or later. */
  #answer<R>(answer: () => R): R | Promise<R> {
    if (!this.#isAsynchronous) return this.#site.injector.reach() ?? answer();
    return this.#answerLater(answer);
  }

  async #answerLater<R>(answer: () => R): Promise<R> {
    await this.#site.injector.reach();
    return answer();
  }
}
