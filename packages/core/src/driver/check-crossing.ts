import { cannotCross } from '../errors/executor-errors';
import type { Fault } from '../errors/fault';
import { GraphValidationError } from '../errors/graph-validation-error';
import type { Graph } from '../graph/graph';
import type { GraphNode } from '../graph/graph-node';
import type { Hooks } from '../runtime/hooks/hooks';
import type { UntypedRunOptions } from './driver-types';
import { isPerItem } from './requested';

/** A node whose calls are made elsewhere. */
interface FarNode {
  readonly node: GraphNode;
  readonly executor: string;
}

const nodeHooks = ['beforeNode', 'afterNode', 'aroundNode', 'onRetry'] as const;

/** What a driver has beside its graph. */
interface InThisProcess {
  readonly hooks: Hooks;
  readonly hasCache: boolean;
}

/**
 * Refuses a graph in which nodes that run elsewhere need what is in this process only: pools, the cache, and hooks around their calls.
 *
 * @throws GraphValidationError `CANNOT_CROSS`.
 */
export function checkCrossing(graph: Graph, { hooks, hasCache }: InThisProcess): void {
  const far = farNodes(graph);
  const faults: Fault[] = far.flatMap((each) => [...faultsOfPool(each), ...(hasCache ? faultsOfCache(each) : [])]);
  const [first] = far;
  if (first !== undefined)
    for (const method of nodeHooks)
      for (const { name } of hooks.with(method)) {
        const remedy = `It would not be told of "${first.node.name}" and others: take it out of this driver (driver.with({ hooks })), or run the fan-out in this process. Hooks of fan-outs and items are told.`;
        faults.push(cannotCross(`The hook ${name}`, first.executor, `it has ${method}`, remedy));
      }
  if (faults.length > 0) throw new GraphValidationError(faults);
}

function faultsOfPool({ node: { name, operations }, executor }: FarNode): Fault[] {
  if (operations?.pool === undefined) return [];
  const remedy = 'A pool bounds what one process does: have the node run in another fan-out that runs here, or give it a limit of its own.';
  return [cannotCross(`"${name}"`, executor, `it uses the pool "${operations.pool}"`, remedy)];
}

/** Of a node about which something is said: what the driver says of all nodes does not concern those elsewhere. */
function faultsOfCache({ node: { name, cache }, executor }: FarNode): Fault[] {
  if (cache === undefined || cache.behavior === 'disable' || cache.behavior === 'ignore') return [];
  const remedy =
    "Cache a collector of the fan-out, or a node around it; say @cache({ behavior: 'disable' }) of this node; or run the fan-out in this process: executors: { " +
    `${JSON.stringify(executor)}: 'in-process' }.`;
  return [cannotCross(`"${name}"`, executor, 'its results are to be cached', remedy)];
}

/** Overrides by functions, of nodes that run elsewhere. */
export function overridesThatCannotCross(graph: Graph, { overrides = {} }: UntypedRunOptions): Fault[] {
  return farNodes(graph).flatMap(({ node: { name }, executor }) => {
    if (!Object.hasOwn(overrides, name) || !isPerItem(overrides[name])) return [];
    const remedy = 'Override what it depends on outside, give one value for all items, or run the fan-out in this process.';
    return [cannotCross(`"${name}"`, executor, 'its override is a function, perItem(…)', remedy)];
  });
}

function farNodes(graph: Graph): FarNode[] {
  const nodes = [...graph.nodes.values()];
  const executors = new Map(nodes.flatMap(({ name, fanOut }) => (fanOut?.executor === undefined ? [] : [[name, fanOut.executor]])));
  if (executors.size === 0) return [];
  return nodes.flatMap((node) => {
    const outermost = node.scope.find((name) => executors.has(name));
    const executor = outermost === undefined ? undefined : executors.get(outermost);
    return executor === undefined ? [] : [{ node, executor }];
  });
}
