import type { DrawOptions } from './draw-options';
import { drawnPhases, type DrawnPhases } from './drawn-phases';
import type { GraphJson, NodeJson } from './graph-json';

/** What a box stands for. */
export type BoxKind = 'items' | 'phase' | 'namespace' | 'method' | 'module';

/** A box around nodes: what runs for the items of a fan-out, or in one phase of it; what is in a namespace (a subdag's, often); what one method gives. */
export interface DrawnBox {
  readonly kind: BoxKind;
  /** Among the boxes of one box. */
  readonly key: string;
  readonly label: string;
}

/** Finds the boxes in which a node stands, outermost first. */
export function boxesIn(
  { nodes }: GraphJson,
  shown: readonly NodeJson[],
  { groupBy = 'scope' }: DrawOptions,
): (node: NodeJson) => readonly DrawnBox[] {
  if (groupBy === 'module') return ({ module }) => (module === '' ? [] : [{ kind: 'module', key: module, label: module }]);
  const siblings = countSiblings(shown);
  const phases = drawnPhases(nodes);
  return (node) => {
    const boxes = boxesAround(node, phases);
    const family = familyOf(node);
    if (family === undefined || (siblings.get(family) ?? 0) < 2) return boxes;
    return [...boxes, { kind: 'method', key: `method ${family}`, label: node.method }];
  };
}

/** A fan-out is opened in a namespace: what runs for its items stands in the box of this namespace too. */
function boxesAround(node: NodeJson, phases: DrawnPhases): DrawnBox[] {
  const boxes: DrawnBox[] = [];
  let entered: readonly string[] = [];
  const enter = (name: string): void => {
    const namespace = name.split('.').slice(0, -1);
    const common = namespace.findIndex((part, index) => part !== entered[index]);
    const first = common === -1 ? namespace.length : common;
    for (let depth = first; depth < namespace.length; depth++) {
      const label = namespace.slice(0, depth + 1).join('.');
      boxes.push({ kind: 'namespace', key: `namespace ${label}`, label });
    }
    if (first < namespace.length) entered = namespace;
  };
  for (const fanOut of node.scope) {
    enter(fanOut);
    boxes.push({ kind: 'items', key: `items ${fanOut}`, label: `for each ${fanOut}` });
    const phase = phases.of(node, fanOut);
    if (phase !== undefined) boxes.push({ kind: 'phase', key: `phase ${phase}`, label: `phase ${phase}` });
  }
  // Inputs are given from outside, whatever their names.
  if (node.method !== '') enter(node.name);
  return boxes;
}

/** Nodes of one method, as `@parameterize` makes them. What only leads to one of them is none, and neither is a field. */
function familyOf({ name, place, scope, method, generated }: NodeJson): string | undefined {
  if (method === '' || (generated !== undefined && generated !== 'whole')) return undefined;
  return JSON.stringify([place, name.slice(0, name.lastIndexOf('.') + 1), ...scope]);
}

function countSiblings(nodes: readonly NodeJson[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const family = familyOf(node);
    if (family !== undefined) counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return counts;
}
