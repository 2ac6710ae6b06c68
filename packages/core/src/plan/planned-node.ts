import type { Graph } from '../graph/graph';
import type { Binding, Entry, FanOutOptions, GraphNode, Parameter } from '../graph/graph-node';
import type { PlanRequest } from './run-request';

/** A node of the graph as one request needs it. */
export interface PlannedNode {
  readonly name: string;
  readonly scope: readonly string[];
  /** Where it lives as a dependency: its scope, and for a parallelizable itself. */
  readonly lives: readonly string[];
  readonly by: 'method' | 'override' | 'given' | 'gathering';
  readonly parameters: readonly Parameter[];
  readonly dependencies: readonly string[];
  readonly closes: readonly string[];
  readonly fanOut: FanOutOptions | undefined;
}

/** The name of the collector that stands for `each(name)`; no method can be called so. */
export const gatheringOf = (name: string): string => `each(${JSON.stringify(name)})`;

/** The nodes that a request needs, in topological order, pruned by its overrides (I4). */
export function selectNodes(graph: Graph, request: PlanRequest): PlannedNode[] {
  const planned = new Map<string, PlannedNode>();
  const open = [...request.outputs.map(({ name }) => name), ...(request.stream === undefined ? [] : [request.stream])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (planned.has(name)) continue;
    const node = graph.get(name);
    const plannedNode = node === undefined ? givenNode(name) : planNode(graph, node, request);
    planned.set(name, plannedNode);
    open.push(...plannedNode.dependencies, ...plannedNode.scope);
  }
  const ordered = [...planned.values()].filter(({ name }) => !graph.nodes.has(name));
  for (const name of graph.nodes.keys()) {
    const node = planned.get(name);
    if (node !== undefined) ordered.push(node);
  }
  const gatherings = new Set(request.outputs.filter(({ each }) => each).map(({ name }) => name));
  for (const name of gatherings) {
    const node = planned.get(name);
    if (node !== undefined) ordered.push(gathering(node));
  }
  return ordered;
}

/** An input that is given and requested, and that no node of the graph depends on. */
function givenNode(name: string): PlannedNode {
  return { name, scope: [], lives: [], by: 'given', parameters: [], dependencies: [], closes: [], fanOut: undefined };
}

function planNode(graph: Graph, node: GraphNode, request: PlanRequest): PlannedNode {
  const { name, scope } = node;
  if (node.method === undefined) return givenNode(name);
  const lives = node.fanOut === undefined ? scope : [...scope, name];
  const base = { name, scope, lives, fanOut: node.fanOut };
  if (request.overrides.has(name)) return { ...base, by: 'override', parameters: [], dependencies: [], closes: [] };

  const isGiven = (input: string): boolean => {
    const provider = graph.get(input);
    return (
      provider !== undefined &&
      (request.inputs.has(input) ||
        provider.method !== undefined ||
        provider.roles.includes('config') ||
        provider.input?.default !== undefined)
    );
  };
  const parameters = node.parameters.map((parameter) => resolveParameter(parameter, isGiven, graph));
  const dependencies = new Set<string>();
  for (const parameter of parameters) for (const leaf of leavesOf(parameter)) dependencies.add(leaf.name);
  return { ...base, by: 'method', parameters, dependencies: [...dependencies], closes: node.closes };
}

function gathering({ name, lives }: PlannedNode): PlannedNode {
  return {
    name: gatheringOf(name),
    scope: [],
    lives: [],
    by: 'gathering',
    parameters: [{ kind: 'gather', entry: { kind: 'node', name } }],
    dependencies: [name],
    closes: lives,
    fanOut: undefined,
  };
}

/** Decides what `optional` means for this request, and which fan-out `keys` is about. */
function resolveParameter(parameter: Parameter, isGiven: (input: string) => boolean, graph: Graph): Parameter {
  const resolve = (entry: Entry): Entry => {
    switch (entry.kind) {
      case 'optional':
        return isGiven(entry.name) ? { kind: 'node', name: entry.name } : { kind: 'constant', value: entry.fallback?.value };
      case 'list':
        return { kind: 'list', items: entry.items.map(resolve) };
      case 'record':
        return { kind: 'record', entries: entry.entries.map(([key, value]) => [key, resolve(value)] as const) };
      case 'settled':
        return { kind: 'settled', of: resolve(entry.of) };
      case 'keys': {
        const node = graph.get(entry.name);
        return { kind: 'keys', name: node === undefined || node.fanOut !== undefined ? entry.name : (node.scope.at(-1) ?? entry.name) };
      }
      default:
        return entry;
    }
  };
  if (parameter.kind === 'context') return parameter;
  // A value's tree holds neither `settled` nor `keys`, and resolving adds none.
  if (parameter.kind === 'value') return { kind: 'value', binding: resolve(parameter.binding) as Binding };
  return { ...parameter, entry: resolve(parameter.entry) };
}

/** A node at a leaf of a parameter's tree, and how it is taken. */
export interface Leaf {
  readonly name: string;
  readonly use: 'value' | 'gathered' | 'settled' | 'key';
}

/** The nodes that a parameter reads. */
export function* leavesOf(parameter: Parameter): Generator<Leaf> {
  if (parameter.kind === 'context') return;
  if (parameter.kind === 'value') yield* leavesOfEntry(parameter.binding, 'value');
  else yield* leavesOfEntry(parameter.entry, 'gathered');
}

function* leavesOfEntry(entry: Entry, use: Leaf['use']): Generator<Leaf> {
  if (entry.kind === 'node') yield { name: entry.name, use };
  else if (entry.kind === 'keys') yield { name: entry.name, use: 'key' };
  else if (entry.kind === 'settled') yield* leavesOfEntry(entry.of, 'settled');
  else if (entry.kind === 'list') for (const item of entry.items) yield* leavesOfEntry(item, use);
  else if (entry.kind === 'record') for (const [, value] of entry.entries) yield* leavesOfEntry(value, use);
}
