import type { GraphNode } from './graph-node';

/** What can be read off a graph; queries and drawings need no more. */
export interface GraphView {
  /** In topological order. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Only what is present. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Changes when a node's version or the set of nodes does. */
  readonly version: string;
  get(name: string): GraphNode | undefined;
  /** The names of the nodes that depend on a node, in topological order. */
  dependantsOf(name: string): readonly string[];
}

/** What the fan-outs of a scope are called. */
export function fanOutNames({ nodes }: Pick<GraphView, 'nodes'>, scope: readonly string[]): readonly string[] {
  return scope.length === 0 ? scope : scope.map((node) => nodes.get(node)?.fanOut?.name ?? node);
}
