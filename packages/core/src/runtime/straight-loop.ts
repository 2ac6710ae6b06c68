import { Frame } from './frame';
import { loopTurn } from './loop-turn';
import type { RunState } from './run-state';
import { END, WAIT } from './source';
import type { StraightEnd, StraightLane } from './straight-host';

/**
 * Runs items one after the other in one frame while their blocks are nothing but calls that return plain values, handing over full batches. It does
 * what a lane does with any item, less what cannot matter here; the first item that is not as plain goes back to the lane.
 */
export type StraightLoop = (run: RunState, lane: StraightLane) => StraightEnd;

/** A frame in which items can be run one after the other. */
export function frameFor(lane: StraightLane): Frame {
  const { step, around } = lane.host;
  return new Frame(lane, step.body, around, step.name);
}

/** Looks at one step after the other. */
export const runItems: StraightLoop = (run, lane) => {
  const { host } = lane;
  const { step } = host;
  const { body } = step;
  const frame = frameFor(lane);
  const { slots } = frame;
  const straight = run.bound.straight(body);
  let finished = 0;
  try {
    for (;;) {
      if (loopTurn.isDue()) return 'turn';
      const item = host.take();
      // Comparing a number to a symbol costs more than asking for its type.
      if (typeof item === 'symbol') {
        if (item === END) return END;
        if (item === WAIT) return WAIT;
      }
      slots[0] = item;
      frame.index = frame.position = host.count();
      const from = straight(run, frame, 0);
      if (from < body.steps.length) {
        frame.left = body.steps.length - from;
        frame.forget(from);
        return { frame, from };
      }
      host.batch.add(frame, step);
      finished++;
      lane.outlet.flushFull();
    }
  } finally {
    host.countFinished(finished);
    run.bound.countRuns(body, finished);
  }
};
