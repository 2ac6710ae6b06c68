import type { NodeJson } from './graph-json';

/** In which phase of a fan-out nodes run. */
export interface DrawnPhases {
  /** Counted from 1; `undefined` for a fan-out that all its items pass once. */
  of(node: NodeJson, fanOut: string): number | undefined;
}

/**
 * Finds the phases of the fan-outs into which a collected value flows back: what needs a collector over a fan-out runs for its
 * items one phase later than what this collector gathers. Counted for each fan-out by itself, over all nodes, in topological order.
 */
export function drawnPhases(nodes: readonly NodeJson[]): DrawnPhases {
  const opening = new Map(nodes.flatMap(({ name, fanOut }) => (fanOut === undefined ? [] : [[fanOut.name, name] as const])));
  const levels = new Map(Array.from(opening.keys(), (fanOut) => [fanOut, levelsIn(fanOut, nodes, opening)]));
  const isPhased = new Set(nodes.flatMap(({ name, scope }) => scope.filter((fanOut) => (levels.get(fanOut)?.get(name) ?? 0) > 0)));
  return { of: ({ name }, fanOut) => (isPhased.has(fanOut) ? (levels.get(fanOut)?.get(name) ?? 0) + 1 : undefined) };
}

/** How many collectors over the fan-out lie, one behind the other, before each node; 0 where it is not said. */
function levelsIn(fanOut: string, nodes: readonly NodeJson[], opening: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const { name, scope, closes, dependencies, gathers } of nodes) {
    const outer = scope.map((each) => levels.get(opening.get(each) ?? '') ?? 0);
    const closing = closes.includes(fanOut) ? new Set(gathers) : undefined;
    const level = Math.max(0, ...outer, ...dependencies.map((each) => (levels.get(each) ?? 0) + (closing?.has(each) === true ? 1 : 0)));
    if (level > 0) levels.set(name, level);
  }
  return levels;
}
