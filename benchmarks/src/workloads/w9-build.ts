import { Driver, extractFields, inject, node, parameterizeValues, pipeOutput, source, step, tag, value } from '@millrace/core';
import type { ModifierDecorator } from '@millrace/core';

import type { Workload } from '../suite/workload';
import { withHamilton } from './with-hamilton';

const NODES = 5_000;
const PER_CLASS = 20;
/** How many nodes a group of modified methods gives. */
const PER_GROUP = 10;

type Method = (...values: number[]) => unknown;

/** The three nodes that a node depends on; the first ones on fewer. */
function dependenciesOf(index: number): string[] {
  return [...new Set([index - 1, index - 7, index - 40])].filter((other) => other >= 0).map((other) => `n${other}`);
}

const bodies: readonly Method[] = [() => 1, (a) => a, (a, b) => (a ?? 0) + (b ?? 0), (a, b, c) => [a, b, c].length];
const withArity = (arity: number): Method => {
  const body = bodies[arity] ?? (() => 0);
  return Object.defineProperty((...values: number[]) => body(...values), 'length', { value: arity });
};

/** What a person would write: a table by name, names to numbers, and the order (Kahn). */
function byHand(): number {
  const table = new Map<string, { readonly id: number; readonly on: readonly string[]; readonly run: Method }>();
  for (let index = 0; index < NODES; index++) {
    const name = `n${index}`;
    if (table.has(name)) throw new Error(`two nodes ${name}`);
    const on = dependenciesOf(index);
    table.set(name, { id: index, on, run: withArity(on.length) });
  }
  const links: number[][] = [];
  const dependants: number[][] = Array.from({ length: NODES }, () => []);
  for (const [name, { id, on, run }] of table) {
    if (run.length > on.length) throw new Error(`${name} lacks a dependency`);
    links[id] = on.map((dependency) => {
      const found = table.get(dependency);
      if (found === undefined) throw new Error(`no ${dependency}`);
      dependants[found.id]?.push(id);
      return found.id;
    });
  }
  const open = links.map(({ length }) => length);
  const order = open.flatMap((count, id) => (count === 0 ? [id] : []));
  for (const id of order) {
    for (const other of dependants[id] ?? []) {
      open[other] = (open[other] ?? 0) - 1;
      if (open[other] === 0) order.push(other);
    }
  }
  return order.length;
}

function define(prototype: object, key: string, on: readonly string[], modifiers: readonly ModifierDecorator[] = []): void {
  const descriptor = { value: withArity(on.length), configurable: true, writable: true };
  Object.defineProperty(prototype, key, descriptor);
  node(...on.map((name) => source<number>(name)))(prototype, key, descriptor);
  for (const decorate of modifiers) decorate(prototype, key, descriptor);
}

function sizeOf(modules: readonly object[]): number {
  return new Driver({ modules }).graph.nodes.size;
}

function withMillrace(perClass: number): number {
  const modules: object[] = [];
  for (let from = 0; from < NODES; from += perClass) {
    const module = class {};
    for (let index = from; index < Math.min(NODES, from + perClass); index++) define(module.prototype, `n${index}`, dependenciesOf(index));
    modules.push(module);
  }
  return sizeOf(modules);
}

const add = (a: number, b: number): number => a + b;

/** Groups of ten nodes from five methods, with most kinds of modifiers among them. */
function withModifiers(): number {
  const modules: object[] = [];
  for (let group = 0; group < NODES / PER_GROUP; group++) {
    const module = class {};
    const { prototype } = module;
    const own = (name: string): string => `${name}${group}`;
    define(prototype, own('a'), group === 0 ? ['x'] : [`e${group - 1}`, 'x'], [
      parameterizeValues('x', { [own('low')]: 1, [own('high')]: 2 }),
      tag({ owner: 'a' }),
    ]);
    define(prototype, own('b'), [own('low')], [extractFields(own('p'), own('q'))]);
    define(prototype, own('c'), [own('p'), own('high')], [pipeOutput(step(add, value(1)).named('one')), tag({ owner: 'c' })]);
    define(prototype, own('d'), ['y'], [inject({ y: source(own('c')) })]);
    define(prototype, own('e'), [own('d'), own('q')]);
    modules.push(module);
  }
  return sizeOf(modules);
}

/** Hamilton takes 125 times as long as the hand-written way; a tenth of that is the bound. */
const bound = { must: 12.5, aim: 2.5 };

export const w9: Workload = {
  id: 'W9',
  title: `building a driver of ${NODES.toLocaleString('en')} nodes: register, link, scope, validate, order`,
  cases: [
    {
      kind: 'race',
      name: 'three dependencies each',
      contestants: [
        { name: 'hand-written', prepare: () => byHand },
        { name: 'millrace', prepare: () => () => withMillrace(PER_CLASS), ...bound },
        { name: 'millrace, one class', prepare: () => () => withMillrace(NODES), ...bound },
        { name: 'millrace, with modifiers', prepare: () => withModifiers, ...bound },
        withHamilton('W9', NODES),
      ],
      leads: [{ over: 'Hamilton', must: 10, aim: 50 }],
    },
  ],
};
