import { each, perItem } from '../../../src';
import { overrideValue } from '../model/behaviour';
import { falsyValues, type GraphSpec, type OverrideSpec, type Scenario } from '../model/graph-spec';
import { isParallelizable } from '../model/mentions';
import { placementOf, placements } from '../model/scopes';
import { whereIs } from '../reference/frame';

/** What a scenario's run is called with. */
export interface RunArguments {
  /** Names, and `each(name)` for those inside fan-outs. */
  readonly outputs: any[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly overrides: Readonly<Record<string, unknown>>;
}

export function runArguments({ graph, request }: Scenario): RunArguments {
  const placed = placements(graph);
  const given = graph.inputs.filter(({ value }) => value !== undefined);
  return {
    outputs: request.outputs.map((name) => (placementOf(placed, name).lives.length === 0 ? name : each(name))),
    inputs: Object.fromEntries(given.map(({ name, value = -1 }) => [name, value === -1 ? name : falsyValues[value]])),
    overrides: Object.fromEntries(request.overrides.map((override) => [override.name, overrideArgument(graph, override)])),
  };
}

function overrideArgument(graph: GraphSpec, override: OverrideSpec): unknown {
  const isSource = graph.nodes.some((node) => node.name === override.name && isParallelizable(node));
  const valueAt = (path: Parameters<typeof whereIs>[0]['path']): unknown => overrideValue(override, isSource, whereIs({ path }));
  if (override.by === 'perItem') return perItem(valueAt);
  // An iterator serves one run, and one instance of a fan-out.
  const isIterator = isSource && override.size % 2 === 1 && placementOf(placements(graph), override.name).scope.length === 0;
  const value = valueAt([]);
  return isIterator && Array.isArray(value) ? value.values() : value;
}
