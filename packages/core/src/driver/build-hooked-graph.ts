import type { Fault } from '../errors/fault';
import { GraphValidationError } from '../errors/graph-validation-error';
import { asynchronousHook, hookFailed, invalidRefusal, refusedByHook } from '../errors/hook-errors';
import { buildGraph, type GraphOptions } from '../graph/build-graph';
import type { Graph } from '../graph/graph';
import { nodeInfoOf, type NodeInfo } from '../graph/node-info';
import type { Hooks, NamedHook } from '../runtime/hooks/hooks';
import type { HookMethod, LifecycleHook } from '../runtime/hooks/lifecycle-hook';
import { isThenable } from '../types/thenable';

/**
 * Builds a graph between the hooks that are told of it, and asks those that may refuse nodes and edges.
 *
 * @throws GraphValidationError with all that is wrong by itself, or else with all that hooks refuse; HOOK_FAILED where a hook throws.
 */
export function buildHookedGraph(options: GraphOptions, hooks: Hooks): Graph {
  const { modules, config } = options;
  for (const named of hooks.with('beforeGraph')) call(named, 'beforeGraph', (hook) => hook.beforeGraph?.({ modules, config }));
  const graph = buildGraph(options);
  const refused = [...refusedNodes(graph, hooks.with('validateNode')), ...refusedEdges(graph, hooks.with('validateEdge'))];
  if (refused.length > 0) throw new GraphValidationError(refused);
  for (const named of hooks.with('afterGraph')) call(named, 'afterGraph', (hook) => hook.afterGraph?.(graph));
  return graph;
}

function refusedNodes(graph: Graph, validators: readonly NamedHook[]): Fault[] {
  if (validators.length === 0) return [];
  return infosOf(graph).flatMap((info) =>
    validators.flatMap((named) => {
      const refusal = ask(named, 'validateNode', (hook) => hook.validateNode?.(info));
      return refusal === undefined ? [] : [refusedByHook(`"${info.name}"`, named.name, refusal)];
    }),
  );
}

function refusedEdges(graph: Graph, validators: readonly NamedHook[]): Fault[] {
  if (validators.length === 0) return [];
  const infos = new Map(infosOf(graph).map((info) => [info.name, info]));
  return [...infos.values()].flatMap((to) =>
    to.dependencies.flatMap((name) => {
      const from = infos.get(name);
      if (from === undefined) return [];
      return validators.flatMap((named) => {
        const refusal = ask(named, 'validateEdge', (hook) => hook.validateEdge?.(from, to));
        return refusal === undefined ? [] : [refusedByHook(`"${from.name}" -> "${to.name}"`, named.name, refusal)];
      });
    }),
  );
}

function infosOf(graph: Graph): NodeInfo[] {
  return [...graph.nodes.values()].map((node) => nodeInfoOf(graph, node));
}

function ask(named: NamedHook, method: HookMethod, refusalOf: (hook: LifecycleHook) => unknown): string | undefined {
  const refusal = call(named, method, refusalOf);
  if (refusal === undefined || typeof refusal === 'string') return refusal;
  throw hookFailed(named.name, method, invalidRefusal(refusal));
}

function call(named: NamedHook, method: HookMethod, make: (hook: LifecycleHook) => unknown): unknown {
  let result: unknown;
  try {
    result = make(named.hook);
  } catch (error) {
    throw hookFailed(named.name, method, error);
  }
  if (!isThenable(result)) return result;
  // What becomes of it is of no interest any more, and must not end as an unhandled rejection.
  Promise.resolve(result).catch(() => undefined);
  throw hookFailed(named.name, method, asynchronousHook());
}
