import { describeThrown } from '../errors/describe-thrown';
import { describeValue } from '../errors/describe-value';
import { MillraceError } from '../errors/millrace-error';
import { isRecordOf, type CacheEntry, type CacheRecord, type CacheStore } from './cache-store';

/** Time, as far as waiting for a store needs it. */
export interface StoreClock {
  now(): number;
  after(ms: number, callback: () => void): () => void;
}

/** How a store that fails is dealt with. */
export interface GuardSetting {
  /** How long an answer is waited for, in milliseconds. */
  readonly timeoutMs: number;
  readonly clock: StoreClock;
  /** Says what is wrong, once for each cause. */
  readonly warn: (cause: string, message: string) => void;
}

/** After it has not answered, a store is not asked again for this long, in milliseconds: else each call would wait for it anew. */
const REST = 30_000;

const TOO_LATE: unique symbol = Symbol('too late');

/** A store that never fails: what throws, or takes too long, has found nothing, or stored nothing. Where the store is synchronous it stays so. */
export class GuardedStore {
  readonly #store: CacheStore;
  readonly #setting: GuardSetting;
  #restsUntil: number | undefined;

  constructor(store: CacheStore, setting: GuardSetting) {
    this.#store = store;
    this.#setting = setting;
  }

  get(key: string): CacheEntry | undefined | Promise<CacheEntry | undefined> {
    if (this.#rests) return undefined;
    try {
      return this.#found(key, this.#answer('get', this.#store.get(key)));
    } catch (error) {
      return this.#failed('get', error);
    }
  }

  /** The entry without its value, or with it. */
  peek(key: string): CacheRecord | undefined | Promise<CacheRecord | undefined> {
    if (this.#store.peek === undefined) return this.get(key);
    if (this.#rests) return undefined;
    try {
      return this.#found(key, this.#answer('peek', this.#store.peek(key)));
    } catch (error) {
      return this.#failed('peek', error);
    }
  }

  set(key: string, entry: CacheEntry): void | Promise<void> {
    if (this.#rests) return undefined;
    try {
      const stored = this.#answer('set', this.#store.set(key, entry));
      return stored instanceof Promise ? stored.then(() => undefined) : undefined;
    } catch (error) {
      return this.#failed('set', error);
    }
  }

  get #rests(): boolean {
    return this.#restsUntil !== undefined && this.#restsUntil > this.#setting.clock.now();
  }

  /** What was found, if it is what was asked for. Databases say `null` for what is not there. */
  #found<R extends CacheRecord>(
    key: string,
    found: R | undefined | null | Promise<R | undefined | null>,
  ): R | undefined | Promise<R | undefined> {
    if (found === undefined || found === null) return undefined;
    if (found instanceof Promise) return found.then((later) => this.#sound(key, later ?? undefined));
    return this.#sound(key, found);
  }

  #sound<R extends CacheRecord>(key: string, found: R | undefined): R | undefined {
    if (found === undefined || isRecordOf(key, found)) return found;
    this.#setting.warn(
      'foreign',
      `The cache's store was asked for the entry ${key}, and gave something else: ${describeValue(found)}. It has to give what was set under that key, or undefined. The run goes on, and computes what it has not found.`,
    );
    return undefined;
  }

  #answer<R>(method: string, answer: R | PromiseLike<R>): R | Promise<R | undefined> {
    // Not by a function that others use as well: here V8 learns what entries look like.
    const isPromised = typeof (answer as { readonly then?: unknown } | undefined)?.then === 'function';
    return isPromised ? this.#await(method, answer as PromiseLike<R>) : (answer as R);
  }

  async #await<R>(method: string, answer: PromiseLike<R>): Promise<R | undefined> {
    const { clock, timeoutMs } = this.#setting;
    let stopTimer: (() => void) | undefined;
    const late = new Promise<typeof TOO_LATE>((resolve) => (stopTimer = clock.after(timeoutMs, () => resolve(TOO_LATE))));
    try {
      const first = await Promise.race([answer, late]);
      if (first !== TOO_LATE) return first;
      this.#restsUntil = clock.now() + REST;
      this.#setting.warn(
        `${method} hangs`,
        `The cache's store has not answered to ${method} for ${timeoutMs} ms, and is not asked again for ${REST / 1000} s. Until then nodes are computed as if there were no cache.`,
      );
      return undefined;
    } catch (error) {
      return this.#failed(method, error);
    } finally {
      stopTimer?.();
    }
  }

  #failed(method: string, error: unknown): undefined {
    if (MillraceError.is(error, 'CACHE_ENTRY_BROKEN')) this.#setting.warn('broken', error.message);
    else
      this.#setting.warn(
        `${method} fails`,
        `The cache's store threw in ${method}: ${describeThrown(error)}. ` +
          (method === 'set' ? 'The run goes on; what it computes is not kept.' : 'The run goes on, and computes what it has not found.'),
      );
    return undefined;
  }
}
