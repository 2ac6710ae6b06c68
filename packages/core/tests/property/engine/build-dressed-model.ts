import {
  drop,
  extractFields,
  inject,
  parameterize,
  pipeInput,
  pipeOutput,
  source,
  step,
  subdag,
  value,
  type ModifierDecorator,
} from '../../../src';
import { callResult } from '../model/behaviour';
import { closingInside, isAsyncStep, namesTaken, renamed, slotOf, stepSpec, withFirst, type Dresses } from '../model/dress';
import type { GraphSpec, NodeSpec } from '../model/graph-spec';
import { TWIN } from '../reference/written-out';
import { addMethod, CurrentSurroundings, methodOf, type Method, type Model } from './build-model';
import { decorateInput, decorateMethod } from './decorate';

/** What building needs to know besides a node. */
interface Building {
  /** The method's, if that is not called as the node. */
  readonly key?: string;
  /** What the method gives instead of the node's value. */
  readonly wrap?: (given: unknown) => unknown;
  readonly prototype: object;
  readonly surroundings: CurrentSurroundings;
  readonly sorts: (node: NodeSpec) => boolean;
}

/** Builds a class whose methods have modifiers; `sorts` tells of a node whether it gathers in an order that is not the source's. */
export function buildDressedModel(graph: GraphSpec, dresses: Dresses, sorts: (node: NodeSpec) => boolean): Model {
  const surroundings = new CurrentSurroundings();
  class Generated {}
  for (const { name } of graph.inputs) decorateInput(Generated.prototype, name);
  for (const node of graph.nodes)
    addNode(closingInside(node, graph, dresses), dresses, { prototype: Generated.prototype, surroundings, sorts });
  return { cls: Generated, enter: (next) => surroundings.enter(next) };
}

function addNode(node: NodeSpec, dresses: Dresses, building: Building): void {
  const { name } = node;
  const slot = slotOf(node);
  switch (dresses.get(name)) {
    case undefined:
      return add(node, building);
    case 'inject':
      return add({ ...node, deps: withFirst(node, { kind: 'ref', name: `slot_${name}` }) }, building, [
        inject({ [`slot_${name}`]: source(slot ?? '') }),
      ]);
    case 'pipeOutput':
      return add(node, building, [pipeOutput(stepOf(node, 'out'))]);
    case 'pipeInput':
      return add(node, building, [pipeInput(stepOf(node, 'in'), { onInput: slot ?? '' })]);
    case 'parameterize':
      return addParameterized(node, building);
    case 'extractFields':
      return add(node, { ...building, key: `w_${name}`, wrap: (given) => ({ [name]: given }) }, [extractFields(name)]);
    case 'subdag':
      return addSubdag(node, building);
  }
}

/** Two nodes of one method; the name of the node is not the method's. */
function addParameterized(node: NodeSpec, building: Building): void {
  const { name, role } = node;
  const [slot, open] = [slotOf(node), `slot_${name}`];
  const key = `m_${name}`;
  if (slot === undefined) return add(node, { ...building, key }, [parameterize({ [name]: {} })]);
  const twin = role === 'node' ? { [name + TWIN]: { [open]: value('twin') } } : {};
  const deps = withFirst(node, { kind: 'ref', name: open });
  add({ ...node, deps }, { ...building, key }, [parameterize({ [name]: { [open]: source(slot) }, ...twin })]);
}

/** The node in a class of its own; the method of its name hands on what it gives. */
function addSubdag(node: NodeSpec, { prototype, ...building }: Building): void {
  class Inner {}
  const taken = namesTaken(node);
  const seeds = new Map(taken.map((name, index) => [name, `seed${index}`]));
  for (const seed of seeds.values()) decorateInput(Inner.prototype, seed);
  const deps = node.deps.map((dep) => renamed(dep, (name) => seeds.get(name) ?? name));
  add({ ...node, deps }, { ...building, prototype: Inner.prototype, key: 'inner' });

  const inputs = Object.fromEntries(Array.from(seeds, ([name, seed]) => [seed, source(name)]));
  addMethod(prototype, node.name, (inner) => inner, 1);
  const { name, delay } = node;
  decorateMethod(
    prototype,
    { name, role: 'node', deps: [{ kind: 'ref', name: 'inner' }], body: { result: 'first' }, delay },
    false,
    name,
    true,
  );
  decorateWith(prototype, name, [subdag(Inner, { inputs })]);
}

function add(
  node: NodeSpec,
  { prototype, surroundings, sorts, key = node.name, wrap }: Building,
  modifiers: readonly ModifierDecorator[] = [],
): void {
  const method = methodOf(node, sorts(node), surroundings);
  addMethod(prototype, key, wrap === undefined ? method : wrapped(method, wrap), node.deps.length + 1);
  decorateMethod(prototype, node, true, key);
  decorateWith(prototype, key, modifiers);
}

function decorateWith(prototype: object, key: string, modifiers: readonly ModifierDecorator[]): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
  for (const decorate of modifiers) decorate(prototype, key, descriptor);
}

function wrapped(method: Method, wrap: (given: unknown) => unknown): Method {
  const finish = (given: unknown): unknown => (given === drop ? drop : wrap(given));
  return (...args) => {
    const given = method(...args);
    const isLater = typeof given === 'object' && given !== null && 'then' in given;
    return isLater ? Promise.resolve(given).then(finish) : finish(given);
  };
}

/** A step that does what its spec says; some give a promise. */
function stepOf(node: NodeSpec, name: 'in' | 'out'): ReturnType<typeof step> {
  const spec = stepSpec(node, name, '');
  const act = (given: unknown, literal: unknown): unknown => {
    const result = callResult(spec.as ?? spec.name, spec.body, [given, literal]);
    if (result.kind === 'thrown') throw result.thrown;
    return result.kind === 'drop' ? drop : result.value;
  };
  const fn = isAsyncStep(spec) ? async (given: unknown, literal: unknown) => act(given, literal) : act;
  return step(fn, value(name)).named(name);
}
