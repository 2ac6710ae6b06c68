import type { Cancellation } from '../cancellation';
import type { Frame } from '../frame';
import type { RunState } from '../run-state';

/** One call of a node for an item (or the root), through all its attempts: what its layers know and share. */
export class NodeCall {
  readonly node: string;
  readonly frame: Frame;
  readonly run: RunState;
  /** The number of the present attempt. */
  attempt = 1;
  /** What stops the present attempt. */
  cancellation: Cancellation;

  constructor(node: string, frame: Frame, run: RunState) {
    this.node = node;
    this.frame = frame;
    this.run = run;
    this.cancellation = frame.owner.cancellation;
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
