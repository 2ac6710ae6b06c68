import type { DepSpec, FanOutSpec, NodeSpec, Scenario } from './model/graph-spec';
import { mentionsOf } from './model/mentions';
import { placements } from './model/scopes';

/**
 * The smallest scenario that still fails, found by leaving out and simplifying one thing at a time as long as that helps. Unlike fast-check's own
 * shrinking it knows graphs: a node goes only when nothing needs it, and what is left stays as it is.
 */
export async function minimise(
  scenario: Scenario,
  fails: (smaller: Scenario) => Promise<boolean>,
  milliseconds: number,
): Promise<Scenario> {
  const deadline = performance.now() + milliseconds;
  let smallest = scenario;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const candidate of simplerThan(smallest)) {
      if (performance.now() > deadline) return smallest;
      if (!isSound(candidate) || !(await fails(candidate))) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

function* simplerThan({ graph, request }: Scenario): Generator<Scenario> {
  for (const output of request.outputs) {
    if (request.outputs.length > 1) yield { graph, request: { ...request, outputs: request.outputs.filter((other) => other !== output) } };
  }
  for (const override of request.overrides)
    yield { graph, request: { ...request, overrides: request.overrides.filter((other) => other !== override) } };
  for (const node of [...graph.nodes].reverse()) {
    yield {
      graph: { ...graph, nodes: graph.nodes.filter((other) => other !== node) },
      request: { ...request, outputs: request.outputs.filter((name) => name !== node.name) },
    };
    for (const { name } of mentionsOf(node).slice(0, 2)) {
      yield {
        graph: bypass(graph, node.name, name),
        request: { ...request, outputs: request.outputs.filter((output) => output !== node.name) },
      };
    }
  }
  for (const node of graph.nodes) {
    for (const simpler of simplerNodes(node))
      yield { graph: { ...graph, nodes: graph.nodes.map((other) => (other === node ? simpler : other)) }, request };
  }
}

/** The graph in which all dependants of a node take another one instead. */
function bypass(graph: Scenario['graph'], name: string, instead: string): Scenario['graph'] {
  const rename = (dep: DepSpec): DepSpec => {
    if ('name' in dep) return dep.name === name ? { ...dep, name: instead } : dep;
    if (dep.kind === 'list') return { ...dep, of: dep.of.map(rename) };
    if (dep.kind === 'record')
      return { ...dep, of: Object.fromEntries(Object.entries(dep.of).map(([key, inner]) => [key, rename(inner)])) };
    return dep.kind === 'plain' || dep.kind === 'fold' ? { ...dep, of: rename(dep.of) } : dep;
  };
  return { ...graph, nodes: graph.nodes.filter((node) => node.name !== name).map((node) => ({ ...node, deps: node.deps.map(rename) })) };
}

function* simplerNodes(node: NodeSpec): Generator<NodeSpec> {
  const { failWhen, dropWhen, result } = node.body;
  if (node.delay > 0) yield { ...node, delay: 0 };
  if (node.delay > 1) yield { ...node, delay: 1 };
  if (result !== 'digest') yield { ...node, body: { ...node.body, result: 'digest' } };
  if (failWhen !== undefined) yield { ...node, body: { result, ...(dropWhen === undefined ? {} : { dropWhen }) } };
  if (dropWhen !== undefined) yield { ...node, body: { result, ...(failWhen === undefined ? {} : { failWhen, throws: 'error' }) } };
  for (const predicate of ['failWhen', 'dropWhen'] as const) {
    if ((node.body[predicate]?.modulus ?? 1) > 1) yield { ...node, body: { ...node.body, [predicate]: { modulus: 1, rest: 0 } } };
  }
  if (node.deps.length > 1) for (const dep of node.deps) yield { ...node, deps: node.deps.filter((other) => other !== dep) };
  for (const [index, dep] of node.deps.entries()) {
    for (const simpler of simplerDeps(dep)) yield { ...node, deps: node.deps.map((other, at) => (at === index ? simpler : other)) };
  }
  if (node.fanOut !== undefined) for (const fanOut of simplerFanOuts(node.fanOut)) yield { ...node, fanOut };
}

function* simplerDeps(dep: DepSpec): Generator<DepSpec> {
  if (dep.kind === 'list' || dep.kind === 'record') yield* Object.values(dep.of).filter(({ kind }) => kind === 'ref');
  if (dep.kind === 'settled' || dep.kind === 'keys') yield { kind: 'ref', name: dep.name };
  if (dep.kind !== 'fold') return;
  yield dep.of;
  if (dep.merge) yield { ...dep, merge: false };
  if (dep.reducer !== 'toArray') yield { ...dep, reducer: 'toArray' };
  if (dep.failWhen !== undefined) yield { kind: 'fold', of: dep.of, reducer: dep.reducer, merge: dep.merge };
}

function* simplerFanOuts(fanOut: FanOutSpec): Generator<FanOutSpec> {
  const { breaks, window, ...rest } = fanOut;
  if (breaks !== undefined) yield { ...rest, ...(window === undefined ? {} : { window }) };
  if (window !== undefined) yield { ...rest, ...(breaks === undefined ? {} : { breaks }) };
  if (fanOut.source !== 'array') yield { ...fanOut, source: 'array' };
  if (!['array', 'generator'].includes(fanOut.source)) yield { ...fanOut, source: 'generator' };
  if (fanOut.vary > 0) yield { ...fanOut, vary: 0 };
  for (const size of [0, 1, 2]) if (fanOut.size > size) yield { ...fanOut, size };
  if (fanOut.keyed) yield { ...fanOut, keyed: false };
  if (!fanOut.ordered) yield { ...fanOut, ordered: true };
  if (fanOut.onItemError !== 'fail') yield { ...fanOut, onItemError: 'fail' };
  if (typeof fanOut.onItemError === 'object') yield { ...fanOut, onItemError: 'skip' };
  for (const concurrency of [1, 2])
    if (fanOut.concurrency > concurrency) yield { ...fanOut, concurrency, ...(window === undefined ? {} : { window: concurrency }) };
}

/** Whether everything that is named is there, in every scope where it was. */
function isSound({ graph, request }: Scenario): boolean {
  const known = new Set(graph.inputs.map(({ name }) => name));
  for (const node of graph.nodes) {
    if (node.deps.length === 0 || mentionsOf(node).some(({ name }) => !known.has(name))) return false;
    known.add(node.name);
  }
  const placed = placements(graph);
  return (
    request.outputs.length > 0 &&
    request.outputs.every((name) => placed.has(name)) &&
    request.overrides.every(({ name }) => placed.has(name))
  );
}
