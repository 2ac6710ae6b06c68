import type { Graph } from '../graph/graph';
import type { Entry, GraphNode } from '../graph/graph-node';
import type { PlanRequest } from './run-request';

/**
 * The names of the nodes that a request needs, in no particular order: what its outputs depend on, without what lies behind overridden nodes, but
 * with the fan-outs in which they run (I4). An optional input is needed only where a run would find a value for it.
 */
export function neededNodes(graph: Graph, request: PlanRequest): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = request.outputs.map(({ name }) => name);
  if (request.stream !== undefined) open.push(request.stream);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = graph.get(name);
    if (node === undefined || needed.has(name)) continue;
    needed.add(name);
    for (const outer of node.scope) if (!needed.has(outer)) open.push(outer);
    if (request.overrides.has(name)) continue;
    for (const dependency of node.dependencies) {
      if (!needed.has(dependency) && isNeeded(dependency, node, { graph, request })) open.push(dependency);
    }
  }
  return needed;
}

function isNeeded(dependency: string, node: GraphNode, { graph, request }: { graph: Graph; request: PlanRequest }): boolean {
  const provider = graph.get(dependency);
  return provider === undefined || isAvailable(provider, request) || requires(node, dependency);
}

/** Whether a run would find a value: a method gives it, the config, the caller, or a default. */
export function isAvailable(node: GraphNode, request: PlanRequest): boolean {
  return node.method !== undefined || node.roles.includes('config') || request.inputs.has(node.name) || node.input?.default !== undefined;
}

/** Whether a node depends on a name in another way than by `optional`. */
export function requires(node: GraphNode, name: string): boolean {
  const mentions = (entry: Entry): boolean => {
    switch (entry.kind) {
      case 'node':
      case 'keys':
        return entry.name === name;
      case 'list':
        return entry.items.some(mentions);
      case 'record':
        return entry.entries.some(([, value]) => mentions(value));
      case 'settled':
        return mentions(entry.of);
      case 'constant':
      case 'optional':
        return false;
    }
  };
  return node.parameters.some((parameter) => {
    if (parameter.kind === 'context') return false;
    return mentions(parameter.kind === 'value' ? parameter.binding : parameter.entry);
  });
}
