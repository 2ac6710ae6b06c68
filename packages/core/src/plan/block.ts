import type { ItemErrorPolicy } from '../graph/graph-node';

/**
 * Where a value is found: `up` frames outwards from the frame of the step, at `slot`.
 * Every scope has one frame per item, and every node of the scope one slot in it.
 */
export interface SlotRef {
  readonly up: number;
  readonly slot: number;
}

/** How an argument, or an entry of a collector, is made out of slots. */
export type Argument =
  | ({ readonly kind: 'slot' } & SlotRef)
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'context' }
  | { readonly kind: 'list'; readonly items: readonly Argument[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [key: string, value: Argument])[] }
  /** Only in entries: the outcome of the inner argument for this item. */
  | { readonly kind: 'settled'; readonly of: Argument }
  /** Only in entries: the key of the item `up` frames outwards. */
  | { readonly kind: 'key'; readonly up: number };

interface StepBase {
  /** The slot of the step's own frame that its result fills; it also tells whether the step has run. */
  readonly target: number;
  /** Slots of the step's own frame that must be filled before it starts. */
  readonly needs: readonly number[];
  /** Slots, of its own frame or outer ones, whose absence makes the step's result absent. */
  readonly requires: readonly SlotRef[];
  /** Positions, in the same block, of the steps that wait for this one. */
  readonly dependants: readonly number[];
  /** At the root: slots that no later step reads, nor an output, so that they can be let go after this step if all before it have ended. */
  readonly frees: readonly number[];
}

/** A call of a method, or an override in its place. */
export interface CallStep extends StepBase {
  readonly kind: 'call';
  readonly node: string;
  readonly by: 'method' | 'override';
  readonly arguments: readonly Argument[];
}

/** One pass over a fan-out: it iterates the source, or goes again over the items that the opening pass kept. */
export interface FanOutStep extends StepBase {
  readonly kind: 'fan-out';
  readonly parallelizable: string;
  /** The phase (S9) of this pass. */
  readonly phase: number;
  /** The call that gives the source, in the pass that opens the fan-out. */
  readonly open: { readonly by: 'method' | 'override'; readonly arguments: readonly Argument[] } | undefined;
  /** The slot of the step's own frame that holds the kept items: the target of the opening pass. */
  readonly items: number;
  /** Whether items are kept for a later pass, and whether this pass is the last. */
  readonly keeps: boolean;
  readonly last: boolean;
  readonly concurrency: number;
  readonly ordered: boolean;
  readonly onItemError: ItemErrorPolicy;
  readonly uniqueKeys: boolean;
  readonly buffer: number;
  readonly window: number;
  /** Whether a collector folds in source order, so that `window` bounds how far items may run ahead. */
  readonly windowed: boolean;
  /** The executor that runs the items; `undefined` where they run here, or inside a fan-out that runs elsewhere as a whole. */
  readonly executor: string | undefined;
  readonly body: Block;
  readonly sinks: readonly Sink[];
  /** What a stream takes from this pass: the slot of its value, or the streams of fan-outs further in. */
  readonly stream: SlotRef | 'inner' | undefined;
}

/**
 * What one collector takes from the items of a pass. A collector that closes several fan-outs has a sink at each level:
 * inner ones hand a partial column over as one value, the outermost one gives the method's arguments.
 */
export interface Sink {
  readonly collector: string;
  /** How many of the fan-outs that the collector closes lie outside this one; 0 for the sink that gives the arguments. */
  readonly depth: number;
  readonly columns: readonly Column[];
  /** Slots, from the item's frame, that must be present for the item to count. */
  readonly requires: readonly SlotRef[];
  /** Slots, from the frame around the fan-out, without which the collector has no value at all. */
  readonly outer: readonly OuterRequirement[];
}

/** An outer value that gathered values need; needed only through `settled`, its failure is an entry and does no harm. */
export interface OuterRequirement extends SlotRef {
  readonly settled: boolean;
}

/** One gathered parameter of a collector. */
export interface Column {
  /** The slot of the frame around the fan-out that receives the column. */
  readonly target: number;
  readonly kind: 'list' | 'fold';
  /** The position of the parameter in the collector's method, where its reducer is found. */
  readonly parameter: number;
  /** What is taken from an item: an entry, or from an inner sink a list of entries or an accumulator. */
  readonly takes: 'entry' | 'entries' | 'accumulator';
  readonly entry: Argument;
}

/** The steps of one pass over a scope, in topological order. */
export interface Block {
  readonly scope: readonly string[];
  /** What fills the slots of a frame of the scope, over all passes. */
  readonly slots: readonly string[];
  readonly steps: readonly Step[];
  /** Slots of the frame that nothing reads once an item has gone through this pass and its collectors have taken their entries. */
  readonly released: readonly number[];
}

/** What a block consists of. */
export type Step = CallStep | FanOutStep;
