import type { GraphNode } from './graph-node';
import type { GraphView } from './graph-view';

/** A box around nodes: what runs for the items of a fan-out, what is in a namespace (a subdag's, often), or what one method gives. */
export interface DrawnBox {
  /** Among the boxes of one box. */
  readonly key: string;
  readonly label: string;
}

/** Finds the boxes in which a node stands, outermost first. */
export function boxesIn(graph: GraphView, shown: readonly GraphNode[]): (node: GraphNode) => readonly DrawnBox[] {
  const siblings = countSiblings(shown);
  return (node) => {
    const boxes = boxesAround(node, graph);
    const family = familyOf(node);
    if (family === undefined || (siblings.get(family) ?? 0) < 2) return boxes;
    return [...boxes, { key: `method ${family}`, label: node.method?.key ?? '' }];
  };
}

/** A fan-out is opened in a namespace: what runs for its items stands in the box of this namespace too. */
function boxesAround(node: GraphNode, graph: GraphView): DrawnBox[] {
  const boxes: DrawnBox[] = [];
  let entered: readonly string[] = [];
  const enter = (name: string): void => {
    const namespace = name.split('.').slice(0, -1);
    const common = namespace.findIndex((part, index) => part !== entered[index]);
    const first = common === -1 ? namespace.length : common;
    for (let depth = first; depth < namespace.length; depth++) {
      const label = namespace.slice(0, depth + 1).join('.');
      boxes.push({ key: `namespace ${label}`, label });
    }
    if (first < namespace.length) entered = namespace;
  };
  for (const opening of node.scope) {
    const name = graph.get(opening)?.fanOut?.name ?? opening;
    enter(name);
    boxes.push({ key: `items ${opening}`, label: `for each ${name}` });
  }
  // Inputs are given from outside, whatever their names.
  if (node.method !== undefined) enter(node.name);
  return boxes;
}

/** Nodes of one method, as `@parameterize` makes them. What only leads to one of them is none, and neither is a field. */
function familyOf({ name, place, scope, method, generated }: GraphNode): string | undefined {
  if (method === undefined || (generated !== undefined && generated !== 'whole')) return undefined;
  return JSON.stringify([place, name.slice(0, name.lastIndexOf('.') + 1), ...scope]);
}

function countSiblings(nodes: readonly GraphNode[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const family = familyOf(node);
    if (family !== undefined) counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return counts;
}
