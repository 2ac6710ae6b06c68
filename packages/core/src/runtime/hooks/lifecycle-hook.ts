import type { NodeInfo } from '../../graph/node-info';
import type { ItemPath } from '../../types/item-path';

/** One run, as hooks are told of it. */
export interface RunInfo {
  readonly runId: string;
  /** The names of the requested outputs. */
  readonly outputs: readonly string[];
  /** What the caller gave as `context`. */
  readonly context: unknown;
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

/** Something that is told of runs and calls, and may change what calls give. Any of the methods, synchronous or not. */
export interface LifecycleHook {
  /** For messages. Default: the name of its class, else its place in the list. */
  readonly name?: string;
  /** Before the first node. */
  beforeRun?(run: RunInfo): Told;
  /** At the end, once for each run for which `beforeRun` hooks were called. */
  afterRun?(run: RunInfo, outcome: RunOutcome): Told;
  beforeNode?(node: NodeRun): Told;
  /** Once for each `beforeNode`, also when the call was given up. */
  afterNode?(node: NodeRun, outcome: NodeOutcome): Told;
  /** Before the pause that follows an attempt which has failed. */
  onRetry?(node: NodeRun, attempt: FailedAttempt): Told;
  /** Around the call: gives what the node gives, by calling `next` or otherwise. */
  aroundNode?(node: NodeRun, next: () => unknown): unknown;
}

/** What a hook may have. */
export const hookMethods = ['beforeRun', 'afterRun', 'beforeNode', 'afterNode', 'onRetry', 'aroundNode'] as const;

/** One of a hook's methods. */
export type HookMethod = (typeof hookMethods)[number];
