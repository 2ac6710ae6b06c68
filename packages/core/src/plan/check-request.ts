import type { Fault } from '../errors/fault';
import {
  eachOfRoot,
  inputInConfig,
  inputIsNode,
  missingInput,
  outputInFanOut,
  overriddenValue,
  overrideAndInput,
  unknownOutput,
  unknownOverride,
  type UnknownName,
} from '../errors/request-faults';
import type { Graph } from '../graph/graph';
import { isAvailable, neededNodes, requires } from './needed-nodes';
import type { OutputRequest, PlanRequest } from './run-request';

/** All that is wrong with a request, before anything runs (I1, I2, I4, O1, O2); empty where it can be planned. */
export function checkRequest(graph: Graph, request: PlanRequest): Fault[] {
  return [
    ...request.outputs.flatMap((output) => checkOutput(output, graph, request) ?? []),
    ...checkStream(request.stream, graph, request),
    ...[...request.inputs].flatMap((name) => checkInput(name, graph, request) ?? []),
    ...[...request.overrides].flatMap((name) => checkOverride(name, graph, request) ?? []),
    ...missingInputs(graph, request),
  ];
}

function checkOutput({ name, each }: OutputRequest, graph: Graph, request: PlanRequest): Fault | undefined {
  const node = graph.get(name);
  if (node === undefined) {
    const isValue = request.inputs.has(name) || Object.hasOwn(graph.config, name);
    if (!isValue) return unknownOutput(aboutUnknown(name, graph, request));
    return each ? eachOfRoot(name, 'each') : undefined;
  }
  const lives = graph.livesIn(node);
  if (each) return lives.length === 0 ? eachOfRoot(name, 'each') : undefined;
  return lives.length === 0 ? undefined : outputInFanOut(name, graph.namesOf(lives), collectorsOf(name, graph));
}

function checkStream(name: string | undefined, graph: Graph, request: PlanRequest): Fault[] {
  if (name === undefined) return [];
  const node = graph.get(name);
  const isValue = request.inputs.has(name) || Object.hasOwn(graph.config, name);
  if (node === undefined && !isValue) return [unknownOutput(aboutUnknown(name, graph, request))];
  return node === undefined || graph.livesIn(node).length === 0 ? [eachOfRoot(name, 'stream')] : [];
}

function checkInput(name: string, graph: Graph, request: PlanRequest): Fault | undefined {
  if (request.overrides.has(name)) return undefined;
  const node = graph.get(name);
  if (node?.method !== undefined) return inputIsNode(name, node.place);
  return Object.hasOwn(graph.config, name) ? inputInConfig(name) : undefined;
}

function checkOverride(name: string, graph: Graph, request: PlanRequest): Fault | undefined {
  if (request.inputs.has(name)) return overrideAndInput(name);
  const node = graph.get(name);
  if (node?.method !== undefined) return undefined;
  if (graph.excluded.has(name)) return unknownOverride(aboutUnknown(name, graph, request));
  if (Object.hasOwn(graph.config, name)) return overriddenValue(name, 'config key');
  return node === undefined ? unknownOverride(aboutUnknown(name, graph, request)) : overriddenValue(name, 'input');
}

function missingInputs(graph: Graph, request: PlanRequest): Fault[] {
  const needed = neededNodes(graph, request);
  const missing = new Map<string, string[]>();
  for (const name of needed) {
    const node = graph.get(name);
    if (node !== undefined && !isAvailable(node, request)) missing.set(name, []);
  }
  if (missing.size === 0) return [];
  const faults: Fault[] = [];
  for (const [name, node] of graph.nodes) {
    if (!needed.has(name) || request.overrides.has(name)) continue;
    for (const dependency of node.dependencies) if (requires(node, dependency)) missing.get(dependency)?.push(name);
  }
  const unused = [...request.inputs].filter((name) => !graph.nodes.has(name));
  for (const name of graph.nodes.keys()) {
    const neededBy = missing.get(name);
    if (neededBy === undefined) continue;
    const known = knownNames(graph).filter((candidate) => candidate !== name);
    faults.push(missingInput({ name, neededBy, unused, known, excluded: graph.excluded.get(name) ?? [] }));
  }
  return faults;
}

function collectorsOf(name: string, graph: Graph): string[] {
  return graph.dependantsOf(name).filter((dependant) => graph.get(dependant)?.roles.includes('collect'));
}

function aboutUnknown(name: string, graph: Graph, request: PlanRequest): UnknownName {
  const known = [...knownNames(graph), ...request.inputs];
  return { name, known, qualified: known.filter((candidate) => candidate.endsWith(`.${name}`)), excluded: graph.excluded.get(name) ?? [] };
}

function knownNames(graph: Graph): string[] {
  return [...graph.nodes.keys(), ...Object.keys(graph.config)];
}
