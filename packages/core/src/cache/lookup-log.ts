import type { ItemPath } from '../types/item-path';

/** How many runs a log remembers, and how many lookups of each in full. */
const KEPT_RUNS = 20;
const KEPT_LOOKUPS = 1000;

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
  /** The first 1,000 calls of cached nodes. */
  readonly lookups: readonly CacheLookup[];
}

interface LoggedRun extends CachedRun {
  readonly nodes: Record<string, Partial<Record<CacheOutcome, number>>>;
  readonly lookups: CacheLookup[];
}

/** The lookups of a driver's latest runs. */
export class LookupLog {
  readonly #runs = new Map<string, LoggedRun>();

  /** From the oldest to the latest. */
  get runs(): readonly CachedRun[] {
    return [...this.#runs.values()];
  }

  /** Counts a lookup; what there is to say about it is asked for only while it is kept. */
  note(runId: string, node: string, outcome: CacheOutcome, describe: () => CacheLookup): void {
    const run = this.#runs.get(runId) ?? this.#begin(runId);
    const counts = (run.nodes[node] ??= {});
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (run.lookups.length < KEPT_LOOKUPS) run.lookups.push(describe());
  }

  #begin(runId: string): LoggedRun {
    const run: LoggedRun = { runId, nodes: Object.create(null) as LoggedRun['nodes'], lookups: [] };
    const oldest = this.#runs.keys().next();
    if (this.#runs.size >= KEPT_RUNS && oldest.done !== true) this.#runs.delete(oldest.value);
    this.#runs.set(runId, run);
    return run;
  }
}
