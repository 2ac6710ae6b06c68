import { entryOf, type Value } from './value';

/** The phases, in the order in which they are applied; what changes outputs of other methods comes last. */
export const phases = ['presence', 'generation', 'injection', 'expansion', 'transformation', 'decoration', 'mutation'] as const;

/** A node that a method gives, as the rules say that it comes about. Dependencies are what the method declares as `a` and `b`. */
export interface ModelNode {
  readonly name: string;
  readonly a: Received;
  readonly b: Received;
  readonly body: (a: number, b: number) => number;
  /** What a subdag gives, by its names, which are looked up before those outside. */
  readonly inside?: Readonly<Record<string, (sources: Sources) => number>>;
  /** Where it is an entry of what another one gives. */
  readonly of?: { readonly node: ModelNode; readonly index: 0 | 1 };
  /** What is done to its value, or to each of its items. */
  readonly steps: readonly ((value: Value) => Value)[];
  /** Whether fields were taken out of it; then it only leads to these. */
  readonly isWhole: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly hasSchema: boolean;
  readonly validators: number;
}

/** The name of a dependency, or a literal, and what is done to it on the way. */
interface Received {
  readonly from: string | number;
  readonly steps: readonly ((value: number) => number)[];
}

/** What a modifier does to the nodes of a method. */
export type Effect = (nodes: readonly ModelNode[]) => readonly ModelNode[];

/** The node of a method without modifiers. */
export const plainNode: ModelNode = {
  name: 'target',
  a: { from: 'a', steps: [] },
  b: { from: 'b', steps: [] },
  body: (a, b) => 2 * a + b,
  steps: [],
  isWhole: false,
  tags: {},
  hasSchema: false,
  validators: 0,
};

/** Changes every node. */
export function each(change: (node: ModelNode) => Partial<ModelNode>): Effect {
  return (nodes) => nodes.map((node) => ({ ...node, ...change(node) }));
}

/** Changes the final nodes. */
export function eachFinal(change: (node: ModelNode) => Partial<ModelNode>): Effect {
  return each((node) => (node.isWhole ? {} : change(node)));
}

/** Gives a node for each name, whose `b` comes from elsewhere. */
export function expanded(variants: Readonly<Record<string, string | number>>): Effect {
  return (nodes) =>
    nodes.flatMap((node) => Object.entries(variants).map(([name, from]): ModelNode => ({ ...node, name, b: { ...node.b, from } })));
}

/** Adds nodes for two entries of what the method gives; where it gives several nodes, under the name of each. */
export function extracted(...fields: readonly [string, string]): Effect {
  return (nodes) => {
    const known = nodes.filter(({ isWhole }) => isWhole);
    const wholes = known.length > 0 ? known : nodes;
    return nodes.flatMap((node) => {
      if (!wholes.includes(node)) return [node];
      const entries = fields.map((field, index): ModelNode => {
        const name = wholes.length === 1 ? field : `${node.name}.${field}`;
        return { ...node, name, of: { node, index: index === 0 ? 0 : 1 }, steps: [], isWhole: false, validators: 0 };
      });
      return [{ ...node, isWhole: true, tags: {} }, ...entries];
    });
  };
}

/** The values of names, in one item or at the root. */
type Sources = Readonly<Record<string, number>>;

/** How a role makes values out of what the method receives. */
export type Made = (a: (sources: Sources) => number, b: (sources: Sources) => number, body: ModelNode['body']) => readonly Value[];

/** What a node gives: one value at the root, one for each item in a fan-out. */
export function valuesOf({ of, a, b, body, inside = {}, steps }: ModelNode, made: Made): readonly Value[] {
  const values =
    of === undefined
      ? made(
          (sources) => receive(a, sources, inside),
          (sources) => receive(b, sources, inside),
          body,
        )
      : valuesOf(of.node, made).map((value) => entryOf(value, of.index));
  return values.map((value) => steps.reduce((at, step) => step(at), value));
}

function receive({ from, steps }: Received, sources: Sources, inside: NonNullable<ModelNode['inside']>): number {
  const value = typeof from === 'number' ? from : (inside[from]?.(sources) ?? sources[from] ?? NaN);
  return steps.reduce((at, step) => step(at), value);
}
