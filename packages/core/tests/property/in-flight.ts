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
 * Whether a node inside the fan-out, or inside one around it, needs a collector over that one (S9), or one over a fan-out whose nodes need a
 * collector over that one. Then items stay open between the phases, also those of fan-outs that are nested in it.
 */
function hasPhases(graph: GraphSpec, parallelizable: string): boolean {
  const fanOuts = graph.nodes.filter(({ fanOut }) => fanOut !== undefined).map(({ name }) => name);
  return placementOf(placements(graph), parallelizable).lives.some((around) =>
    fanOuts.some((other) => needsCollectorOver(graph, around, other) && needsCollectorOver(graph, other, around)),
  );
}

/** Whether a node inside a fan-out needs, directly or not, a collector over a fan-out. */
function needsCollectorOver(graph: GraphSpec, inside: string, over: string): boolean {
  const placed = placements(graph);
  const afterCollector = new Set<string>();
  for (const node of graph.nodes) {
    const { closes, lives } = placementOf(placed, node.name);
    const follows = mentionsOf(node).some(({ name }) => afterCollector.has(name));
    if (follows && lives.includes(inside)) return true;
    if (follows || closes.includes(over)) afterCollector.add(node.name);
  }
  return false;
}
