/**
 * The cycles of a directed graph: for each strongly connected component with a cycle, one shortest path
 * from its first node back to it (`['a', 'b', 'a']`). Components come in the order of the map.
 */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const seen = new Set<string>();
  const cycles: string[][] = [];
  for (const start of edges.keys()) {
    if (seen.has(start)) continue;
    const cycle = shortestWayBack(start, edges);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    for (const member of component(start, edges)) seen.add(member);
  }
  return cycles;
}

/** Breadth first, so that the way found is a shortest one. */
function shortestWayBack(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const at of queue) {
    for (const next of edges.get(at) ?? []) {
      if (next === start) return [...wayTo(at, start, cameFrom), start];
      if (!cameFrom.has(next)) {
        cameFrom.set(next, at);
        queue.push(next);
      }
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = end; at !== start;) {
    const previous = cameFrom.get(at);
    if (previous === undefined) break;
    way.unshift(previous);
    at = previous;
  }
  return way;
}

/** What `start` reaches and is reached from. */
function component(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] {
  const reversed = new Map<string, string[]>();
  for (const [from, targets] of edges) {
    for (const to of targets) reversed.set(to, [...(reversed.get(to) ?? []), from]);
  }
  const before = reachable(start, reversed);
  return [...reachable(start, edges)].filter((node) => before.has(node));
}

function reachable(start: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set([start]);
  for (const at of found) for (const next of edges.get(at) ?? []) found.add(next);
  return found;
}
