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

/** The same graph with more outputs in the request. */
export function withMoreOutputs({ graph, request }: Scenario, more: readonly string[]): Scenario {
  return { graph, request: { ...request, outputs: [...new Set([...request.outputs, ...more])] } };
}

/** Outputs of the first scenario's request that the second gives otherwise. Scenarios whose outcome the rules leave open are let pass. */
export async function changedOutputs(scenario: Scenario, variant: Scenario): Promise<string[]> {
  if ([scenario, variant].some((each) => evaluate(each).ambiguities.size > 0)) return [];
  const before = outputTexts(scenario, (await new Engine(scenario).executeSettled()).outputs);
  const after = outputTexts(variant, (await new Engine(variant).executeSettled()).outputs);
  return scenario.request.outputs.flatMap((name) =>
    before[name] === after[name] ? [] : [`${name} is ${before[name]}, and with the change ${after[name]}`],
  );
}
