import { RunAbortedError } from '../../errors/run-aborted-error';
import type { SlotRef } from '../../plan/block';
import type { CachedStep } from '../caching/cached-step';
import type { Cancellation } from '../cancellation';
import type { Frame } from '../frame';
import type { NodeRun } from '../hooks/lifecycle-hook';
import type { Read } from '../read-argument';
import type { RunState } from '../run-state';

/** Which node is called, and how its arguments are read. */
export interface CalledNode {
  readonly node: string;
  readonly reads: readonly Read[];
  /** The config that the context gives, where that is not the driver's. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** What its results are kept by, where they are. */
  readonly caching?: CachedStep | undefined;
}

/** One call of a node for an item (or the root), through all its attempts: what its layers know and share. */
export class NodeCall {
  readonly called: CalledNode;
  readonly frame: Frame;
  readonly run: RunState;
  /** The number of the present attempt. */
  attempt = 1;
  /** What stops the present attempt. */
  cancellation: Cancellation;

  /** The call as hooks see it, once one has been told of it. */
  seenAs: NodeRun | undefined;
  /** Whether its result was taken from the cache. */
  isCached = false;
  /** Hooks that have to be waited for before the call may be made. */
  held: PromiseLike<unknown> | undefined;
  /** What the call itself has given while hooks around it were on the stack; the first promise, where there is one. */
  given: unknown;
  /** Whether that holds a permit of its own, since who waits for the call waits for something else. */
  isLeft = false;
  /** Whether the hooks around it have returned. */
  hasReturned = false;

  constructor(called: CalledNode, frame: Frame, run: RunState) {
    this.called = called;
    this.frame = frame;
    this.run = run;
    this.cancellation = frame.owner.cancellation;
  }

  get node(): string {
    return this.called.node;
  }

  get caching(): CachedStep | undefined {
    return this.called.caching;
  }

  /** What the context gives as the config. */
  get config(): Readonly<Record<string, unknown>> {
    return this.called.config ?? this.run.config;
  }

  /** The same call, to be made when the frame may have gone on to another item; it reads what is captured. */
  captured(references: readonly SlotRef[]): NodeCall {
    return new NodeCall(this.called, this.frame.capture(references), this.run);
  }

  /** Whether nobody wants the result any more: the run was stopped, or the item given up. */
  get isGivenUp(): boolean {
    return this.frame.owner.cancellation.stopped;
  }

  /** Throws a `RunAbortedError` when it is given up. */
  assertWanted(): void {
    if (this.isGivenUp) throw new RunAbortedError(this.frame.owner.cancellation.reason);
  }
}

/** Makes a call, or the part of it that is further in; gives what the node gives, maybe a promise, and throws what it throws. */
export type Next = (call: NodeCall) => unknown;

/** Something around a call. Where all is synchronous it stays so. */
export type Layer = (next: Next) => Next;
