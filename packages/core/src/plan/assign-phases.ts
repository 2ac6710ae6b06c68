import { leavesOf, type PlannedNode } from './planned-node';

/** The phase of nodes with respect to a fan-out, and with that the passes they run in. */
export interface Phases {
  /** The phase of a node for each fan-out of a scope, outermost first; 0 where the fan-out has one phase only. */
  of(node: string, scope: readonly string[]): number[];
}

/**
 * Gives every node its phase in each fan-out (S9). The phase with respect to a fan-out P is the highest of the dependencies',
 * and a collector that closes P makes its value available one phase later. Only the stretch of the order from the first
 * collector of a fan-out to the last node or collector inside it is looked at.
 *
 * Fan-outs may need collectors over each other: nodes inside P one over Q, and the other way round. Such `entangled` fan-outs
 * count their phases together, so that a collector over one of them starts a new phase in all.
 */
export function assignPhases(nodes: readonly PlannedNode[], entangled: ReadonlySet<string>): Phases {
  const firstCollector = new Map<string, number>();
  const lastUse = new Map<string, number>();
  nodes.forEach((node, position) => {
    for (const name of node.closes) if (!firstCollector.has(name)) firstCollector.set(name, position);
    for (const name of [...node.scope, ...node.closes]) lastUse.set(name, position);
  });
  const firstEntangled = Math.min(...[...entangled].map((name) => firstCollector.get(name) ?? Infinity));

  const levels = new Map<string, ReadonlyMap<string, number>>();
  for (const [name, first] of firstCollector) {
    const from = entangled.has(name) ? firstEntangled : first;
    const to = lastUse.get(name) ?? -1;
    if (from < to) levels.set(name, levelsBetween(nodes, entangled.has(name) ? entangled : new Set([name]), { from, to }));
  }
  return { of: (node, scope) => scope.map((name) => levels.get(name)?.get(node) ?? 0) };
}

function levelsBetween(
  nodes: readonly PlannedNode[],
  fanOuts: ReadonlySet<string>,
  { from, to }: { from: number; to: number },
): Map<string, number> {
  const levels = new Map<string, number>();
  for (let position = from; position <= to; position++) {
    const node = nodes[position];
    if (node === undefined) continue;
    // What is overridden depends on nothing, but still runs in items of its scope.
    let level = Math.max(0, ...node.scope.map((outer) => levels.get(outer) ?? 0));
    const closes = node.closes.some((name) => fanOuts.has(name));
    for (const parameter of node.parameters) {
      const later = closes && (parameter.kind === 'gather' || parameter.kind === 'fold') ? 1 : 0;
      for (const leaf of leavesOf(parameter)) level = Math.max(level, (levels.get(leaf.name) ?? 0) + later);
    }
    if (level > 0) levels.set(node.name, level);
  }
  return levels;
}
