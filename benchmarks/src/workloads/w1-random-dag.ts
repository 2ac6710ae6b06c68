import { seeded } from './seeded';

/** A node, and the names of what it depends on. */
export interface DagNode {
  readonly name: string;
  readonly on: readonly string[];
}

export const INPUTS = ['x0', 'x1', 'x2'] as const;

const WIDTH = 50;
/** The last layers, each of at least a third of the one before, so that few outputs need all nodes. */
const TAPER = [33, 11, 4, 2];
/** How many layers back a dependency reaches. */
const REACH = 3;

/**
 * A layered random graph: each node depends on two or three nodes of earlier layers, and each is needed by some node of the next.
 * With 19 wide layers it has 1,000 nodes.
 */
export function randomDag(wideLayers: number): DagNode[] {
  const random = seeded(1);
  const layers: (readonly string[])[] = [INPUTS];
  const nodes: DagNode[] = [];
  for (const size of [...Array.from({ length: wideLayers }, () => WIDTH), ...TAPER]) {
    const before = layers.at(-1) ?? INPUTS;
    const reach = layers.slice(-REACH).flat();
    const layer = Array.from({ length: size }, (_, place): DagNode => {
      const on = new Set(before.filter((_name, index) => index % size === place));
      for (const wanted = random() < 0.5 ? 2 : 3; on.size < wanted;) on.add(reach[Math.floor(random() * reach.length)] ?? INPUTS[0]);
      return { name: `n${nodes.length + place}`, on: [...on] };
    });
    nodes.push(...layer);
    layers.push(layer.map(({ name }) => name));
  }
  return nodes;
}

/** The nodes on which no other depends: who wants them needs all nodes. */
export function lastOf(nodes: readonly DagNode[]): string[] {
  const used = new Set(nodes.flatMap(({ on }) => on));
  return nodes.map(({ name }) => name).filter((name) => !used.has(name));
}
