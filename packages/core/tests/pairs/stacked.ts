import { z } from 'zod';
import {
  checkOutput,
  checkOutputCustom,
  config,
  defineDataflow,
  defineValidator,
  does,
  extractFields,
  inject,
  input,
  parameterize,
  parameterizedSubdag,
  parameterizeSources,
  parameterizeValues,
  pipeInput,
  pipeOutput,
  resolveFromConfig,
  schema,
  source,
  step,
  subdag,
  tag,
  tagOutputs,
  unpackFields,
  value,
  type ModifierDecorator,
} from '@millrace/core';
import type { AnyFunction } from '../../src/types/type-tools';
import { each, eachFinal, expanded, extracted, type Effect, type ModelNode, type phases } from './model';
import { bump, type Value } from './value';

/** A modifier under test: how it is written, and what it does by the rules. */
export interface Stacked {
  readonly name: string;
  readonly phase: (typeof phases)[number];
  /** Above the method; `instead` is a function for its place, `name` that of the first final node. */
  readonly decorate?: (instead: AnyFunction, name: string) => ModifierDecorator;
  /** In a method beside it, which is a step behind it. */
  readonly mutates?: (value: Value) => Value;
  readonly effect: Effect;
  /** Whether it takes values apart, so that there must be something to take. */
  readonly takes?: true;
}

const Inner = defineDataflow({ seed: input<number>(), b: { deps: ['seed'], run: (seed: number) => 100 * seed } });
const addTen = (n: number): number => n + 10;
const addTo = (value: Value, by: number): Value => bump(value, by);
const passing = defineValidator({ name: 'passing', validate: () => true });

/** All modifiers, one row each. */
export const stacked: readonly Stacked[] = [
  { name: 'config.when', phase: 'presence', decorate: () => config.when({ k: 1 }), effect: (nodes) => nodes },
  { name: 'config', phase: 'presence', decorate: () => config(({ k }) => k === 1), effect: (nodes) => nodes },
  {
    name: 'does',
    phase: 'generation',
    decorate: (method) => does(method),
    effect: each(() => ({ body: (a, b) => 2 * a + b + 1000 })),
  },
  {
    name: 'subdag',
    phase: 'generation',
    decorate: () => subdag(Inner, { inputs: { seed: source('b2') } }),
    effect: each(() => ({ inside: { b: ({ b2 = NaN }) => 100 * b2 } })),
  },
  {
    name: 'parameterizedSubdag',
    phase: 'generation',
    decorate: () => parameterizedSubdag(Inner, { seven: { inputs: { seed: value(7) } }, eight: { inputs: { seed: source('b2') } } }),
    effect: (nodes) =>
      nodes.flatMap((node): ModelNode[] => [
        { ...node, name: 'seven', inside: { b: () => 700 } },
        { ...node, name: 'eight', inside: { b: ({ b2 = NaN }) => 100 * b2 } },
      ]),
  },
  {
    name: 'inject',
    phase: 'injection',
    decorate: () => inject({ a: source('a2') }),
    effect: each(({ a }) => ({ a: { ...a, from: 'a2' } })),
  },
  {
    name: 'pipeInput',
    phase: 'injection',
    decorate: () => pipeInput(step(addTen), { onInput: 'a' }),
    effect: each(({ a }) => ({ a: { ...a, steps: [...a.steps, addTen] } })),
  },
  {
    name: 'parameterize',
    phase: 'expansion',
    decorate: () => parameterize({ one: { b: value(1) }, two: { b: source('b2') } }),
    effect: expanded({ one: 1, two: 'b2' }),
  },
  {
    name: 'parameterizeSources',
    phase: 'expansion',
    decorate: () => parameterizeSources({ three: { b: 'b' }, four: { b: 'b2' } }),
    effect: expanded({ three: 'b', four: 'b2' }),
  },
  {
    name: 'parameterizeValues',
    phase: 'expansion',
    decorate: () => parameterizeValues('b', { five: 5, six: 6 }),
    effect: expanded({ five: 5, six: 6 }),
  },
  { name: 'extractFields', phase: 'transformation', decorate: () => extractFields('p', 'q'), effect: extracted('p', 'q'), takes: true },
  { name: 'unpackFields', phase: 'transformation', decorate: () => unpackFields('f', 'g'), effect: extracted('f', 'g'), takes: true },
  {
    name: 'pipeOutput',
    phase: 'transformation',
    decorate: () => pipeOutput(step(addTo, value(100))),
    effect: eachFinal(({ steps }) => ({ steps: [...steps, (value) => bump(value, 100)] })),
  },
  {
    name: 'checkOutput',
    phase: 'transformation',
    decorate: () => checkOutput({ allowNull: false }),
    effect: eachFinal(({ validators }) => ({ validators: validators + 1 })),
  },
  {
    name: 'checkOutputCustom',
    phase: 'transformation',
    decorate: () => checkOutputCustom(passing),
    effect: eachFinal(({ validators }) => ({ validators: validators + 1 })),
  },
  {
    name: 'tag',
    phase: 'decoration',
    decorate: () => tag({ owner: 'tag' }),
    effect: eachFinal(({ tags }) => ({ tags: { ...tags, owner: 'tag' } })),
  },
  {
    name: 'tagOutputs',
    phase: 'decoration',
    decorate: (_, name) => tagOutputs({ [name]: { owner: 'tagOutputs' } }),
    effect: (nodes) => {
      const first = nodes.find(({ isWhole }) => !isWhole);
      return nodes.map((node) => (node === first ? { ...node, tags: { ...node.tags, owner: 'tagOutputs' } } : node));
    },
  },
  {
    name: 'schema',
    phase: 'decoration',
    decorate: () => schema(z.any()),
    effect: eachFinal(() => ({ hasSchema: true })),
  },
  {
    name: 'mutate',
    phase: 'mutation',
    mutates: (value) => bump(value, 10_000),
    effect: eachFinal(({ steps }) => ({ steps: [...steps, (value) => bump(value, 10_000)] })),
  },
  {
    name: 'resolveFromConfig',
    phase: 'decoration',
    decorate: () => resolveFromConfig(() => tag({ resolved: 'yes' })),
    effect: eachFinal(({ tags }) => ({ tags: { ...tags, resolved: 'yes' } })),
  },
];
