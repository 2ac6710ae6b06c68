import { describeThrown } from '../errors/describe-thrown';
import { describeValue } from '../errors/describe-value';
import { MillraceError } from '../errors/millrace-error';
import type { Asker } from './asker';
import { isRecordOf, type CacheEntry, type CacheRecord, type CacheStore } from './cache-store';
import { inTime, TOO_LATE, type Patience } from './in-time';

/** How a store that fails is dealt with. */
export interface GuardSetting extends Patience {
  /** Says what is wrong to who asked. */
  readonly warn: (cause: string, message: string, asker: Asker) => void;
}

/** A time in which a store is not asked, and why. */
interface Rest {
  readonly until: number;
  readonly cause: string;
  readonly message: string;
}

/** After it has not answered, a store is not asked again for this long, in milliseconds: else each call would wait for it anew. */
const REST = 30_000;

/** A store that never fails: what throws, or takes too long, has found nothing, or stored nothing. Where the store is synchronous it stays so. */
export class GuardedStore {
  readonly #store: CacheStore;
  readonly #setting: GuardSetting;
  #rest: Rest | undefined;

  constructor(store: CacheStore, setting: GuardSetting) {
    this.#store = store;
    this.#setting = setting;
  }

  get(key: string, asker: Asker): CacheEntry | undefined | Promise<CacheEntry | undefined> {
    if (this.#rests(asker)) return undefined;
    try {
      return this.#found(key, this.#answer('get', this.#store.get(key), asker), asker);
    } catch (error) {
      return this.#failed('get', error, asker);
    }
  }

  /** The entry without its value, or with it. */
  peek(key: string, asker: Asker): CacheRecord | undefined | Promise<CacheRecord | undefined> {
    if (this.#store.peek === undefined) return this.get(key, asker);
    if (this.#rests(asker)) return undefined;
    try {
      return this.#found(key, this.#answer('peek', this.#store.peek(key), asker), asker);
    } catch (error) {
      return this.#failed('peek', error, asker);
    }
  }

  set(key: string, entry: CacheEntry, asker: Asker): void | Promise<void> {
    if (this.#rests(asker)) return undefined;
    try {
      const stored = this.#answer('set', this.#store.set(key, entry), asker);
      return stored instanceof Promise ? stored.then(() => undefined) : undefined;
    } catch (error) {
      return this.#failed('set', error, asker);
    }
  }

  #rests(asker: Asker): boolean {
    const rest = this.#rest;
    if (rest === undefined || rest.until <= this.#setting.clock.now()) return false;
    this.#setting.warn(rest.cause, rest.message, asker);
    return true;
  }

  /** What was found, if it is what was asked for. Databases say `null` for what is not there. */
  #found<R extends CacheRecord>(
    key: string,
    found: R | undefined | null | Promise<R | undefined | null>,
    asker: Asker,
  ): R | undefined | Promise<R | undefined> {
    if (found === undefined || found === null) return undefined;
    if (found instanceof Promise) return found.then((later) => this.#sound(key, later ?? undefined, asker));
    return this.#sound(key, found, asker);
  }

  #sound<R extends CacheRecord>(key: string, found: R | undefined, asker: Asker): R | undefined {
    if (found === undefined || isRecordOf(key, found)) return found;
    this.#setting.warn(
      'foreign',
      `The cache's store was asked for the entry ${key}, and gave something else: ${describeValue(found)}. It has to give what was set under that key, or undefined. The run goes on, and computes what it has not found.`,
      asker,
    );
    return undefined;
  }

  #answer<R>(method: string, answer: R | PromiseLike<R>, asker: Asker): R | Promise<R | undefined> {
    // Not by a function that others use as well: here V8 learns what entries look like.
    const isPromised = typeof (answer as { readonly then?: unknown } | undefined)?.then === 'function';
    return isPromised ? this.#await(method, answer as PromiseLike<R>, asker) : (answer as R);
  }

  async #await<R>(method: string, answer: PromiseLike<R>, asker: Asker): Promise<R | undefined> {
    const { clock, timeoutMs, warn } = this.#setting;
    try {
      const first = await inTime(answer, this.#setting);
      if (first !== TOO_LATE) return first;
    } catch (error) {
      return this.#failed(method, error, asker);
    }
    const cause = `${method} hangs`;
    const message = `The cache's store has not answered to ${method} for ${timeoutMs} ms, and is not asked again for ${REST / 1000} s. Until then nodes are computed as if there were no cache.`;
    this.#rest = { until: clock.now() + REST, cause, message };
    warn(cause, message, asker);
    return undefined;
  }

  #failed(method: string, error: unknown, asker: Asker): undefined {
    const { warn } = this.#setting;
    if (MillraceError.is(error, 'CACHE_ENTRY_BROKEN')) warn('broken', error.message, asker);
    else
      warn(
        `${method} fails`,
        `The cache's store threw in ${method}: ${describeThrown(error)}. ` +
          (method === 'set' ? 'The run goes on; what it computes is not kept.' : 'The run goes on, and computes what it has not found.'),
        asker,
      );
    return undefined;
  }
}
