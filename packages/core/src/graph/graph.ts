import { drawDot } from './draw-dot';
import { drawMermaid } from './draw-mermaid';
import type { DrawOptions } from './draw-options';
import { graphJson, type GraphJson } from './graph-json';
import type { GraphNode } from './graph-node';
import { fanOutNames, type GraphView } from './graph-view';
import { shortHash } from './node-version';
import { downstreamOf, nodesBetween, upstreamOf } from './query';

/** What a graph is made of. */
export interface GraphParts {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly config: Readonly<Record<string, unknown>>;
  readonly excluded: ReadonlyMap<string, readonly string[]>;
}

/** The nodes of a set of classes under one config: linked, scoped, valid and immutable. */
export class Graph implements GraphView {
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

  /** What the fan-outs of a scope are called. */
  namesOf(scope: readonly string[]): readonly string[] {
    return fanOutNames(this, scope);
  }

  /** The names of the nodes that depend on a node, in topological order. */
  dependantsOf(name: string): readonly string[] {
    this.#dependants ??= dependantsOf(this.nodes.values());
    return this.#dependants.get(name) ?? [];
  }

  /**
   * The named nodes and all that they depend on, in topological order.
   *
   * @throws MillraceError `INVALID_REQUEST` for a name that the graph does not have.
   */
  upstreamOf(...names: readonly string[]): GraphNode[] {
    return upstreamOf(this, names);
  }

  /** The named nodes and all that depends on them, in topological order; throws as `upstreamOf` does. */
  downstreamOf(...names: readonly string[]): GraphNode[] {
    return downstreamOf(this, names);
  }

  /** The nodes on all paths from one node to another, both included; empty where there is none. Throws as `upstreamOf` does. */
  pathBetween(from: string, to: string): GraphNode[] {
    return nodesBetween(this, from, to);
  }

  /** Changes when a node's version or the set of nodes does; the order of the modules does not matter. */
  get version(): string {
    return (this.#version ??= shortHash(
      Array.from(this.nodes.values(), ({ name, version }) => `${name}=${version}`)
        .sort()
        .join('\n'),
    ));
  }

  /** The graph as plain data. */
  toJSON(): GraphJson {
    return graphJson(this);
  }

  /** The graph as a Mermaid flowchart: fan-outs are boxes around what runs for their items. The same graph gives the same text. */
  toMermaid(options?: DrawOptions): string {
    return drawMermaid(this.toJSON(), options);
  }

  /** The graph in the DOT language of Graphviz, drawn as `toMermaid` does. */
  toDot(options?: DrawOptions): string {
    return drawDot(this.toJSON(), options);
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
