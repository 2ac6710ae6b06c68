import { Driver } from '../../src';
import { buildModel } from './engine/build-model';
import type { GraphSpec } from './model/graph-spec';
import { placementOf, placements } from './model/scopes';

/** Methods whose scope, as the driver tells it, is not the one that the spec gives them. */
export function differencesInScope(graph: GraphSpec): string[] {
  const placed = placements(graph);
  const nodes = new Map(new Driver({ modules: [buildModel(graph).cls] }).nodes().map((node) => [node.name, node]));
  return graph.nodes.flatMap(({ name }) => {
    const want = placementOf(placed, name).scope.join(', ');
    const got = nodes.get(name)?.scope.join(', ');
    return got === want ? [] : [`${name} is in [${got}], and should be in [${want}]`];
  });
}
