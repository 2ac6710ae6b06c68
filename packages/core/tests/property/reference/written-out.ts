import { callResult, DROP } from '../model/behaviour';
import { closingInside, namesTaken, renamed, slotOf, stepSpec, withFirst, type Dresses } from '../model/dress';
import type { GraphSpec, NodeSpec, Scenario } from '../model/graph-spec';
import { isParallelizable } from '../model/mentions';

/** A scenario whose modifiers are written out as nodes, as the rules describe what they do: S12 for subdags, F9 for pipes of fan-outs. */
export function writtenOut({ graph, request }: Scenario, dresses: Dresses): Scenario {
  const nodes = graph.nodes.flatMap((node) => nodesOf(closing(closingInside(node, graph, dresses), graph, dresses), dresses));
  const twins = nodes.filter(({ name }) => name.endsWith(TWIN)).map(({ name }) => name);
  return { graph: { inputs: graph.inputs, nodes }, request: { ...request, outputs: [...request.outputs, ...twins] } };
}

/** What the second node of a parameterized method is called. */
export const TWIN = '_twin';

function nodesOf(node: NodeSpec, dresses: Dresses): readonly NodeSpec[] {
  const { name } = node;
  const slot = slotOf(node);
  switch (dresses.get(name)) {
    case undefined:
    case 'inject':
      return [node];
    case 'pipeOutput': {
      const raw = { ...node, name: `${name}.raw`, as: name };
      const step = stepSpec(node, 'out', raw.name);
      return [raw, step, same(name, step.name)];
    }
    case 'pipeInput': {
      const step = stepSpec(node, 'in', slot ?? '');
      return [step, { ...node, deps: withFirst(node, { kind: 'ref', name: step.name }) }];
    }
    case 'parameterize': {
      if (node.role !== 'node' || slot === undefined) return [node];
      return [node, { ...node, name: name + TWIN, as: name, deps: withFirst(node, { kind: 'literal', value: 'twin' }) }];
    }
    case 'extractFields':
      return [
        { ...node, name: `w_${name}`, as: name, body: { result: 'digest', compute: (...args) => recordOf(node, args) } },
        { ...same(name, `w_${name}`), body: { result: 'digest', compute: (record: Readonly<Record<string, unknown>>) => record[name] } },
      ];
    case 'subdag': {
      const seeds = new Map(namesTaken(node).map((taken, index) => [taken, same(`${name}.seed${index}`, taken)]));
      const deps = node.deps.map((dep) => renamed(dep, (taken) => seeds.get(taken)?.name ?? taken));
      return [...seeds.values(), { ...node, name: `${name}.inner`, as: name, deps }, same(name, `${name}.inner`)];
    }
  }
}

/** A fan-out whose items go through a pipe has the name that is written in `over`; the node that opens it is the raw one. */
function closing(node: NodeSpec, { nodes }: GraphSpec, dresses: Dresses): NodeSpec {
  const { over } = node;
  const isPiped =
    over !== undefined && dresses.get(over) === 'pipeOutput' && nodes.some((one) => one.name === over && isParallelizable(one));
  return isPiped ? { ...node, over: `${over}.raw` } : node;
}

/** A node that gives what another one gives. */
function same(name: string, of: string): NodeSpec {
  return { name, role: 'node', deps: [{ kind: 'ref', name: of }], body: { result: 'first' }, delay: 0, silent: true };
}

function recordOf({ name, body }: NodeSpec, args: readonly unknown[]): unknown {
  const result = callResult(name, body, args);
  if (result.kind === 'thrown') throw result.thrown;
  return result.kind === 'drop' ? DROP : { [name]: result.value };
}
