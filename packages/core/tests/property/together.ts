import { differencesInOutputs } from './compare';
import { Engine } from './engine/run-engine';
import { falsyValues, type Scenario } from './model/graph-spec';
import { evaluate } from './reference/evaluate';

/** What is wrong when one driver executes several requests, with different inputs, at once. */
export async function faultsOfTogether(scenario: Scenario): Promise<string[]> {
  const variants = [0, 1, 2, 3].map((shift) => withOtherInputs(scenario, shift));
  const expected = variants.map(evaluate);
  if (expected.some(({ ambiguities }) => ambiguities.size > 0)) return [];
  const outputs = await new Engine(scenario).executeTogether(variants);
  return variants.flatMap((variant, index) => {
    const want = expected[index];
    return want === undefined ? [] : differencesInOutputs(variant, want, outputs[index] ?? {}).map((text) => `run ${index}: ${text}`);
  });
}

/** Every second variant requests only the first output. */
function withOtherInputs({ graph, request }: Scenario, shift: number): Scenario {
  const inputs = graph.inputs.map(({ name, value }) => ({
    name,
    value: value === undefined ? undefined : 1 + ((value + 1 + shift) % (falsyValues.length - 1)),
  }));
  return { graph: { ...graph, inputs }, request: shift % 2 === 0 ? request : { ...request, outputs: request.outputs.slice(0, 1) } };
}
