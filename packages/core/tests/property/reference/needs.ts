import type { NodeSpec } from '../model/graph-spec';
import { mentionsOf } from '../model/mentions';
import { placementOf, type Placement } from '../model/scopes';

/** What the walks below ask of a graph whose overrides are applied. */
export interface EffectiveGraph {
  readonly nodes: ReadonlyMap<string, NodeSpec>;
  readonly placed: ReadonlyMap<string, Placement>;
  isOverridden(name: string): boolean;
}

/** Everything that runs (or is overridden) for these outputs. The fan-outs of a node's scope are always among it (I4). */
export function neededFor(graph: EffectiveGraph, outputs: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    const { scope, lives } = placementOf(graph.placed, name);
    for (const parallelizable of [...scope, ...lives]) visit(parallelizable);
    const node = graph.nodes.get(name);
    if (node === undefined || graph.isOverridden(name)) return;
    for (const mention of mentionsOf(node)) {
      if (mention.as === 'key') placementOf(graph.placed, mention.name).lives.forEach(visit);
      else visit(mention.name);
    }
    placementOf(graph.placed, name).closes.forEach(visit);
  };
  outputs.forEach(visit);
  return needed;
}

/**
 * What must be there for a collector to have an item, or to be there itself: what its gathered values need, directly or not, as far as it lives
 * around them. `true`: a failure of it is in the way; `false`: it is needed only through `settled`, so that only a drop of it is.
 */
export function requirementsOf(
  graph: EffectiveGraph,
  collector: NodeSpec,
  { scope, closes }: Pick<Placement, 'scope' | 'closes'>,
): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  const walked = new Set<string>();
  // Behind an inner collector, only what lives around that collector is needed: it has a value whatever becomes of single items.
  const visit = (name: string, failing: boolean, limit: number): void => {
    const step = `${name} ${failing} ${limit}`;
    if (walked.has(step)) return;
    walked.add(step);
    const placement = placementOf(graph.placed, name);
    const depth = placement.scope.length;
    if (depth <= limit) found.set(name, failing || found.get(name) === true);
    const node = graph.nodes.get(name);
    if (node === undefined || graph.isOverridden(name) || depth <= scope.length) return;
    visitDependencies(node, placement.closes, failing, placement.closes.length > 0 ? Math.min(limit, depth) : limit);
  };
  const visitDependencies = (node: NodeSpec, closed: readonly string[], failing: boolean, limit: number): void => {
    for (const parallelizable of closed) visit(parallelizable, failing, limit);
    for (const { name, as } of mentionsOf(node)) {
      // An item is there where it is asked for; whether its fan-out comes to an end concerns those who close it.
      const isItem = placementOf(graph.placed, name).lives.at(-1) === name;
      if (as !== 'key' && !isItem) visit(name, failing && as !== 'settled', limit);
    }
  };
  visitDependencies(collector, closes, true, Infinity);
  return found;
}
