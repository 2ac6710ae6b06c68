import type { Cancellation } from '../cancellation';
import type { Frame } from '../frame';
import type { NodeRun } from '../hooks/lifecycle-hook';
import { readContext, type Read } from '../read-argument';
import type { RunState } from '../run-state';

/** Which node is called, and how its arguments are read. */
export interface CalledNode {
  readonly node: string;
  readonly reads: readonly Read[];
}

/** One call of a node for an item (or the root), through all its attempts: what its layers know and share. */
export class NodeCall {
  readonly node: string;
  readonly frame: Frame;
  readonly run: RunState;
  /** The number of the present attempt. */
  attempt = 1;
  /** What stops the present attempt. */
  cancellation: Cancellation;

  /** The call as hooks see it, once one has been told of it. */
  seenAs: NodeRun | undefined;
  readonly #reads: readonly Read[];

  constructor({ node, reads }: CalledNode, frame: Frame, run: RunState) {
    this.node = node;
    this.#reads = reads;
    this.frame = frame;
    this.run = run;
    this.cancellation = frame.owner.cancellation;
  }

  /** The arguments, without the context. */
  get inputs(): unknown[] {
    return this.#reads.filter((read) => read !== readContext).map((read) => read(this.frame));
  }

  /** Whether nobody wants the result any more: the run was stopped, or the item given up. */
  get isGivenUp(): boolean {
    return this.frame.owner.cancellation.stopped;
  }
}

/** Makes a call, or the part of it that is further in; gives what the node gives, maybe a promise, and throws what it throws. */
export type Next = (call: NodeCall) => unknown;

/** Something around a call. Where all is synchronous it stays so. */
export type Layer = (next: Next) => Next;
