import type { CacheFormat } from '../types/cache-policy';
import { describeThrown } from '../errors/describe-thrown';
import { AskedStore } from './asked-store';
import type { Asker } from './asker';
import { CachedTypes } from './cached-type';
import type { CacheOptions } from './cache-options';
import type { CacheEntry, CacheRecord, CacheStore } from './cache-store';
import { Codec, type Encoded } from './codec';
import { ContentHasher } from './content-hash';
import { Flights } from './flights';
import { GuardedStore } from './guarded-store';
import { hashText } from './hash-writer';
import type { StoreClock } from './in-time';
import { LookupLog } from './lookup-log';
import { pruneAsked, type Pruned, type PruneOptions } from './prune-cache';

/** A result to be kept, before it is written. */
export type NewRecord = Pick<CacheRecord, 'key' | 'node' | 'code' | 'inputs' | 'runId'>;

/** A result that is kept, or was to be. */
export interface Kept {
  readonly version: string;
  /** The value as it was written; `undefined` where it cannot be. */
  readonly encoded: Encoded | undefined;
}

/** How a result is kept, and for whom. */
interface Keeping {
  readonly ttlMs: number | undefined;
  readonly asker: Asker;
}

/** Stands for a value that cannot be read. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/** How many keys are remembered, and of what length at most. */
const KEPT_KEYS = 10_000;
const LONGEST_KEPT = 300;

const DEFAULT_TIMEOUT = 5000;

/** What a driver knows of stored results: finds them by their keys, writes and reads values, and says once what keeps it from doing so. */
export class ResultCache {
  readonly store: CacheStore;
  /** The store, to be looked into by hand. */
  readonly asked: AskedStore;
  readonly log = new LookupLog();
  readonly flights = new Flights();
  readonly #guarded: GuardedStore;
  readonly #hasher: ContentHasher;
  readonly #codec: Codec;
  readonly #clock: StoreClock;
  /** Keys by what they are the hashes of, which is quicker to find than to hash. */
  readonly #keys = new Map<string, string>();
  /** By their causes. */
  readonly #warnings = new Map<string, string>();

  constructor({ store, types = [], timeoutMs = DEFAULT_TIMEOUT }: CacheOptions, clock: StoreClock) {
    const known = new CachedTypes(types);
    this.store = store;
    this.#clock = clock;
    this.#hasher = new ContentHasher(known);
    this.#codec = new Codec(known, this.#hasher);
    this.asked = new AskedStore(store, { timeoutMs, clock });
    this.#guarded = new GuardedStore(store, { timeoutMs, clock, warn: (cause, message, asker) => this.warn(cause, message, asker) });
  }

  /** The data version of a value. Throws `Unhashable` for one that has none. */
  versionOf(value: unknown): string {
    return this.#hasher.versionOf(value);
  }

  /** The key of what a node makes of inputs with these versions, which are written behind each other. */
  keyOf(node: string, inputs: string): string {
    const text = node + inputs;
    const known = this.#keys.get(text);
    if (known !== undefined) return known;
    const key = hashText(text);
    if (this.#keys.size >= KEPT_KEYS) this.#keys.clear();
    if (text.length <= LONGEST_KEPT) this.#keys.set(text, key);
    return key;
  }

  /** What is known of a stored result. */
  peek(key: string, asker: Asker): CacheRecord | undefined | Promise<CacheRecord | undefined> {
    return this.#guarded.peek(key, asker);
  }

  /** A stored result. */
  get(key: string, asker: Asker): CacheEntry | undefined | Promise<CacheEntry | undefined> {
    return this.#guarded.get(key, asker);
  }

  /** Whether a stored result must not be used any more: as was said when it was stored, or as is said now. */
  isOver({ createdAt, expiresAt = Infinity }: CacheRecord, ttlMs = Infinity): boolean {
    const endsAt = Math.min(expiresAt, createdAt + ttlMs);
    return endsAt < Infinity && endsAt <= this.#clock.now();
  }

  /** The value of an entry; `UNREADABLE`, and a warning, where it cannot be read. */
  read(entry: CacheEntry, asker: Asker): unknown {
    try {
      return this.decode(entry);
    } catch (error) {
      const message = `A stored result of "${entry.node}" cannot be read: ${describeThrown(error)}. It is computed again.`;
      this.warn(`read ${entry.node}`, message, asker);
      return UNREADABLE;
    }
  }

  decode({ format = 'msgpack', bytes }: Omit<Encoded, 'format'> & { readonly format?: CacheFormat }): unknown {
    return this.#codec.decode({ format, bytes });
  }

  /** Writes a value down. Throws `Unhashable` for one without a version. */
  write(value: unknown, format: CacheFormat | undefined): Kept {
    const version = this.versionOf(value);
    return { version, encoded: this.#codec.encode(value, version, format) };
  }

  /** Puts a result into the store; without a value, that the node dropped the item. Gives a promise where the store does. */
  keep(record: NewRecord, { version, encoded }: Kept, { ttlMs, asker }: Keeping): void | Promise<void> {
    const createdAt = this.#clock.now();
    const entry: CacheEntry = {
      ...record,
      version,
      createdAt,
      ...(ttlMs !== undefined && { expiresAt: createdAt + ttlMs }),
      ...(encoded !== undefined && { format: encoded.format }),
      size: encoded?.bytes.length ?? 0,
      bytes: encoded?.bytes ?? NOTHING,
    };
    return this.#guarded.set(record.key, entry, asker);
  }

  /** Removes what has expired by the time of the runs, and what the options say. */
  prune(options: PruneOptions = {}): Promise<Pruned> {
    return pruneAsked(this.asked, { ...options, now: options.now ?? this.#clock.now() });
  }

  /** What was warned of. */
  get warnings(): readonly string[] {
    return [...this.#warnings.values()];
  }

  /** Warns the process of something, once for each cause, and who has asked. */
  warn(cause: string, message: string, asker: Asker): void {
    asker.warned(cause, message);
    if (this.#warnings.has(cause)) return;
    this.#warnings.set(cause, message);
    process.emitWarning(message, { type: 'MillraceWarning', code: 'CACHE' });
  }
}

const NOTHING = new Uint8Array();
