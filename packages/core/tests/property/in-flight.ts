import { Engine } from './engine/run-engine';
import { Recorder } from './engine/recorder';
import type { GraphSpec, Scenario } from './model/graph-spec';
import { mentionsOf } from './model/mentions';
import { placementOf, placements } from './model/scopes';
import { evaluate } from './reference/evaluate';
import { whereIs } from './reference/frame';

/**
 * Every way in which a run has more items in flight than F2 allows. An item counts as pulled when its source yields it, and as finished when the
 * last call that the reference expects in it has ended, which is never later than the engine may count it.
 */
export async function excessesInFlight(scenario: Scenario): Promise<string[]> {
  const expected = evaluate(scenario);
  if (expected.ambiguities.size > 0) return [];
  const callsByItem = new Map<string, number>();
  for (const { path } of expected.calls) {
    path.forEach((_, depth) => {
      const item = whereIs({ path: path.slice(0, depth + 1) });
      callsByItem.set(item, (callsByItem.get(item) ?? 0) + 1);
    });
  }
  const { recorder } = await new Engine(scenario).executeSettled({ recorder: new Recorder(callsByItem) });
  const busy = excess(scenario.graph, recorder.busiest, 'items with a call in progress', () => true);
  if (!expected.isExact) return busy;
  return [
    ...busy,
    ...excess(scenario.graph, recorder.mostOpen, 'items pulled and not finished', (name) => !hasPhases(scenario.graph, name)),
  ];
}

function excess(graph: GraphSpec, most: ReadonlyMap<string, number>, what: string, counts: (parallelizable: string) => boolean): string[] {
  return [...most].flatMap(([instance, count]) => {
    const name = instance.slice(instance.indexOf('>') + 1);
    const bound = graph.nodes.find((node) => node.name === name)?.fanOut?.concurrency ?? 0;
    return count > bound && counts(name) ? [`${instance} had ${count} ${what}, and its concurrency is ${bound}`] : [];
  });
}

/**
 * Whether a node inside the fan-out, or inside one around it, needs a collector over that one (S9). Then items stay open between the phases,
 * also those of fan-outs that are nested in it.
 */
function hasPhases(graph: GraphSpec, parallelizable: string): boolean {
  const placed = placements(graph);
  return placementOf(placed, parallelizable).lives.some((around) => {
    const afterCollector = new Set<string>();
    for (const node of graph.nodes) {
      const { closes, lives } = placementOf(placed, node.name);
      const follows = mentionsOf(node).some(({ name }) => afterCollector.has(name));
      if (follows && lives.includes(around)) return true;
      if (follows || closes.includes(around)) afterCollector.add(node.name);
    }
    return false;
  });
}
