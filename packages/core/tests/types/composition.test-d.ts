import {
  applyTo,
  collect,
  configuration,
  context,
  defineModifier,
  does,
  inject,
  mutate,
  node,
  nodeOf,
  parallelizable,
  parameterizedSubdag,
  pipeInput,
  pipeOutput,
  resolve,
  ResolveAt,
  source,
  step,
  subdag,
  value,
  type Collect,
  type ModifierDecorator,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';

const add = (n: number, other: number): number => n + other;
const scale = (n: number, factor = 2): number => n * factor;
const sum = (...ns: number[]): number => ns.reduce(add, 0);

class Inner {
  @node(source<number>('seed')) next(seed: number): number {
    return seed + 1;
  }
}

/** Every form compiles on a role of its kind. */
export class Forms {
  @does(sum) @node(source<number>('a'), source<number>('b')) rest(a: number, b: number): number {
    return a + b;
  }
  @does(async (n: number) => n) @node(source<number>('a')) later(a: number): number {
    return a;
  }
  @does(() => [1, 2]) @parallelizable() items(): Parallelizable<number> {
    return [];
  }
  @does((ns: Collect<number>) => ns.length) @collect('items') count(ns: Collect<number>): number {
    return ns.length;
  }
  @does((n: number, { node: name }: NodeContext) => name.length + n) @node(source<number>('a')) withContext(
    a: number,
    @context() { path }: NodeContext,
  ): number {
    return a + path.length;
  }

  @pipeInput(step(add, source('b')), step(scale), { onInput: ['a'], namespace: null })
  @pipeOutput(step(add, 'rest').when({ plus: true }), step(scale, value(3)).named('scaled').namespaced('x'), { onOutput: 'piped' })
  @node(source<number>('a'))
  piped(a: number): number {
    return a;
  }

  @mutate(
    'piped',
    applyTo('rest', value(1))
      .onOutput('rest')
      .whenIn({ region: ['eu'] }),
  )
  shifted(n: number, @inject(source('by')) by: number): number {
    return n + by;
  }

  @subdag(Inner, { inputs: { seed: source('a') }, config: { k: configuration('j') }, namespace: 'in', externalInputs: ['a'] })
  @node(nodeOf(Inner, 'next'), source<number>('a'))
  used(next: number, a: number): number {
    return next + a;
  }
  @parameterizedSubdag([Inner], { x: { inputs: { seed: value(1) } }, y: {} }, { config: { k: 1 } })
  @node(source<number>('next'))
  usedTwice(next: number): number {
    return next;
  }

  @resolve({ when: ResolveAt.CONFIG_AVAILABLE, decorateWith: () => does(sum) }) @node() resolved(): number {
    return 1;
  }
  @resolve({ when: ResolveAt.CONFIG_AVAILABLE, decorateWith: () => pipeOutput(step(scale)) }) @node() resolvedPipe(): number {
    return 1;
  }
}

const owner = defineModifier({
  name: 'owner',
  phase: 'decoration',
  apply: (definitions, _context, team: string, since?: number) =>
    definitions.map((definition) => ({ ...definition, tags: { ...definition.tags, owner: `${team} ${since ?? ''}` } })),
});

export const decorators: ModifierDecorator[] = [
  owner('growth'),
  owner('growth', 2026),
  // @ts-expect-error a team is wanted
  owner(),
  // @ts-expect-error a year is a number
  owner('growth', '2026'),
  // @ts-expect-error no such phase
  defineModifier({ name: 'late', phase: 'later', apply: (definitions) => definitions })(),
  // @ts-expect-error gives no definitions
  defineModifier({ name: 'nothing', phase: 'decoration', apply: () => undefined })(),
  // @ts-expect-error a function is no step
  pipeOutput(scale),
  // @ts-expect-error no such option
  pipeOutput(step(scale), { onInput: 'a' }),
  // @ts-expect-error no such option
  pipeInput(step(scale), { onOutput: 'a' }),
  // @ts-expect-error a dependency too few
  pipeOutput(step(add)),
  // @ts-expect-error a dependency too many
  pipeOutput(step(scale, value(1), value(2))),
  // @ts-expect-error a string is no number
  pipeOutput(step(add, value('1'))),
  // @ts-expect-error a step has no target
  mutate(step(scale)),
  // @ts-expect-error a target is a name
  mutate(scale),
  // @ts-expect-error no such option
  subdag(Inner, { input: {} }),
  // @ts-expect-error a literal is no dependency
  subdag(Inner, { inputs: { seed: 1 } }),
  // @ts-expect-error no class
  subdag({}),
  // @ts-expect-error all share no namespace
  parameterizedSubdag(Inner, { a: {} }, { namespace: 'x' }),
  parameterizedSubdag({ a: { classes: Inner }, b: { classes: [Inner], config: { k: 1 } } }, { inputs: { seed: value(1) } }),
  // @ts-expect-error no classes
  parameterizedSubdag({ a: { config: { k: 1 } } }),
];

export class Misfits {
  // @ts-expect-error gives a string
  @does((a: number) => String(a)) @node(source<number>('a')) result(a: number): number {
    return a;
  }
  // @ts-expect-error takes a string
  @does((a: string) => a.length) @node(source<number>('a')) parameter(a: number): number {
    return a;
  }
  // @ts-expect-error no function
  @does(3) @node() nothing(): number {
    return 1;
  }
}
