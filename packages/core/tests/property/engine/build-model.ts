import { drop, type NodeContext } from '../../../src';
import { callResult, delayOf, sortedRows, sourceItems, thrownBy } from '../model/behaviour';
import { canonical, digest, hash, isRejected } from '../model/digest';
import type { GraphSpec, NodeSpec } from '../model/graph-spec';
import { isCollector, isParallelizable } from '../model/mentions';
import { placementOf, placements } from '../model/scopes';
import { decorateInput, decorateMethod } from './decorate';
import { makeSource } from './make-source';
import type { Recorder } from './recorder';
import type { VirtualClock } from './virtual-clock';

/** What the methods of a model work with during one run. */
export interface Surroundings {
  readonly clock: VirtualClock;
  readonly recorder: Recorder;
}

/** A decorated class made of a spec; `enter` gives it the surroundings of the next run. */
export interface Model {
  readonly cls: new () => object;
  enter(surroundings: Surroundings): void;
}

export type Method = (...args: unknown[]) => unknown;

/**
 * Builds the class: real methods, decorated by hand, whose results are functions of their arguments. Without contexts, nobody knows where a call
 * belongs, but the engine may take its quickest ways.
 */
export function buildModel(graph: GraphSpec, hasContexts = true): Model {
  const surroundings = new CurrentSurroundings();
  const sorts = sortsIn(graph);
  class Generated {}

  for (const { name } of graph.inputs) decorateInput(Generated.prototype, name);
  for (const node of graph.nodes) {
    addMethod(
      Generated.prototype,
      node.name,
      methodOf(node, sorts(node), surroundings, hasContexts),
      node.deps.length + (hasContexts ? 1 : 0),
    );
    decorateMethod(Generated.prototype, node, hasContexts);
  }
  return { cls: Generated, enter: (next) => surroundings.enter(next) };
}

/** The surroundings of the run that is going on. */
export class CurrentSurroundings {
  #now: Surroundings | undefined;

  enter(next: Surroundings): void {
    this.#now = next;
  }

  get now(): Surroundings {
    if (this.#now === undefined) throw new Error('No run has begun');
    return this.#now;
  }
}

/** Puts a method into a class; the engine may compare the number of its parameters with that of the dependencies. */
export function addMethod(prototype: object, key: string, method: Method, length: number): void {
  Object.defineProperty(method, 'length', { value: length });
  Object.defineProperty(prototype, key, { value: method, writable: true, configurable: true });
}

/** Whether a collector receives its entries in an order that is not the source's. */
export function sortsIn(graph: GraphSpec): (node: NodeSpec) => boolean {
  const placed = placements(graph);
  const unordered = new Set(graph.nodes.filter(({ fanOut }) => fanOut?.ordered === false).map(({ name }) => name));
  return (node) => isCollector(node) && placementOf(placed, node.name).closes.some((closed) => unordered.has(closed));
}

/** The method of a node, which records its calls. */
export function methodOf(node: NodeSpec, sorts: boolean, surroundings: CurrentSurroundings, hasContext = true): Method {
  return (...given) => {
    const { clock, recorder } = surroundings.now;
    const path = hasContext ? (given.at(-1) as NodeContext).path : [];
    const values = hasContext ? given.slice(0, -1) : given;
    const args = sorts ? sortedRows(node.deps, values) : values;
    recorder.called(node.name, digest('', args));
    forEachRejection(args, (reason) => recorder.reasons.push(reason));
    recorder.began(path);
    const act = (): unknown => (isParallelizable(node) ? iterate(node, args, path, surroundings.now) : settle(node, args));
    const end = (): void => recorder.ended(path);
    if (node.delay === 0 || isParallelizable(node)) return endingWith(end, act);
    const later = clock.after(delayOf(node, args)).then(() => endingWith(end, act));
    return hash(node.name) % 4 === 0 ? onlyThenable(later) : later;
  };
}

function settle(node: NodeSpec, args: readonly unknown[]): unknown {
  const result = callResult(node.name, node.body, args);
  if (result.kind === 'thrown') throw result.thrown;
  return result.kind === 'drop' ? drop : result.value;
}

function iterate(node: NodeSpec, args: readonly unknown[], path: NodeContext['path'], { clock, recorder }: Surroundings): unknown {
  const { fanOut } = node;
  if (fanOut === undefined) throw new Error(`"${node.name}" is no parallelizable`);
  const { items, breaks } = sourceItems(node.name, fanOut, args);
  return makeSource({
    kind: fanOut.source,
    items,
    failure: breaks ? { thrown: thrownBy(node.name, node.body.throws) } : undefined,
    clock,
    delay: node.delay,
    hooks: {
      opened: () => recorder.sourcesOpened++,
      closed: () => recorder.sourcesClosed++,
      pulled: (index) => recorder.pulled(node.name, path, index),
    },
  });
}

function endingWith(end: () => void, act: () => unknown): unknown {
  try {
    return act();
  } finally {
    end();
  }
}

/** A promise of another library: it has nothing but `then`. */
function onlyThenable(promise: Promise<unknown>): object {
  return { then: promise.then.bind(promise) };
}

function forEachRejection(value: unknown, visit: (reason: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isRejected(value)) visit(value.reason);
  else if (Array.isArray(value)) for (const entry of value as unknown[]) forEachRejection(entry, visit);
  else if (canonical(value).includes('rejected(')) for (const entry of Object.values(value)) forEachRejection(entry, visit);
}
