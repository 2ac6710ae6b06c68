import { formatFaults } from '../errors/fault';
import { MillraceError } from '../errors/millrace-error';
import { unknownNodeName } from '../errors/request-faults';
import type { GraphView } from './graph-view';
import type { GraphNode } from './graph-node';

/**
 * The named nodes and all that they depend on, in topological order.
 *
 * @throws MillraceError `INVALID_REQUEST` for names that the graph does not have.
 */
export function upstreamOf(graph: GraphView, names: readonly string[]): GraphNode[] {
  return select(
    graph,
    reach(graph, names, (name) => graph.get(name)?.dependencies ?? []),
  );
}

/** The named nodes and all that depends on them, in topological order; throws as {@link upstreamOf} does. */
export function downstreamOf(graph: GraphView, names: readonly string[]): GraphNode[] {
  return select(
    graph,
    reach(graph, names, (name) => graph.dependantsOf(name)),
  );
}

/** The nodes on all paths from one node to another, both included, in topological order; empty where no path leads there. Throws as {@link upstreamOf} does. */
export function nodesBetween(graph: GraphView, from: string, to: string): GraphNode[] {
  checkNames(graph, [from, to]);
  const below = reach(graph, [from], (name) => graph.dependantsOf(name));
  const above = reach(graph, [to], (name) => graph.get(name)?.dependencies ?? []);
  return select(graph, { has: (name) => below.has(name) && above.has(name) });
}

function reach(graph: GraphView, names: readonly string[], next: (name: string) => readonly string[]): ReadonlySet<string> {
  checkNames(graph, names);
  const reached = new Set(names);
  // A set hands out what is added while it is iterated.
  for (const name of reached) for (const other of next(name)) reached.add(other);
  return reached;
}

function select(graph: GraphView, names: { has(name: string): boolean }): GraphNode[] {
  return [...graph.nodes.values()].filter(({ name }) => names.has(name));
}

function checkNames(graph: GraphView, names: readonly string[]): void {
  const faults = names.filter((name) => !graph.nodes.has(name)).map((name) => unknownNodeName(name, graph.nodes.keys()));
  if (faults.length > 0) throw new MillraceError('INVALID_REQUEST', formatFaults(faults));
}
