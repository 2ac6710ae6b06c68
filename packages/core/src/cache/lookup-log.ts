import type { ItemPath } from '../types/item-path';

/** How many runs a log remembers, and how many lookups of each in full: of hits, which are many and cheap, fewer than of others. */
const KEPT_RUNS = 20;
const KEPT_LOOKUPS = 1000;
const KEPT_HITS = 100;

/**
 * What came of a call of a cached node: its result was stored (`hit`), was just being computed for an equal call (`shared`), was computed because it was not stored
 * (`miss`), was out of date (`expired`) or is always computed (`recomputed`), or has no key because something it receives cannot be compared (`uncacheable`).
 */
export type CacheOutcome = 'hit' | 'shared' | 'miss' | 'expired' | 'recomputed' | 'uncacheable';

/** A call of a cached node. */
export interface CacheLookup {
  readonly node: string;
  readonly path: ItemPath;
  readonly outcome: CacheOutcome;
  /** Under which its result is stored; absent where it has none. */
  readonly key?: string;
  /** The data version of the result, once it is known. */
  readonly version?: string;
  /** The version of the node's code. */
  readonly code: string;
  /** The data versions of its dependencies, by name. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** What the cache did for one run. */
export interface CachedRun {
  readonly runId: string;
  /** How often each came, by node. */
  readonly nodes: Readonly<Record<string, Readonly<Partial<Record<CacheOutcome, number>>>>>;
  /** The first 100 hits, and the first 1,000 other calls of cached nodes. */
  readonly lookups: readonly CacheLookup[];
}

interface LoggedRun extends CachedRun {
  readonly nodes: Record<string, Partial<Record<CacheOutcome, number>>>;
  readonly lookups: CacheLookup[];
  hits: number;
  others: number;
}

/** The lookups of a driver's latest runs. */
export class LookupLog {
  readonly #runs = new Map<string, LoggedRun>();

  /** From the oldest to the latest. */
  get runs(): readonly CachedRun[] {
    return Array.from(this.#runs.values(), ({ runId, nodes, lookups }) => ({ runId, nodes, lookups }));
  }

  /** Counts a lookup. Returns whether it is one of those that are kept in full, and to be added. */
  count(runId: string, node: string, outcome: CacheOutcome): boolean {
    const run = this.#runs.get(runId) ?? this.#begin(runId);
    const counts = (run.nodes[node] ??= {});
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    return outcome === 'hit' ? run.hits++ < KEPT_HITS : run.others++ < KEPT_LOOKUPS;
  }

  add(runId: string, lookup: CacheLookup): void {
    this.#runs.get(runId)?.lookups.push(lookup);
  }

  #begin(runId: string): LoggedRun {
    const run: LoggedRun = { runId, nodes: Object.create(null) as LoggedRun['nodes'], lookups: [], hits: 0, others: 0 };
    const oldest = this.#runs.keys().next();
    if (this.#runs.size >= KEPT_RUNS && oldest.done !== true) this.#runs.delete(oldest.value);
    this.#runs.set(runId, run);
    return run;
  }
}
