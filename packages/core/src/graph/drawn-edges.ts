import type { Entry, GraphNode } from './graph-node';
import type { GraphView } from './graph-view';

/** How a node takes another one: a node that is taken in several ways is drawn as the strongest. */
export type EdgeKind = 'plain' | 'gathered' | 'optional';

/** What a node depends on among those that are shown: for what is hidden, stands what that depends on. */
export function shownDependencies(node: GraphNode, graph: GraphView, isShown: (node: GraphNode) => boolean): ReadonlyMap<string, EdgeKind> {
  const found = new Map<string, EdgeKind>();
  const visited = new Set<GraphNode>([node]);
  const open: (readonly [GraphNode, EdgeKind])[] = [[node, 'plain']];
  for (const [at, through] of open) {
    const kinds = edgeKinds(at);
    for (const name of at.dependencies) {
      const dependency = graph.get(name);
      if (dependency === undefined) continue;
      const own = kinds.get(name) ?? 'plain';
      const kind = own === 'plain' ? through : own;
      if (isShown(dependency)) {
        if (dependency !== node && found.get(name) !== 'gathered') found.set(name, kind);
      } else if (!visited.has(dependency)) {
        visited.add(dependency);
        open.push([dependency, kind]);
      }
    }
  }
  return found;
}

/** Those that are not plain. */
function edgeKinds({ parameters, dependencies }: GraphNode): ReadonlyMap<string, EdgeKind> {
  const kinds = new Map<string, EdgeKind>();
  if (dependencies.length === 0) return kinds;
  const visit = (entry: Entry, kind: EdgeKind): void => {
    if (entry.kind === 'list') entry.items.forEach((item) => visit(item, kind));
    else if (entry.kind === 'record') entry.entries.forEach(([, value]) => visit(value, kind));
    else if (entry.kind === 'settled') visit(entry.of, kind);
    else if (entry.kind === 'optional') kinds.set(entry.name, kinds.get(entry.name) ?? 'optional');
    else if (entry.kind !== 'constant' && kinds.get(entry.name) !== 'gathered') kinds.set(entry.name, kind);
  };
  for (const parameter of parameters) {
    if (parameter.kind === 'value') visit(parameter.binding, 'plain');
    else if (parameter.kind !== 'context') visit(parameter.entry, 'gathered');
  }
  return kinds;
}
