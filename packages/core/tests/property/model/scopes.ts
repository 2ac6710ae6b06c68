import type { GraphSpec } from './graph-spec';
import { isCollector, isParallelizable, mentionsOf } from './mentions';

/** Where a node runs and lives (S1-S6), worked out from the spec alone. */
export interface Placement {
  /** The scope in which the method is called. */
  readonly scope: readonly string[];
  /** The scope in which dependants find its value: of a parallelizable, that of its items. */
  readonly lives: readonly string[];
  /** What a collector closes, outermost first. */
  readonly closes: readonly string[];
  /** Of a collector: the deepest scope that it gathers from. */
  readonly gathers: readonly string[];
}

const ROOT: Placement = { scope: [], lives: [], closes: [], gathers: [] };

/** The placement of every node and input. */
export function placements(graph: GraphSpec): ReadonlyMap<string, Placement> {
  const placed = new Map<string, Placement>(graph.inputs.map(({ name }) => [name, ROOT]));
  const livesAt = (name: string): readonly string[] => placed.get(name)?.lives ?? [];
  for (const node of graph.nodes) {
    const mentions = mentionsOf(node).filter(({ as }) => !isCollector(node) || as !== 'plain');
    const deepest = mentions.map(({ name }) => livesAt(name)).reduce((a, b) => (b.length > a.length ? b : a), []);
    const closed = isCollector(node) ? (node.over === undefined ? deepest.length - 1 : deepest.indexOf(node.over)) : deepest.length;
    const scope = deepest.slice(0, closed);
    placed.set(node.name, {
      scope,
      lives: isParallelizable(node) ? [...scope, node.name] : scope,
      closes: deepest.slice(closed),
      gathers: isCollector(node) ? deepest : [],
    });
  }
  return placed;
}

/** The placement of a node that is known to exist. */
export function placementOf(all: ReadonlyMap<string, Placement>, name: string): Placement {
  const found = all.get(name);
  if (found === undefined) throw new Error(`No node "${name}" in the graph`);
  return found;
}
