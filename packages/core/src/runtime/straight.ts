import { drop } from '../types/drop';
import { isThenable } from '../types/thenable';
import { EMPTY } from './absent';
import type { Frame } from './frame';
import { loopTurn } from './loop-turn';
import { Thrown } from './odd';
import type { RunState } from './run-state';

/**
 * Runs the calls of a frame's block from a position on, one after the other, while each returns a plain value; nothing can be absent, pending or in
 * question then. Returns the position of the first step that has not ended. What that step's call gave instead of a plain value, if it was
 * called, stands in `frame.odd`.
 */
export type Straight = (run: RunState, frame: Frame, from: number) => number;

/** Looks at one step after the other. */
export const interpret: Straight = (run, frame, from) => {
  if (run.permits.exhausted) return from;
  const { slots, block, owner } = frame;
  const { cancellation } = owner;
  const { calls } = run.bound;
  let position = from;
  try {
    for (;;) {
      const step = block.steps[position];
      if (step === undefined || step.kind !== 'call' || cancellation.stopped || loopTurn.isOverdue()) return position;
      const call = calls[step.place];
      // Behind a step that was waited for, some may have run before it ended; at the beginning, slots may be those of an earlier item.
      if (call === undefined || (from > 0 && slots[step.target] !== EMPTY)) return position;
      const result = call(frame, run);
      if (typeof result !== 'number' && typeof result !== 'string' && (result === drop || isThenable(result))) {
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
