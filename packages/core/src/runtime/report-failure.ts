import { RunAbortedError } from '../errors/run-aborted-error';
import { Absent } from './absent';
import { Failure } from './failure';
import type { Frame } from './frame';
import type { RunState } from './run-state';

/** Records that a node failed: it ends the run, or makes the node's value absent and is the affair of the fan-out around it (E5). */
export function failNode(run: RunState, frame: Frame, node: string, cause: unknown): Absent {
  const failure = Failure.of(node, frame.path, cause);
  // What was only told that it is given up has not failed.
  if (!(cause instanceof RunAbortedError && frame.owner.cancellation.stopped)) {
    run.events.nodeFailed(failure);
    reportFailure(run, frame, failure);
  }
  return new Absent(failure);
}

/** Passes a failure that happened in a frame on to who decides about it. */
export function reportFailure(run: RunState, frame: Frame, failure: Failure): void {
  if (frame.block.fatal && run.stopsAtFailure) run.fail(failure);
  else {
    run.survive(failure, !frame.block.fatal);
    frame.owner.failed(frame, failure);
  }
}

/** Takes note that a call failed when its result was not wanted any more. One that was only told so is no failure. */
export function failLate(run: RunState, frame: Frame, node: string, cause: unknown): void {
  if (!(cause instanceof RunAbortedError)) run.failedLate(Failure.of(node, frame.path, cause), frame);
}
