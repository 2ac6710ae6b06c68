import type { Graph } from '../../graph/graph';
import type { Entry } from '../../graph/graph-node';
import type { Argument, Block, SlotRef } from '../../plan/block';
import type { PlanData } from '../../plan/plan-data';
import { slotId, valuesRead } from '../../plan/value-readers';

/** How the key of a call comes from what the call receives. */
export type KeyPart =
  | ({ readonly kind: 'slot'; readonly name: string } & SlotRef)
  | { readonly kind: 'constant'; readonly value: unknown }
  /** The config, where the call is given its context. */
  | { readonly kind: 'config' }
  | { readonly kind: 'list'; readonly items: readonly KeyPart[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [key: string, value: KeyPart])[] };

/** A call of a cached node in a plan. */
export interface CachedStep {
  readonly parts: readonly KeyPart[];
  /** The slots that the arguments read. */
  readonly reads: readonly SlotRef[];
  readonly target: number;
  /** Whether all who read its result are content with its version, until they are called themselves. */
  readonly isDeferrable: boolean;
}

/** What the nodes of a graph are to the cache. */
export interface CachedNodes {
  /** Whether results of a node are kept. */
  isCached(node: string): boolean;
  /** Whether a node's value is left out of keys. */
  isIgnored(node: string): boolean;
  /** Whether values may stay in the store until somebody needs them. */
  readonly mayDefer: boolean;
}

/** The calls of cached nodes in a plan, by node. */
export function cachedSteps(plan: PlanData, graph: Graph, nodes: CachedNodes): ReadonlyMap<string, CachedStep> {
  const steps = new Map<string, CachedStep>();
  const read = valuesRead(plan, (node) => nodes.isCached(node));
  const collect = (block: Block, around: readonly Block[]): void => {
    const frames = [...around, block];
    const linker = new PartLinker(frames, graph, nodes);
    for (const step of block.steps) {
      // Items that run elsewhere have no cache there.
      if (step.kind === 'fan-out' && step.executor === undefined) collect(step.body, frames);
      if (step.kind === 'fan-out') continue;
      if (step.by === 'method' && nodes.isCached(step.node))
        steps.set(step.node, {
          parts: step.arguments.flatMap((argument) => linker.part(argument) ?? []),
          reads: step.requires,
          target: step.target,
          isDeferrable: nodes.mayDefer && !read.has(slotId(block.scope, step.target)),
        });
    }
  };
  collect(plan.root, []);
  return steps;
}

class PartLinker {
  readonly #frames: readonly Block[];
  readonly #graph: Graph;
  readonly #nodes: CachedNodes;
  /** What collectors of a block gather, by the names of the slots. */
  readonly #gathered = new Map<string, readonly string[]>();

  constructor(frames: readonly Block[], graph: Graph, nodes: CachedNodes) {
    this.#frames = frames;
    this.#graph = graph;
    this.#nodes = nodes;
    for (const step of frames.at(-1)?.steps ?? []) {
      if (step.kind !== 'fan-out') continue;
      for (const { collector, columns } of step.sinks)
        for (const { target, parameter } of columns) this.#gathered.set(String(target), this.#namesGathered(collector, parameter));
    }
  }

  /** `undefined` for what does not bear on the key. */
  part(argument: Argument): KeyPart | undefined {
    switch (argument.kind) {
      case 'slot':
        return this.#slot(argument);
      case 'constant':
        return { kind: 'constant', value: argument.value };
      case 'context':
        return { kind: 'config' };
      case 'list':
        return { kind: 'list', items: argument.items.flatMap((item) => this.part(item) ?? []) };
      case 'record':
        return {
          kind: 'record',
          entries: argument.entries.flatMap(([key, value]) => {
            const part = this.part(value);
            return part === undefined ? [] : [[key, part] as const];
          }),
        };
      case 'settled':
      case 'key':
        // Only in what collectors gather.
        return undefined;
    }
  }

  #slot({ up, slot }: SlotRef): KeyPart | undefined {
    const gathered = up === 0 ? this.#gathered.get(String(slot)) : undefined;
    const names = gathered ?? [this.#frames.at(-1 - up)?.slots[slot] ?? ''];
    return names.every((name) => this.#nodes.isIgnored(name)) ? undefined : { kind: 'slot', name: names.join(), up, slot };
  }

  #namesGathered(collector: string, position: number): readonly string[] {
    const parameter = this.#graph.get(collector)?.parameters[position];
    return parameter?.kind === 'gather' || parameter?.kind === 'fold' ? namesIn(parameter.entry) : [collector];
  }
}

function namesIn(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'node':
    case 'optional':
    case 'keys':
      return [entry.name];
    case 'list':
      return entry.items.flatMap(namesIn);
    case 'record':
      return entry.entries.flatMap(([, value]) => namesIn(value));
    case 'settled':
      return namesIn(entry.of);
    case 'constant':
      return [];
  }
}
