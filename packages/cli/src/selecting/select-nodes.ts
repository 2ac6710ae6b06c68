import type { GraphJson } from '@millrace/core';

/** A part of a graph: the named nodes, and of what they say of others only what is about these. */
export function selectNodes(graph: GraphJson, names: ReadonlySet<string>): GraphJson {
  const known = (list: readonly string[]): string[] => list.filter((name) => names.has(name));
  return {
    ...graph,
    nodes: graph.nodes
      .filter(({ name }) => names.has(name))
      .map((node) => ({
        ...node,
        dependencies: known(node.dependencies),
        dependants: known(node.dependants),
        gathers: known(node.gathers),
        optional: known(node.optional),
      })),
  };
}
