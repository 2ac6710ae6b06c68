import { seeded } from './seeded';

/** A node: the names of what it depends on. The first three are inputs. */
export interface DagNode {
  readonly name: string;
  readonly on: readonly string[];
}

export const INPUTS = ['x0', 'x1', 'x2'] as const;

const LAYER = 50;
/** How many layers back a dependency reaches. */
const REACH = 3;

/** A layered random graph: each node depends on two or three nodes of the layers before its own. */
export function randomDag(size: number): DagNode[] {
  const random = seeded(1);
  const pick = (names: readonly string[]): string => names[Math.floor(random() * names.length)] ?? INPUTS[0];
  const nodes: DagNode[] = [];
  for (let i = 0; i < size; i++) {
    const begin = i - (i % LAYER);
    const layer = names(nodes, begin - LAYER, begin);
    const reach = names(nodes, begin - REACH * LAYER, begin);
    const on = new Set([pick(layer)]);
    const wanted = random() < 0.5 ? 2 : 3;
    while (on.size < wanted) on.add(pick(reach));
    nodes.push({ name: `n${i}`, on: [...on] });
  }
  return nodes;
}

function names(nodes: readonly DagNode[], from: number, to: number): readonly string[] {
  return to <= 0 ? INPUTS : nodes.slice(Math.max(0, from), to).map(({ name }) => name);
}

/** The nodes on which no other depends: who wants them needs all nodes. */
export function lastOf(nodes: readonly DagNode[]): string[] {
  const used = new Set(nodes.flatMap(({ on }) => on));
  return nodes.map(({ name }) => name).filter((name) => !used.has(name));
}
