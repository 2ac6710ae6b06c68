import { disagreements } from './check';
import { buildDressedModel } from './engine/build-dressed-model';
import { sortsIn } from './engine/build-model';
import { forAll } from './for-all';
import { dressesFor } from './model/dress';
import type { Scenario } from './model/graph-spec';
import { writtenOut } from './reference/written-out';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 300);
jest.setTimeout(60_000 + runs * 200);

/** Compares what the engine makes of modifiers with what the reference makes of the nodes that they stand for. */
async function disagreementsOfDressed(scenario: Scenario, seed: number): Promise<string[]> {
  const dresses = dressesFor(scenario, seed);
  const written = writtenOut(scenario, dresses);
  const sorts = sortsIn(written.graph);
  const methods = written.graph.nodes.filter(({ silent }) => silent !== true);
  const byMethod = new Map(methods.map((node) => [node.as ?? node.name, node]));
  const model = buildDressedModel(scenario.graph, dresses, (node) => sorts(byMethod.get(node.name) ?? node));
  const found = await disagreements(written, { model });
  return found.length === 0 ? [] : [`with ${[...dresses].map(([name, dress]) => `@${dress} on ${name}`).join(', ')}:`, ...found];
}

describe('for every graph with modifiers', () => {
  it('S12, F9: what modifiers make behaves as if it were written out', () => forAll({ runs }, disagreementsOfDressed));

  it('S12, F9: so it does where nothing fails', () => forAll({ runs, features: { failures: false } }, disagreementsOfDressed));
});
