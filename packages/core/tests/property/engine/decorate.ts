import {
  collect,
  context,
  fold,
  group,
  input,
  keys,
  node,
  optional,
  parallelizable,
  plain,
  reducers,
  settled,
  source,
  value,
  type Reducer,
} from '../../../src';
import { keyOf } from '../model/behaviour';
import { hash } from '../model/digest';
import { foldInit, foldMerge, foldStep, type FoldSpec } from '../model/fold-step';
import type { DepSpec, NodeSpec } from '../model/graph-spec';

type LooseDecorator = (target: object, key: string, descriptor: PropertyDescriptor) => void;
type LooseFactory = (...args: readonly unknown[]) => LooseDecorator;

// The checked signatures want to know the class; a generated one is known to nobody.
const factories = { node, parallelizable, collect } as unknown as Record<'node' | 'parallelizable' | 'collect', LooseFactory>;
const contextDecorator = context() as unknown as (target: object, key: string, index: number) => void;

/** Decorates a method as its spec says, under its name or another key; with a context, in the last parameter. */
export function decorateMethod(prototype: object, spec: NodeSpec, hasContext: boolean, key = spec.name, onlySources = false): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
  const apply = (decorator: LooseDecorator): void => decorator(prototype, key, descriptor);
  const deps = spec.deps.map((dep, index) => dependency(dep, !onlySources && (index + hash(spec.name)) % 2 === 0));
  if (hasContext) contextDecorator(prototype, key, deps.length);
  if (spec.role === 'node') apply(factories.node(...deps));
  if (spec.role === 'parallelizable') apply(factories.parallelizable(...deps, fanOutOptions(spec)));
  if (spec.role === 'both') apply(factories.parallelizable(fanOutOptions(spec)));
  if (spec.role === 'collect' || spec.role === 'both')
    apply(factories.collect(...deps, ...(spec.over === undefined ? [] : [{ over: spec.over }])));
}

export function decorateInput(prototype: object, name: string): void {
  input()(prototype as never, name as never);
}

function dependency(spec: DepSpec, byName: boolean): unknown {
  const inner = (dep: DepSpec): any => dependency(dep, byName);
  switch (spec.kind) {
    case 'ref':
      return byName ? spec.name : source(spec.name);
    case 'literal':
      return value(spec.value);
    case 'optional':
      return optional(source(spec.input), spec.fallback);
    case 'list':
      return group(...spec.of.map(inner));
    case 'record':
      return group(Object.fromEntries(Object.entries(spec.of).map(([key, dep]) => [key, inner(dep)])));
    case 'plain':
      return plain(inner(spec.of));
    case 'settled':
      return settled(byName ? spec.name : source(spec.name));
    case 'keys':
      return keys(spec.name);
    case 'fold':
      return fold(inner(spec.of), reducer(spec));
  }
}

function reducer(spec: FoldSpec): Reducer<unknown, unknown> {
  const step = (accumulator: unknown, entry: unknown, index: number): unknown => {
    const { next, stop } = foldStep(spec, accumulator, entry, index);
    return stop ? reducers.done(next) : next;
  };
  return { init: () => foldInit(spec.reducer), step, ...(spec.merge ? { merge: foldMerge } : {}) };
}

function fanOutOptions({ fanOut }: NodeSpec): object {
  if (fanOut === undefined) return {};
  const { concurrency, ordered, onItemError, window, keyed } = fanOut;
  return { concurrency, ordered, onItemError, ...(window === undefined ? {} : { window }), ...(keyed ? { key: keyOf } : {}) };
}
