import { EMPTY } from './absent';
import type { Frame } from './frame';
import { loopTurn } from './loop-turn';
import { isOdd, Thrown } from './odd';
import type { RunState } from './run-state';

/**
 * Runs the calls of a frame's block from a position on, one after the other, while each returns a plain value; nothing can be absent, pending or in
 * question then. Returns the position of the first step that has not ended. What that step's call gave instead of a plain value, if it was
 * called, stands in `frame.odd`.
 */
export type Straight = (run: RunState, frame: Frame, from: number) => number;

/** Looks at one step after the other, to the end of the block or up to a position. */
export const interpret = (run: RunState, frame: Frame, from: number, to = Infinity): number => {
  if (run.permits.exhausted) return from;
  const { slots, block, owner } = frame;
  const { cancellation } = owner;
  const { calls } = run.bound;
  let position = from;
  try {
    for (;;) {
      const step = block.steps[position];
      if (step === undefined || position >= to || step.kind !== 'call' || cancellation.stopped || loopTurn.isOverdue()) return position;
      const call = calls[step.place];
      if (call === undefined || (!frame.inOrder && slots[step.target] !== EMPTY)) return position;
      const result = call(frame, run);
      if (typeof result !== 'number' && typeof result !== 'string' && isOdd(result)) {
        frame.odd = result;
        return position;
      }
      slots[step.target] = result;
      for (const slot of step.frees) slots[slot] = undefined;
      position++;
    }
  } catch (error) {
    frame.odd = new Thrown(error);
    return position;
  }
};
