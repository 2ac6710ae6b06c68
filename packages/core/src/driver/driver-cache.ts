import type { CacheRecord, CacheStore } from '../cache/cache-store';
import { explainLookups, type CacheExplanation } from '../cache/explain';
import type { CachedRun } from '../cache/lookup-log';
import type { Pruned, PruneOptions } from '../cache/prune-cache';
import type { ResultCache } from '../cache/result-cache';
import { unknownCachedNode, withoutCache } from '../errors/cache-errors';
import type { Graph } from '../graph/graph';

/** What a driver's cache holds, and what it did for the latest runs. */
export class DriverCache {
  readonly #graph: Graph;
  readonly #cache: ResultCache | undefined;

  constructor(graph: Graph, cache: ResultCache | undefined) {
    this.#graph = graph;
    this.#cache = cache;
  }

  /** The store; `undefined` for a driver without a cache. */
  get store(): CacheStore | undefined {
    return this.#cache?.store;
  }

  /** What came of the calls of cached nodes in the latest 20 runs that had some, the latest last. */
  get runs(): readonly CachedRun[] {
    return this.#cache?.log.runs ?? [];
  }

  /** The same for one run, by default the latest; `undefined` where it is not known. */
  run(runId?: string): CachedRun | undefined {
    return runId === undefined ? this.runs.at(-1) : this.runs.find((run) => run.runId === runId);
  }

  /** What has kept the cache from doing its work so far, each cause once. */
  get warnings(): readonly string[] {
    return this.#cache?.warnings ?? [];
  }

  /**
   * Why the calls of a node in a run, by default the latest, were computed or not: for a miss, what differs from the stored result that is most like it.
   *
   * @throws MillraceError `INVALID_REQUEST` for a name that the graph does not have, and for a driver without a cache; `CACHE_UNAVAILABLE` where the store throws, or
   * has not answered for the cache's `timeoutMs`.
   */
  async explain(node: string, runId?: string): Promise<CacheExplanation[]> {
    if (this.#graph.get(node) === undefined) throw unknownCachedNode(node, [...this.#graph.nodes.keys()]);
    if (this.#cache === undefined) throw withoutCache();
    const run = this.run(runId);
    return run === undefined ? [] : explainLookups(node, run, this.#cache.asked);
  }

  /**
   * What is stored for a node, or for all, also by others who use the store: keys, versions, dependencies, sizes.
   *
   * @throws MillraceError `CACHE_UNAVAILABLE` as `explain` does.
   */
  async entries(node?: string): Promise<CacheRecord[]> {
    return this.#cache === undefined ? [] : this.#cache.asked.records((record) => node === undefined || record.node === node);
  }

  /**
   * Removes what has expired, and what the options say; see `pruneCache`.
   *
   * @throws MillraceError `CACHE_UNAVAILABLE` as `explain` does; `INVALID_OPTION` for numbers that are none.
   */
  async prune(options?: PruneOptions): Promise<Pruned> {
    return this.#cache === undefined ? { entries: 0, bytes: 0 } : this.#cache.prune(options);
  }
}
