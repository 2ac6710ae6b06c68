import { Driver } from '../../src';
import { buildModel } from './engine/build-model';
import type { GraphSpec } from './model/graph-spec';
import { placementOf, placements } from './model/scopes';

type Scopes = Readonly<Record<string, readonly string[]>>;

/** The scope of every method as the driver tells it. */
export function scopesBuilt(graph: GraphSpec): Scopes {
  const nodes = new Driver({ modules: [buildModel(graph).cls] }).nodes();
  return Object.fromEntries(nodes.filter(({ method }) => method !== '').map(({ name, scope }) => [name, scope]));
}

/** The same, from the spec alone. */
export function scopesExpected(graph: GraphSpec): Scopes {
  const placed = placements(graph);
  return Object.fromEntries(graph.nodes.map(({ name }) => [name, placementOf(placed, name).scope]));
}
