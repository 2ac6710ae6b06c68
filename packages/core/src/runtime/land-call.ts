import { PENDING } from './absent';
import type { Frame } from './frame';
import { CallLanding } from './run-block';
import type { RunState } from './run-state';

/** How a promise was settled. */
interface Settlement {
  readonly outcome: unknown;
  readonly fulfilled: boolean;
}

/** Deals with the outcome of the call at a position, which was waited for without its frame being told. */
export function landCall(run: RunState, frame: Frame, position: number, { outcome, fulfilled }: Settlement): void {
  const step = frame.block.steps[position];
  if (step?.kind !== 'call') return;
  frame.awaited = -1;
  frame.slots[step.target] = PENDING;
  frame.waiting = 1;
  frame.left -= position;
  frame.forget(position + 1);
  run.land(new CallLanding(run, frame, step), outcome, fulfilled);
}
