import { scopeOfCollector } from './collector-scope';
import { scopeOfNode } from './node-scope';
import type { Placement, Surroundings } from './placement';
import { innerScope, rootScope } from './scope';
import { fanOutName, type Vertex } from './vertex';

const atRoot: Placement = { scope: rootScope, lives: rootScope, closes: [] };

/** Gives every node its scope (S1–S6, S10, S11), in topological order. */
export function assignScopes(order: readonly number[], given: Omit<Surroundings, 'placements'>): (Placement | undefined)[] {
  const placements = new Array<Placement | undefined>(given.table.vertices.length).fill(undefined);
  const surroundings: Surroundings = { ...given, placements };
  for (const id of order) {
    const vertex = given.table.at(id);
    if (vertex !== undefined) placements[id] = placementOf(vertex, surroundings);
  }
  return placements;
}

function placementOf(vertex: Vertex, surroundings: Surroundings): Placement | undefined {
  if (vertex.kind !== 'method') return atRoot;
  const link = surroundings.links[vertex.id];
  if (link === undefined) return undefined;
  const isKnown = link.isComplete && vertex.isSound;
  // Which fan-out a collector closes is not known without all that it gathers; what else is wrong with it can be told later.
  const closing = link.uses === undefined || !isKnown ? undefined : scopeOfCollector(vertex, link.uses, surroundings);
  const scope = link.uses === undefined ? scopeOfNode(vertex, link.dependencies, surroundings) : closing?.scope;
  if (scope === undefined || !isKnown) return undefined;
  const isParallelizable = vertex.definition.roles.includes('parallelizable');
  if (scope === rootScope && !isParallelizable && closing === undefined) return atRoot;
  return { scope, lives: isParallelizable ? innerScope(scope, vertex.name, fanOutName(vertex)) : scope, closes: closing?.closes ?? [] };
}
