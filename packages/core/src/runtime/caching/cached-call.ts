import { DROPPED, type CacheEntry, type CacheRecord } from '../../cache/cache-store';
import type { Flight, FlightEnd } from '../../cache/flights';
import type { CacheOutcome } from '../../cache/lookup-log';
import { UNREADABLE, type Kept, type ResultCache } from '../../cache/result-cache';
import { Unhashable } from '../../cache/unhashable';
import { RunAbortedError } from '../../errors/run-aborted-error';
import { drop } from '../../types/drop';
import { isThenable } from '../../types/thenable';
import type { Next, NodeCall } from '../layers/node-call';
import type { CachedNode } from './cached-node-table';
import type { CachedStep } from './cached-step';
import { CallOfRun } from './call-of-run';
import { Uncacheable, versionsByName, writeVersions } from './call-key';
import { Deferred, type Versioned } from './deferred';
import { goOnWith } from './go-on-with';
import { loadArguments } from './load-arguments';
import { waitForFlight } from './wait-for-flight';
import { notKept, notWritten, withoutKey } from './warnings';

/** What a call of a cached node is made with. */
export interface CachedCallSetting {
  readonly node: CachedNode;
  readonly cache: ResultCache;
  readonly step: CachedStep;
  /** Makes the call. */
  readonly next: Next;
}

/** Nothing that could be used was found. */
const NOTHING: unique symbol = Symbol('nothing');

/** One call of a cached node. Where the store and the node are synchronous, all of it is. */
export class CachedCall extends CallOfRun {
  readonly #setting: CachedCallSetting;
  /** Why nothing that is stored is used. */
  #reason: CacheOutcome = 'miss';

  constructor(call: NodeCall, setting: CachedCallSetting) {
    super(call);
    this.#setting = setting;
  }

  /** Gives what the node gives; where its dependants do not need that yet, maybe only its version. */
  make(): unknown {
    const key = this.#key();
    if (key === undefined) return this.#callNode();
    const { cache, node } = this.#setting;
    if (node.isRecomputed) return this.#compute(key, 'recomputed');
    const flight = cache.flights.get(key);
    if (flight !== undefined) return this.#share(key, flight);
    const found = this.#find(key);
    return found instanceof Promise ? found.then((value) => this.#take(key, value)) : this.#take(key, found);
  }

  #take(key: string, found: unknown): unknown {
    return found === NOTHING ? this.#miss(key) : found;
  }

  /** What is stored under a key, or `NOTHING`. */
  #find(key: string): unknown {
    const { cache, step } = this.#setting;
    if (!step.isDeferrable) {
      const entry = cache.get(key, this);
      return entry instanceof Promise ? entry.then((later) => this.#read(key, later)) : this.#read(key, entry);
    }
    return goOnWith(cache.peek(key, this), (record) => (this.#isUsable(record) ? this.#defer(key, record) : NOTHING));
  }

  #isUsable<R extends CacheRecord>(record: R | undefined): record is R {
    const { cache, node } = this.#setting;
    if (record === undefined) return false;
    if (!cache.isOver(record, node.ttlMs)) return true;
    this.#reason = 'expired';
    return false;
  }

  #read(key: string, entry: CacheEntry | undefined): unknown {
    if (!this.#isUsable(entry)) return NOTHING;
    const value = entry.format === undefined ? drop : this.#setting.cache.read(entry, this);
    if (value !== UNREADABLE) this.#hit(key, 'hit', entry.version);
    return value === UNREADABLE ? NOTHING : value;
  }

  /** Leaves the value in the store for now. What the call would need if it got lost meanwhile is kept at hand. */
  #defer(key: string, { version, format }: CacheRecord): unknown {
    this.#hit(key, 'hit', version);
    if (format === undefined) return drop;
    const captured = new CachedCall(this.call.captured(this.#setting.step.reads), this.#setting);
    return new Deferred(version, () => captured.#load(key, version));
  }

  #load(key: string, version: string): Versioned | Promise<Versioned> {
    const { cache } = this.#setting;
    return goOnWith(cache.get(key, this), (entry) => {
      const value = entry?.version === version ? cache.read(entry, this) : UNREADABLE;
      if (value !== UNREADABLE) return { value, version };
      return goOnWith(this.#compute(key, 'miss'), (value) => ({ value, version: this.#version })) as Versioned;
    });
  }

  #miss(key: string): unknown {
    const flight = this.#setting.cache.flights.get(key);
    return flight === undefined ? this.#compute(key, this.#reason) : this.#share(key, flight);
  }

  /** Takes what an equal call gives that is under way; its failure, too, unless it has failed because it was told to stop. */
  async #share(key: string, flight: Flight): Promise<unknown> {
    const { cache } = this.#setting;
    const end = await waitForFlight(flight, this.call);
    if (end.kind === 'failed') throw end.error;
    if (end.kind === 'abandoned') return this.make();
    this.#hit(key, 'shared', end.version);
    // Each has a value of its own, as if it had come from the store.
    return end.encoded === undefined ? end.value : cache.decode(end.encoded);
  }

  #compute(key: string, outcome: CacheOutcome): unknown {
    const value = this.#callNode();
    if (isThenable(value)) return this.#await(key, outcome, value);
    const kept = this.#write(value);
    const stored = this.#keep(outcome, kept);
    if (stored === undefined) return value;
    // Until it is stored, equal calls have it from here.
    const flight = this.#setting.cache.flights.open(key, this);
    flight.end(landed(value, kept));
    return stored.then(() => {
      flight.close();
      return value;
    });
  }

  async #await(key: string, outcome: CacheOutcome, result: PromiseLike<unknown>): Promise<unknown> {
    const call = this.call;
    const { atEnd } = call.run;
    const flight = this.#setting.cache.flights.open(key, this);
    const abandon = (): void => {
      flight.end({ kind: 'abandoned' });
      flight.close();
    };
    atEnd.add(abandon);
    try {
      const value = await result;
      const kept = this.#write(value);
      flight.end(landed(value, kept));
      await this.#keep(outcome, kept);
      return value;
    } catch (error) {
      flight.end(call.isGivenUp ? { kind: 'abandoned' } : { kind: 'failed', error });
      throw error;
    } finally {
      flight.close();
      atEnd.delete(abandon);
    }
  }

  #callNode(): unknown {
    const { next, step } = this.#setting;
    const call = this.call;
    return goOnWith(loadArguments(call, step.reads), () => {
      if (call.isGivenUp) throw new RunAbortedError(call.frame.owner.cancellation.reason);
      return next(call);
    });
  }

  /** Writes a result down; `undefined` where it has no version. */
  #write(value: unknown): Kept | undefined {
    const { cache, node } = this.#setting;
    try {
      const kept = value === drop ? { version: DROPPED, encoded: undefined } : cache.write(value, node.format);
      if (value !== drop && kept.encoded === undefined) notWritten(cache, node, this);
      this.#version = kept.version;
      return kept;
    } catch (error) {
      if (!(error instanceof Unhashable)) throw error;
      notKept(cache, node, { what: error.what, asker: this });
      return undefined;
    }
  }

  /** Puts a result into the store, under the key of what the call has received in the end. */
  #keep(outcome: CacheOutcome, kept: Kept | undefined): void | Promise<void> {
    const { cache, node } = this.#setting;
    const key = this.#key();
    if (key === undefined) return undefined;
    this.#note(key, outcome);
    if (kept === undefined || (kept.encoded === undefined && kept.version !== DROPPED)) return undefined;
    const { name, code, ttlMs } = node;
    return cache.keep({ key, node: name, code, inputs: this.#inputs(), runId: this.call.run.id }, kept, { ttlMs, asker: this });
  }

  /** The key of the call; `undefined`, and a warning, where something that it receives has no version. */
  #key(): string | undefined {
    const { cache, node, step } = this.#setting;
    try {
      return cache.keyOf(node.keyed, writeVersions(step.parts, this.call, cache));
    } catch (error) {
      if (!(error instanceof Uncacheable)) throw error;
      withoutKey(cache, node, { error, asker: this });
      this.#note(undefined, 'uncacheable');
      return undefined;
    }
  }

  #hit(key: string, outcome: CacheOutcome, version: string | undefined): void {
    const call = this.call;
    this.#version = version;
    call.isCached = true;
    if (call.run.events.listening) call.run.events.nodeCached(call);
    this.#note(key, outcome);
  }

  #note(key: string | undefined, outcome: CacheOutcome): void {
    const { cache, node } = this.#setting;
    const { frame, run } = this.call;
    // Few lookups are kept in full, and looking at what they are about takes longer than to find it.
    if (!cache.log.count(run.id, node.name, outcome)) return;
    cache.log.add(run.id, {
      node: node.name,
      path: frame.path,
      outcome,
      ...(key !== undefined && { key }),
      ...(this.#version !== undefined && { version: this.#version }),
      code: node.code,
      inputs: key === undefined ? {} : this.#inputs(),
    });
  }

  #inputs(): Readonly<Record<string, string>> {
    return versionsByName(this.#setting.step.parts, this.call, this.#setting.cache);
  }

  /** The data version of the result, once it is known. */
  get #version(): string | undefined {
    return this.call.frame.versions?.[this.#setting.step.target];
  }

  set #version(version: string | undefined) {
    (this.call.frame.versions ??= [])[this.#setting.step.target] = version;
  }
}

/** What equal calls are told of a call that has succeeded. */
function landed(value: unknown, kept: Kept | undefined): FlightEnd {
  return { kind: 'value', value, version: kept?.version, encoded: kept?.encoded };
}
