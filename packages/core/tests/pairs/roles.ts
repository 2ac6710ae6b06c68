import { defineDataflow, plain, source, type Collect, type ModifierDecorator } from '@millrace/core';
import type { Made } from './model';
import type { AnyFunction } from '../../src/types/type-tools';
import { taken, type Value } from './value';

/** What a modifier may stand on: how a class with such a method is made, and what its nodes give by the rules. */
export interface RoleUnderTest {
  readonly name: string;
  readonly isFanOut: boolean;
  /** The method; `plus` tells the function of `@does` from it. */
  readonly method: (takes: boolean, plus: number) => AnyFunction;
  readonly define: (run: AnyFunction, modifiers: readonly ModifierDecorator[]) => new () => object;
  readonly made: (takes: boolean) => Made;
}

const shape = (takes: boolean, value: number): Value => (takes ? taken(value) : value);
const twoItems = (takes: boolean, value: number): Value[] => [shape(takes, value), shape(takes, value + 10)];
const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

const compute = (a: number, b: number, plus: number): number => 2 * a + b + plus;
const computeAll = (as: readonly number[], b: number, plus: number): number => sum(as.map((a) => compute(a, b, plus)));

/** Values outside of fan-outs, and in two items. */
const atRoot = { a: 5, a2: 7, b: 11, b2: 13 };
const inItems = [
  { ...atRoot, a: 1, a2: 3 },
  { ...atRoot, a: 2, a2: 6 },
];

const Root = { a: { run: () => atRoot.a }, a2: { run: () => atRoot.a2 }, b: { run: () => atRoot.b }, b2: { run: () => atRoot.b2 } };
const Inner = {
  item: {
    role: 'parallelizable' as const,
    *run() {
      yield* inItems;
    },
  },
  a: { deps: ['item'] as const, run: ({ a }: { a: number }) => a },
  a2: { deps: ['item'] as const, run: ({ a2 }: { a2: number }) => a2 },
  b: Root.b,
  b2: Root.b2,
};

const bare = [source<number>('a'), source<number>('b')] as const;
const gathered = [source<number>('a'), plain(source<number>('b'))] as const;

/** All roles, and the one of S10. */
export const roles: readonly RoleUnderTest[] = [
  {
    name: 'node',
    isFanOut: false,
    method: (takes, plus) => (a: number, b: number) => shape(takes, compute(a, b, plus)),
    define: (run, modifiers) => defineDataflow({ ...Root, target: { deps: bare, run, modifiers } }),
    made: (takes) => (a, b, body) => [shape(takes, body(a(atRoot), b(atRoot)))],
  },
  {
    name: 'parallelizable',
    isFanOut: true,
    method: (takes, plus) => (a: number, b: number) => twoItems(takes, compute(a, b, plus)),
    define: (run, modifiers) => defineDataflow({ ...Root, target: { role: 'parallelizable', deps: bare, run, modifiers } }),
    made: (takes) => (a, b, body) => twoItems(takes, body(a(atRoot), b(atRoot))),
  },
  {
    name: 'collect',
    isFanOut: false,
    method: (takes, plus) => (as: Collect<number>, b: number) => shape(takes, computeAll(as, b, plus)),
    define: (run, modifiers) => defineDataflow({ ...Inner, target: { role: 'collect', deps: gathered, run, modifiers } }),
    made: (takes) => (a, b, body) => [shape(takes, sum(inItems.map((item) => body(a(item), b(atRoot)))))],
  },
  {
    name: 'collect and parallelizable',
    isFanOut: true,
    method: (takes, plus) => (as: Collect<number>, b: number) => twoItems(takes, computeAll(as, b, plus)),
    define: (run, modifiers) =>
      defineDataflow({ ...Inner, target: { role: ['collect', 'parallelizable'], deps: gathered, run, modifiers } }),
    made: (takes) => (a, b, body) => twoItems(takes, sum(inItems.map((item) => body(a(item), b(atRoot))))),
  },
];
