import type { Graph } from '../../graph/graph';
import type { NodeInfo } from '../../graph/node-info';
import type { ItemPath } from '../../types/item-path';
import type { FanOutInfo, FanOutOutcome, ItemInfo, ItemOutcome } from './fan-out-info';

/** What a driver's graph is made of. */
export interface GraphMaterial {
  /** Dataflow classes and instances, as they were given. */
  readonly modules: readonly object[];
  readonly config: Readonly<Record<string, unknown>>;
}

/** One run, as hooks are told of it. */
export interface RunInfo {
  readonly runId: string;
  /** The names of the requested outputs. */
  readonly outputs: readonly string[];
  /** What the caller gave as `context`. */
  readonly context: unknown;
}

/** An input that a run has been given, after its schema. */
export interface InputInfo {
  readonly name: string;
  readonly value: unknown;
  readonly info: NodeInfo;
  readonly runId: string;
}

/** How a run has ended. */
export type RunOutcome =
  { readonly status: 'ok'; readonly outputs: Readonly<Record<string, unknown>> } | { readonly status: 'failed'; readonly error: unknown };

/** One call of a node, with all its attempts, as hooks are told of it. */
export interface NodeRun {
  readonly name: string;
  readonly path: ItemPath;
  /** The present attempt; 1 for the first. */
  readonly attempt: number;
  /** The arguments, in the order of the method's parameters, without the context. */
  readonly inputs: readonly unknown[];
  readonly info: NodeInfo;
  readonly runId: string;
  /** Aborted when the run is cancelled, or the item given up. Made when first read. */
  readonly signal: AbortSignal;
}

/** What became of a call, after its last attempt; `ms` is the time that it took, waiting and pauses included. */
export type NodeOutcome =
  | { readonly status: 'ok'; readonly value: unknown; readonly ms: number; readonly cached: boolean }
  | { readonly status: 'failed'; readonly error: unknown; readonly ms: number };

/** An attempt that has failed and is followed by another. */
export interface FailedAttempt {
  readonly attempt: number;
  readonly error: unknown;
  /** The pause before the next one. */
  readonly delayMs: number;
}

/** A hook gives nothing, or a promise, which is awaited. */
type Told = void | PromiseLike<void>;

/** Why something is refused; nothing where it is not. */
type Refusal = string | undefined;

/** Something that is told of graphs, runs and calls, and may refuse graphs and inputs and change what calls give. Any of the methods, synchronous or not. */
export interface LifecycleHook {
  /** For messages. Default: the name of its class, else its place in the list. */
  readonly name?: string;
  /** Before a driver's graph is made. Synchronous, as a driver's constructor is. */
  beforeGraph?(material: GraphMaterial): void;
  /** Each node, input and config key of the graph, in topological order. Synchronous. All refusals are faults of the graph. */
  validateNode?(node: NodeInfo): Refusal;
  /** Each dependency of `to` on `from`. Synchronous. */
  validateEdge?(from: NodeInfo, to: NodeInfo): Refusal;
  /** When the graph is made, and nothing in it refused. Synchronous. */
  afterGraph?(graph: Graph): void;
  /** Before the first node. */
  beforeRun?(run: RunInfo): Told;
  /** Each input that the run reads. All refusals together keep the run from starting. */
  validateInput?(input: InputInfo): Refusal | PromiseLike<Refusal>;
  /** Makes what `execute` gives of the outputs, or of what the hook before it has made of them. Not for `executeSettled` and `stream`. */
  buildResult?(outputs: unknown, run: RunInfo): unknown;
  /** At the end, once for each run for which `beforeRun` hooks were called. */
  afterRun?(run: RunInfo, outcome: RunOutcome): Told;
  /** Before the source of a fan-out is called, once for each instance. */
  beforeFanOut?(fanOut: FanOutInfo): Told;
  /** When an item has ended, or was given up; it keeps its lane until then. */
  onItem?(item: ItemInfo, outcome: ItemOutcome): Told;
  /** After the last item and before the collectors, once for each `beforeFanOut`. */
  afterFanOut?(fanOut: FanOutInfo, outcome: FanOutOutcome): Told;
  beforeNode?(node: NodeRun): Told;
  /** Once for each `beforeNode`, also when the call was given up. */
  afterNode?(node: NodeRun, outcome: NodeOutcome): Told;
  /** Before the pause that follows an attempt which has failed. */
  onRetry?(node: NodeRun, attempt: FailedAttempt): Told;
  /** Around the call: gives what the node gives, by calling `next` or otherwise. */
  aroundNode?(node: NodeRun, next: () => unknown): unknown;
}

/** What a hook may have. */
export const hookMethods = [
  'beforeGraph',
  'validateNode',
  'validateEdge',
  'afterGraph',
  'beforeRun',
  'validateInput',
  'buildResult',
  'afterRun',
  'beforeFanOut',
  'onItem',
  'afterFanOut',
  'beforeNode',
  'afterNode',
  'onRetry',
  'aroundNode',
] as const satisfies readonly (keyof LifecycleHook)[];

/** One of a hook's methods. */
export type HookMethod = (typeof hookMethods)[number];
