import { hash } from './digest';
import type { DepSpec, GraphSpec, NodeSpec, Scenario } from './graph-spec';
import { isParallelizable, mentionsOf } from './mentions';

/** Modifiers that can be put on a node without changing what its dependants get, or changing it in a known way. */
const dresses = ['pipeOutput', 'pipeInput', 'inject', 'parameterize', 'extractFields', 'subdag'] as const;
type Dress = (typeof dresses)[number];

/** The modifiers of nodes, by their names. */
export type Dresses = ReadonlyMap<string, Dress>;

/** Chooses modifiers for the nodes of a scenario. Overridden nodes keep their form, since an override would replace another node. */
export function dressesFor({ graph, request }: Scenario, seed: number): Dresses {
  const overridden = new Set(request.overrides.map(({ name }) => name));
  return new Map(
    graph.nodes.flatMap((node) => {
      const dress = dresses[hash(`${seed} ${node.name}`) % (dresses.length + 1)];
      return dress === undefined || overridden.has(node.name) || !fits(dress, node) ? [] : [[node.name, dress] as const];
    }),
  );
}

function fits(dress: Dress, node: NodeSpec): boolean {
  if (dress === 'pipeInput' || dress === 'inject') return slotOf(node) !== undefined;
  if (dress === 'extractFields') return node.role === 'node' || node.role === 'collect';
  return true;
}

/** The first dependency, if it is a name that occurs nowhere else among them: it can be given from elsewhere. */
export function slotOf(node: NodeSpec): string | undefined {
  const [first] = node.deps;
  if (first?.kind !== 'ref') return undefined;
  return mentionsOf(node).filter(({ name }) => name === first.name).length === 1 ? first.name : undefined;
}

/** The dependencies with something else in the first place. */
export function withFirst({ deps }: NodeSpec, first: DepSpec): readonly DepSpec[] {
  return [first, ...deps.slice(1)];
}

/** Dependencies with other names. */
export function renamed(dep: DepSpec, rename: (name: string) => string): DepSpec {
  switch (dep.kind) {
    case 'ref':
    case 'settled':
    case 'keys':
      return { ...dep, name: rename(dep.name) };
    case 'list':
      return { ...dep, of: dep.of.map((each) => renamed(each, rename)) };
    case 'record':
      return { ...dep, of: Object.fromEntries(Object.entries(dep.of).map(([key, each]) => [key, renamed(each, rename)])) };
    case 'plain':
    case 'fold':
      return { ...dep, of: renamed(dep.of, rename) };
    case 'literal':
    case 'optional':
      return dep;
  }
}

/** A node that closes a fan-out inside a subdag names it by its full name (S12). */
export function closingInside(node: NodeSpec, { nodes }: GraphSpec, dresses: Dresses): NodeSpec {
  const closed = nodes.find(({ name }) => name === node.over);
  const isInside = closed !== undefined && dresses.get(closed.name) === 'subdag' && isParallelizable(closed);
  return isInside ? { ...node, over: `${closed.name}.inner` } : node;
}

/** The names that a node takes, each once, in order. */
export function namesTaken(node: NodeSpec): readonly string[] {
  return [...new Set(mentionsOf(node).map(({ name }) => name))];
}

/** The step of a pipe behind or before a node. */
export function stepSpec(node: NodeSpec, name: string, of: string): NodeSpec {
  const { failWhen, throws } = node.body;
  return {
    name: `${node.name}.${name}`,
    as: `${node.name}_${name}`,
    role: 'node',
    deps: [
      { kind: 'ref', name: of },
      { kind: 'literal', value: name },
    ],
    body: { result: 'digest', ...(failWhen === undefined ? {} : { failWhen }), ...(throws === undefined ? {} : { throws }) },
    delay: 0,
    silent: true,
  };
}

/** Whether a step gives a promise. */
export function isAsyncStep({ name }: NodeSpec): boolean {
  return hash(name) % 2 === 0;
}
