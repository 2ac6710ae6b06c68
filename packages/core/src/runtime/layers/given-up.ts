import { RunAbortedError } from '../../errors/run-aborted-error';
import type { NodeCall } from './node-call';

/** Ends a call that has waited and is not wanted any more. */
export function refuseIfGivenUp({ frame, isGivenUp }: NodeCall): void {
  if (isGivenUp) throw new RunAbortedError(frame.owner.cancellation.reason);
}
