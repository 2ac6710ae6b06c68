import { FaultCollector } from '../errors/fault-collector';
import { circularDependency } from '../errors/link-faults';
import { withSchemaChecks } from '../modifiers/with-schema-checks';
import { assignScopes } from './assign-scopes';
import { checkPools } from './check-pools';
import { checkConcurrency } from './check-concurrency';
import { checkExecutors } from './check-executors';
import { defineMembers } from './define-members';
import { type ExecutorUses } from './executor-uses';
import { expandSubdags } from './expand-subdags';
import { findCycles } from './find-cycles';
import { finishNode } from './finish-node';
import { Graph } from './graph';
import type { GraphNode } from './graph-node';
import { linkMethods } from './link-methods';
import { LocalNames } from './local-names';
import { settingsOfNodes, type NodeDefaults } from './node-defaults';
import { nameNodes } from './name-nodes';
import type { NodeTable } from './node-table';
import { readModules } from './read-modules';
import { topologicalOrder } from './topological-order';

/** What a graph is built from. */
export interface GraphOptions {
  /** Dataflow classes, or instances of them. */
  readonly modules: readonly object[];
  /** Selects variants, feeds `configuration()` and names that no node has. A key whose value is `undefined` is absent (I3). */
  readonly config: Readonly<Record<string, unknown>>;
  /** Whether a later module may define a node again. */
  readonly allowOverrides: boolean;
  /** Whether nodes with a `@schema` fail where their output does not fit it. */
  readonly checkSchemas?: boolean | undefined;
  /** Overrides the `concurrency` of parallelizables, by name. */
  readonly concurrency?: Readonly<Record<string, number>> | undefined;
  /** What runs items elsewhere, by name. */
  readonly executors?: ExecutorUses | undefined;
  /** Retries, time-outs and pools of nodes by name or tag. */
  readonly defaults?: readonly NodeDefaults[] | undefined;
  /** The pools that there are, by name. */
  readonly pools?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Builds the graph of classes and a config: reads their members, applies modifiers, gives names, links, orders and scopes the nodes.
 *
 * @throws GraphValidationError with everything that is wrong, at once.
 */
export function buildGraph(options: GraphOptions): Graph {
  const faults = new FaultCollector();
  const { allowOverrides, checkSchemas = false, concurrency = {}, executors = {}, defaults = [], pools = {} } = options;
  const config = presentValues(options.config);
  const defined = expandSubdags(defineMembers(readModules(options.modules, config, faults), faults), { allowOverrides }, faults);
  const members = checkSchemas ? defined.map((member) => ({ ...member, definitions: withSchemaChecks(member.definitions) })) : defined;
  const table = nameNodes(members, { config, allowOverrides }, faults);
  const locals = new LocalNames(members);
  const modules = [...new Set(members.map(({ module }) => module))];
  const links = linkMethods({ modules, locals, table, config, faults });

  const dependencies = table.vertices.map(({ id }) => links[id]?.dependencies ?? []);
  const order = topologicalOrder(dependencies);
  if (order.length < dependencies.length) refuseCycles(findCycles(dependencies, order), table, faults);
  const placements = assignScopes(order, { table, links, faults });
  checkConcurrency(concurrency, table, faults);
  checkExecutors(executors, table, faults);
  const { operations, cachePolicies } = settingsOfNodes(defaults, { table, links }, faults);
  checkPools(Object.keys(pools), { table, operations }, faults);
  faults.throwIfAny();

  const nodes = new Map<string, GraphNode>();
  for (const id of order) {
    const vertex = table.at(id);
    if (vertex !== undefined)
      nodes.set(
        vertex.name,
        finishNode(vertex, { table, links, placements, fanOuts: { concurrency, executors }, operations, cachePolicies }),
      );
  }
  return new Graph({ nodes, config, excluded: locals.excluded });
}

function presentValues(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.freeze(Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)));
}

function refuseCycles(cycles: readonly (readonly number[])[], table: NodeTable, faults: FaultCollector): void {
  for (const cycle of cycles) {
    const [first] = cycle;
    const at = first === undefined ? undefined : table.at(first);
    const path = cycle.map((id) => table.at(id)?.name ?? '');
    faults.add(circularDependency(path, at?.place ?? ''));
  }
}
