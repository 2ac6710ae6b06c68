import { leavesOf, type PlannedNode } from './planned-node';

/** The phase of nodes with respect to a fan-out, and with that the passes they run in. */
export interface Phases {
  /** The phase of a node for each fan-out of a scope, outermost first; 0 where the fan-out has one phase only. */
  of(node: string, scope: readonly string[]): number[];
}

/**
 * Gives every node its phase in each fan-out (S9). The phase with respect to a fan-out P is the highest of the dependencies',
 * and a collector that closes P makes its value available one phase later. Only fan-outs with a node behind one of their own
 * collectors have more than phase 0, and only the stretch of the order between the two is looked at.
 */
export function assignPhases(nodes: readonly PlannedNode[]): Phases {
  const firstCollector = new Map<string, number>();
  const lastInside = new Map<string, number>();
  nodes.forEach((node, position) => {
    for (const name of node.closes) if (!firstCollector.has(name)) firstCollector.set(name, position);
    for (const name of node.scope) lastInside.set(name, position);
  });

  const levels = new Map<string, ReadonlyMap<string, number>>();
  for (const [name, from] of firstCollector) {
    const to = lastInside.get(name) ?? -1;
    if (from < to) levels.set(name, levelsBetween(nodes, name, from, to));
  }
  return { of: (node, scope) => scope.map((name) => levels.get(name)?.get(node) ?? 0) };
}

function levelsBetween(nodes: readonly PlannedNode[], fanOut: string, from: number, to: number): Map<string, number> {
  const levels = new Map<string, number>();
  for (let position = from; position <= to; position++) {
    const node = nodes[position];
    if (node === undefined) continue;
    let level = 0;
    const closes = node.closes.includes(fanOut);
    for (const parameter of node.parameters) {
      const later = closes && (parameter.kind === 'gather' || parameter.kind === 'fold') ? 1 : 0;
      for (const leaf of leavesOf(parameter)) level = Math.max(level, (levels.get(leaf.name) ?? 0) + later);
    }
    if (level > 0) levels.set(node.name, level);
  }
  return levels;
}
