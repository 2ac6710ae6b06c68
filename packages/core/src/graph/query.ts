import { formatFaults } from '../errors/fault';
import { MillraceError } from '../errors/millrace-error';
import { unknownNodeName } from '../errors/request-faults';

/** Nodes and what they depend on, with the way back. */
interface LinkedNodes<T extends LinkedNode> {
  /** In topological order. */
  readonly nodes: ReadonlyMap<string, T>;
  dependantsOf(name: string): readonly string[];
}

interface LinkedNode {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/**
 * The named nodes and all that they depend on, in topological order.
 *
 * @throws MillraceError `INVALID_REQUEST` for names that the graph does not have.
 */
export function upstreamOf<T extends LinkedNode>(graph: LinkedNodes<T>, names: readonly string[]): T[] {
  return select(
    graph,
    reach(graph, names, (name) => graph.nodes.get(name)?.dependencies ?? []),
  );
}

/** The named nodes and all that depends on them, in topological order; throws as {@link upstreamOf} does. */
export function downstreamOf<T extends LinkedNode>(graph: LinkedNodes<T>, names: readonly string[]): T[] {
  return select(
    graph,
    reach(graph, names, (name) => graph.dependantsOf(name)),
  );
}

/** The nodes on all paths from one node to another, both included, in topological order; empty where no path leads there. Throws as {@link upstreamOf} does. */
export function nodesBetween<T extends LinkedNode>(graph: LinkedNodes<T>, from: string, to: string): T[] {
  checkNames(graph, [from, to]);
  const below = reach(graph, [from], (name) => graph.dependantsOf(name));
  const above = reach(graph, [to], (name) => graph.nodes.get(name)?.dependencies ?? []);
  return select(graph, { has: (name) => below.has(name) && above.has(name) });
}

function reach(graph: LinkedNodes<LinkedNode>, names: readonly string[], next: (name: string) => readonly string[]): ReadonlySet<string> {
  checkNames(graph, names);
  const reached = new Set(names);
  // A set hands out what is added while it is iterated.
  for (const name of reached) for (const other of next(name)) reached.add(other);
  return reached;
}

function select<T extends LinkedNode>(graph: LinkedNodes<T>, names: { has(name: string): boolean }): T[] {
  return [...graph.nodes.values()].filter(({ name }) => names.has(name));
}

function checkNames(graph: LinkedNodes<LinkedNode>, names: readonly string[]): void {
  const faults = names.filter((name) => !graph.nodes.has(name)).map((name) => unknownNodeName(name, graph.nodes.keys()));
  if (faults.length > 0) throw new MillraceError('INVALID_REQUEST', formatFaults(faults));
}
