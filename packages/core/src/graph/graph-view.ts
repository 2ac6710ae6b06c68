import type { GraphNode } from './graph-node';

/** What can be read off a graph; queries and drawings need no more. */
export interface GraphView {
  /** In topological order. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Changes when a node's version or the set of nodes does. */
  readonly version: string;
  get(name: string): GraphNode | undefined;
  /** The names of the nodes that depend on a node, in topological order. */
  dependantsOf(name: string): readonly string[];
}
