import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { fault } from '../errors/fault';
import { invalidOption, unknownOption } from '../errors/option-faults';
import { didYouMean } from '../errors/nearest-names';
import { readCache } from '../modifiers/read-cache';
import { readPool } from '../modifiers/read-pool';
import { readRetry } from '../modifiers/read-retry';
import { readTimeout } from '../modifiers/read-timeout';
import type { CacheBehavior, CachePolicy } from '../types/cache-policy';
import type { NodeOperations, RetryPolicy } from '../types/node-operations';
import { isIntermediate } from '../types/generated';
import { hasTags, type TagFilter } from './tag-filter';
import type { Link } from './link';
import type { NodeTable } from './node-table';
import type { MethodVertex, Vertex } from './vertex';

/** Operations, and what is done about cached results, for the nodes that are named or have the tags, or for all, unless their own decorators say otherwise. */
export interface NodeDefaults {
  /** All of these keys with one of the values; `null`: with any value. */
  readonly tags?: TagFilter | undefined;
  readonly name?: string | readonly string[] | undefined;
  readonly retry?: { readonly [K in keyof RetryPolicy]?: RetryPolicy[K] | undefined } | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  readonly pool?: string | undefined;
  /** What a driver with a cache does about their results: a behavior, or all that `@cache` takes. */
  readonly cache?: CacheBehavior | { readonly [K in keyof CachePolicy]?: CachePolicy[K] | undefined } | undefined;
}

interface ReadDefaults {
  readonly matches: (vertex: MethodVertex) => boolean;
  readonly operations: NodeOperations;
  readonly cache: CachePolicy | undefined;
}

/** What holds for each node, by id. */
export interface NodeSettings {
  readonly operations: readonly (NodeOperations | undefined)[];
  readonly cachePolicies: readonly (CachePolicy | undefined)[];
}

const known = ['tags', 'name', 'retry', 'timeout', 'pool', 'cache'] as const satisfies readonly (keyof NodeDefaults)[];

/** The nodes of a graph as far as they are linked. */
export interface LinkedTable {
  readonly table: NodeTable;
  readonly links: readonly (Link | undefined)[];
}

/**
 * What holds for each node: what its own decorators say, then what the last of the driver's defaults says that is for it. Operations concern the node that calls the
 * method, the cache all that are made of it.
 */
export function settingsOfNodes(defaults: readonly unknown[], { table, links }: LinkedTable, faults: FaultCollector): NodeSettings {
  const read = defaults.flatMap((each, index) => readDefaults(each, `defaults[${index}]`, { table, faults }));
  const finals = read.length === 0 ? new Map<number, MethodVertex[]>() : finalsOf({ table, links });
  const settings = table.vertices.map((vertex): { operations?: NodeOperations; cache?: CachePolicy } => {
    if (vertex.kind !== 'method') return {};
    const { operations: own, cache } = vertex.definition;
    const meant = [vertex, ...(finals.get(vertex.id) ?? [])];
    const fitting = read.filter(({ matches }) => meant.some(matches));
    const policies = [...fitting.map((each) => each.cache), cache].filter((policy) => policy !== undefined);
    return {
      ...(own !== undefined && { operations: Object.assign({}, ...fitting.map(({ operations }) => operations), own) as NodeOperations }),
      ...(policies.length > 0 && { cache: Object.assign({}, ...policies) as CachePolicy }),
    };
  });
  return { operations: settings.map(({ operations }) => operations), cachePolicies: settings.map(({ cache }) => cache) };
}

function readDefaults(
  given: unknown,
  at: string,
  { table, faults }: { readonly table: NodeTable; readonly faults: FaultCollector },
): readonly ReadDefaults[] {
  if (typeof given !== 'object' || given === null) {
    faults.add(
      fault('INVALID_OPTION', at, `${at} is ${describeValue(given)}. It takes { tags: { api: "slow" }, retry: { attempts: 3 } }.`),
    );
    return [];
  }
  const { tags, name, retry, timeout, pool, cache }: { readonly [K in keyof NodeDefaults]?: unknown } = given;
  const reports = faults.reports;
  const context = { at, refuse: (code: 'INVALID_OPTION', message: string) => faults.add(fault(code, at, message)) } as const;
  for (const key of Object.keys(given)) if (!known.some((one) => one === key)) faults.add(unknownOption(at, key, known));
  if (tags !== undefined && (typeof tags !== 'object' || tags === null))
    faults.add(invalidOption(at, 'tags', describeValue(tags), 'tags by their keys, { api: "slow" }'));
  const names: readonly unknown[] | undefined = name === undefined ? undefined : [name].flat();
  for (const one of names ?? []) {
    if (typeof one === 'string' && table.get(one) !== undefined) continue;
    const near = typeof one === 'string' ? didYouMean(one, table.names) : '';
    faults.add(fault('INVALID_OPTION', at, `${at} is for ${describeValue(one)}, which is no node of this graph.${near}`));
  }
  const operations: NodeOperations = {
    ...defined('retry', retry === undefined ? undefined : readRetry(retry, context)),
    ...defined('timeoutMs', timeout === undefined ? undefined : readTimeout(timeout, context)),
    ...defined('pool', pool === undefined ? undefined : readPool(pool, context)),
  };
  const policy = cache === undefined ? undefined : readCache(cache, context);
  if (faults.reports > reports) return [];
  const matches = (vertex: MethodVertex): boolean =>
    (names === undefined || names.includes(vertex.name)) && hasTags(vertex.definition, (tags ?? {}) as TagFilter);
  return [{ matches, operations, cache: policy }];
}

function defined<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });
}

/** For each node that only leads to others of its method: the final ones that it leads to, which have the name and the tags that users know. */
function finalsOf({ table, links }: LinkedTable): Map<number, MethodVertex[]> {
  const dependants = new Map<number, MethodVertex[]>();
  for (const vertex of table.vertices) {
    if (vertex.kind !== 'method') continue;
    for (const id of links[vertex.id]?.dependencies ?? []) {
      const dependency = table.at(id);
      if (dependency === undefined || dependency.place !== vertex.place) continue;
      dependants.set(id, [...(dependants.get(id) ?? []), vertex]);
    }
  }
  const follow = (vertex: Vertex): MethodVertex[] =>
    (dependants.get(vertex.id) ?? []).flatMap((next) => (isIntermediate(next.definition) ? follow(next) : [next]));
  const leading = table.vertices.filter((vertex) => vertex.kind === 'method' && isIntermediate(vertex.definition));
  return new Map(leading.map((vertex) => [vertex.id, follow(vertex)]));
}
