import { outputTexts } from './compare';
import { Engine } from './engine/run-engine';
import type { NodeSpec, Scenario } from './model/graph-spec';
import { evaluate } from './reference/evaluate';

/** The same graph with nothing asynchronous in it. */
export function withoutDelays({ graph, request }: Scenario): Scenario {
  const synchronous = (node: NodeSpec): NodeSpec => ({
    ...node,
    delay: 0,
    ...(node.fanOut === undefined ? {} : { fanOut: { ...node.fanOut, source: node.fanOut.breaks === undefined ? 'array' : 'generator' } }),
  });
  return { graph: { ...graph, nodes: graph.nodes.map(synchronous) }, request };
}

/** The same graph with only some of the outputs in the request. */
export function withFewerOutputs({ graph, request }: Scenario, seed: number): Scenario {
  const outputs = request.outputs.filter((_, index) => ((seed >> index) & 1) === 1);
  return { graph, request: { ...request, outputs } };
}

/** Outputs of both requests that are not the same. Scenarios whose outcome the rules leave open are let pass. */
export async function changedOutputs(scenario: Scenario, variant: Scenario): Promise<string[]> {
  if ([scenario, variant].some((each) => evaluate(each).ambiguities.size > 0)) return [];
  const before = outputTexts(scenario, (await new Engine(scenario).executeSettled()).outputs);
  const after = outputTexts(variant, (await new Engine(variant).executeSettled()).outputs);
  return variant.request.outputs.flatMap((name) =>
    before[name] === after[name] ? [] : [`${name} is ${before[name]}, and in the variant ${after[name]}`],
  );
}
