import type { ResultCache } from '../../cache/result-cache';
import type { Graph } from '../../graph/graph';
import type { GraphNode } from '../../graph/graph-node';
import type { CacheBehavior, CachePolicy } from '../../types/cache-policy';

/** A node whose results are kept. */
export interface CachedNode {
  readonly name: string;
  /** Its name and its code, as they begin a key. */
  readonly keyed: string;
  /** Changes when stored results are not good any more. */
  readonly code: string;
  /** Whether it is called even where a result is stored. */
  readonly isRecomputed: boolean;
  readonly ttlMs: number | undefined;
  readonly format: CachePolicy['format'];
}

/** A cache, and what holds for the nodes about which nothing else is said. */
export interface CacheSetting {
  readonly cache: ResultCache;
  readonly policy: CachePolicy;
}

/** What each node of a graph is to a driver's cache. */
export class CachedNodeTable {
  readonly cache: ResultCache;
  readonly #graph: Graph;
  readonly #policy: CachePolicy;
  readonly #nodes = new Map<string, CachedNode | undefined>();

  constructor(graph: Graph, { cache, policy }: CacheSetting) {
    this.#graph = graph;
    this.cache = cache;
    this.#policy = policy;
  }

  readonly isCached = (name: string): boolean => this.of(name) !== undefined;

  readonly isIgnored = (name: string): boolean => {
    const node = this.#graph.get(name);
    return node?.method !== undefined && this.#behaviorOf(node) === 'ignore';
  };

  of(name: string): CachedNode | undefined {
    if (!this.#nodes.has(name)) this.#nodes.set(name, this.#cachedNode(name));
    return this.#nodes.get(name);
  }

  #cachedNode(name: string): CachedNode | undefined {
    const node = this.#graph.get(name);
    // A parallelizable always runs: what it gives may be a stream, and of any length.
    if (node?.method === undefined || node.fanOut !== undefined) return undefined;
    const behavior = this.#behaviorOf(node);
    if (behavior === 'disable' || behavior === 'ignore') return undefined;
    const { version, ttlMs, format } = { ...this.#policy, ...node.cache };
    const code = version ?? node.version;
    const keyed = `${JSON.stringify(name)} ${JSON.stringify(code)} `;
    return { name, keyed, code, isRecomputed: behavior === 'recompute', ttlMs, format };
  }

  #behaviorOf({ cache }: GraphNode): CacheBehavior {
    return cache?.behavior ?? (cache === undefined ? this.#policy.behavior : undefined) ?? 'default';
  }
}
