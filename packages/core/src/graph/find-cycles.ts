import { topologicalOrder } from './topological-order';

/** After that many circles the rest is not listed: they are mended one by one, and most share nodes. */
const MAX_CYCLES = 20;

/**
 * Circles among the ids that the topological order leaves out, each as a path of dependencies that begins and ends with its lowest id.
 * The edge that closes one is taken away before the next is looked for, so that mending all that are listed, up to twenty, leaves none.
 */
export function findCycles(dependencies: readonly (readonly number[])[], order: readonly number[]): number[][] {
  const edges = [...dependencies];
  const cycles: number[][] = [];
  let ordered = order;
  while (ordered.length < edges.length && cycles.length < MAX_CYCLES) {
    const isOrdered = new Uint8Array(edges.length);
    for (const id of ordered) isOrdered[id] = 1;
    const open = (id: number): number[] => (edges[id] ?? []).filter((dependency) => isOrdered[dependency] === 0);
    const cycle = shortestCycle(someOnCycle(isOrdered.indexOf(0), open), open);
    const [first, second] = cycle;
    if (first === undefined) break;
    cycles.push(cycle);
    edges[first] = (edges[first] ?? []).filter((dependency) => dependency !== second);
    ordered = topologicalOrder(edges);
  }
  return cycles;
}

/** Each id that is left has a dependency that is left too, so going from one to the next comes to one that was met before. */
function someOnCycle(start: number, open: (id: number) => readonly number[]): number {
  const met = new Set<number>();
  let id = start;
  while (!met.has(id)) {
    met.add(id);
    id = open(id)[0] ?? id;
  }
  return id;
}

/** Breadth first from an id back to itself. */
function shortestCycle(start: number, open: (id: number) => readonly number[]): number[] {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const id of queue) {
    for (const dependency of open(id)) {
      if (dependency === start) return fromLowest(pathTo(id, cameFrom, start));
      if (cameFrom.has(dependency)) continue;
      cameFrom.set(dependency, id);
      queue.push(dependency);
    }
  }
  return [];
}

function pathTo(last: number, cameFrom: ReadonlyMap<number, number>, start: number): number[] {
  const path: number[] = [];
  for (let id: number | undefined = last; id !== undefined && id !== start; id = cameFrom.get(id)) path.push(id);
  return [start, ...path.reverse()];
}

function fromLowest(path: readonly number[]): number[] {
  let lowest = 0;
  path.forEach((id, index) => {
    if (id < (path[lowest] ?? Infinity)) lowest = index;
  });
  return [...path.slice(lowest), ...path.slice(0, lowest), path[lowest] ?? 0];
}
