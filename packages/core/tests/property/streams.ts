import { NodeExecutionError, type StreamEntry } from '../../src';
import { leftovers } from './compare';
import { Engine, idOf } from './engine/run-engine';
import { canonical } from './model/digest';
import type { Scenario } from './model/graph-spec';
import { placementOf, placements } from './model/scopes';
import { evaluate } from './reference/evaluate';
import { whereIs } from './reference/frame';

/** What is wrong with the stream of one of the inner outputs of a scenario, read to its end or only in part. */
export async function faultsOfStream({ graph, request }: Scenario, seed: number): Promise<string[]> {
  const placed = placements(graph);
  const inner = request.outputs.filter((output) => placementOf(placed, output).lives.length > 0);
  const name = inner[seed % Math.max(1, inner.length)];
  if (name === undefined) return [];
  const scenario = { graph, request: { ...request, outputs: [name] } };
  const expected = evaluate(scenario);
  if (expected.ambiguities.size > 0) return [];

  const leaveAfter = seed % 3 === 0 ? 1 + (seed % 4) : Infinity;
  const actual = await new Engine(scenario).stream({ name, leaveAfter, pause: seed % 4 });
  const found = leftovers(actual);
  const outcome = expected.outputs.get(name);
  if (actual.rejection !== undefined)
    return [
      ...found,
      ...(expected.stops ? faultsOfRejection(actual.rejection.reason) : [`rejected with ${idOf(actual.rejection.reason)}`]),
    ];
  const result = actual.outputs[name];
  if (result?.status !== 'fulfilled' || outcome?.kind !== 'value') {
    // A consumer that leaves early never learns of a failure.
    return expected.stops && leaveAfter === Infinity ? [...found, 'the stream ended well, and the run must fail'] : found;
  }

  const { lives } = placementOf(placed, name);
  const entries = result.value as readonly StreamEntry<unknown>[];
  const isOrdered = lives.every((around) => graph.nodes.find((node) => node.name === around)?.fanOut?.ordered !== false);
  const want = (outcome.value as readonly unknown[]).map(canonical);
  const got = entries.map(({ value }) => canonical(value));
  const places = entries.map((entry) => whereIs(entry));
  if (entries.some(({ path, key }) => path.length !== lives.length || path.at(-1)?.key !== key))
    found.push('an entry has the path or the key of another scope');
  if (new Set(places).size !== places.length) found.push('an item is streamed twice');
  // Entries are out before a source breaks, or an item is given up.
  if (!expected.isExact) return found;
  if (isOrdered && canonical(got) !== canonical(want.slice(0, leaveAfter)))
    found.push(`streamed ${got.join(' ')} instead of ${want.join(' ')}`);
  if (!isOrdered && leaveAfter === Infinity && canonical(got.sort()) !== canonical(want.sort()))
    found.push(`streamed ${got.join(' ')} instead of, in any order, ${want.join(' ')}`);
  return found;
}

function faultsOfRejection(reason: unknown): string[] {
  return reason instanceof NodeExecutionError ? [] : [`rejected with ${idOf(reason)}, which names no node`];
}
