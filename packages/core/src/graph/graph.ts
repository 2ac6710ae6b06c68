import type { GraphNode } from './graph-node';
import { shortHash } from './node-version';

/** What a graph is made of. */
export interface GraphParts {
  /** In topological order. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of which the config excludes every variant, with the places of these. */
  readonly excluded: ReadonlyMap<string, readonly string[]>;
}

/** The nodes of a set of classes under one config: linked, scoped, valid and immutable. */
export class Graph {
  /** In topological order. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Only what is present; a key may be requested like a node. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of which the config excludes every variant, with the places of these. */
  readonly excluded: ReadonlyMap<string, readonly string[]>;
  #dependants: ReadonlyMap<string, readonly string[]> | undefined;
  #version: string | undefined;

  constructor({ nodes, config, excluded }: GraphParts) {
    this.nodes = nodes;
    this.config = config;
    this.excluded = excluded;
  }

  get(name: string): GraphNode | undefined {
    return this.nodes.get(name);
  }

  /** Where a node lives as a dependency: its scope, and for a parallelizable itself (S3). */
  livesIn({ name, scope, fanOut }: GraphNode): readonly string[] {
    return fanOut === undefined ? scope : [...scope, name];
  }

  /** The names of the nodes that depend on a node, in topological order. */
  dependantsOf(name: string): readonly string[] {
    this.#dependants ??= dependantsOf(this.nodes.values());
    return this.#dependants.get(name) ?? [];
  }

  /** Changes when a node's version or the set of nodes does. */
  get version(): string {
    return (this.#version ??= shortHash([...this.nodes.values()].map(({ name, version }) => `${name}=${version}`).join('\n')));
  }
}

function dependantsOf(nodes: Iterable<GraphNode>): Map<string, string[]> {
  const dependants = new Map<string, string[]>();
  for (const { name, dependencies } of nodes) {
    for (const dependency of dependencies) {
      const list = dependants.get(dependency);
      if (list === undefined) dependants.set(dependency, [name]);
      else list.push(name);
    }
  }
  return dependants;
}
