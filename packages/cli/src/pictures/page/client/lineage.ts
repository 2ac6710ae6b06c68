import type { PageEdge } from './page-graph';

/** What lies before and behind some nodes. */
export interface Lineage {
  readonly upstream: ReadonlySet<number>;
  readonly downstream: ReadonlySet<number>;
}

/** Finds all that some nodes depend on, and all that depends on them; they themselves are in neither. */
export function lineageOf(edges: readonly PageEdge[], nodes: readonly number[]): Lineage {
  return {
    upstream: reached(
      neighbours(edges, ({ from, to }) => [to, from]),
      nodes,
    ),
    downstream: reached(
      neighbours(edges, ({ from, to }) => [from, to]),
      nodes,
    ),
  };
}

/** What a node depends on itself, and what depends on it itself. */
export function nextTo(
  edges: readonly PageEdge[],
  node: number,
): { readonly before: readonly number[]; readonly behind: readonly number[] } {
  return {
    before: edges.filter(({ to }) => to === node).map(({ from }) => from),
    behind: edges.filter(({ from }) => from === node).map(({ to }) => to),
  };
}

function neighbours(edges: readonly PageEdge[], direction: (edge: PageEdge) => readonly [at: number, next: number]): Map<number, number[]> {
  const next = new Map<number, number[]>();
  for (const edge of edges) {
    const [at, other] = direction(edge);
    const list = next.get(at);
    if (list === undefined) next.set(at, [other]);
    else list.push(other);
  }
  return next;
}

function reached(next: ReadonlyMap<number, readonly number[]>, nodes: readonly number[]): ReadonlySet<number> {
  const all = new Set(nodes);
  // A set hands out what is added while it is iterated.
  for (const node of all) for (const other of next.get(node) ?? []) all.add(other);
  for (const node of nodes) all.delete(node);
  return all;
}
