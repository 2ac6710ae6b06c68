import type { Batch } from './batch';
import type { Frame } from './frame';
import { loopTurn } from './loop-turn';
import type { LinkedFanOut } from './program';
import { isStraight, runStraight } from './run-block';
import type { RunState } from './run-state';
import { END, WAIT } from './source';

/** What the loop needs of the fan-out. */
export interface StraightHost {
  readonly run: RunState;
  readonly step: LinkedFanOut;
  readonly batch: Batch;
  /** The next item, `END`, or `WAIT`. */
  take(): unknown;
  /** The position of an item that has just been taken. */
  count(): number;
  /** So many items have ended, all in order and with nothing absent. */
  countFinished(items: number): void;
}

/** Why the loop has stopped: an item that needs more than the loop can do, with the position of the step to go on from; or no item. */
export type StraightEnd = { readonly frame: Frame; readonly from: number } | typeof END | typeof WAIT | 'turn';

/**
 * Runs items one after the other in one frame while their blocks are nothing but calls that return plain values, handing over full batches. It does
 * what a lane does with any item, less what cannot matter here; the first item that is not as plain goes back to the lane.
 */
export function runItems(host: StraightHost, frame: Frame, limit: number, flush: () => void): StraightEnd {
  const { run, step } = host;
  const { steps } = step.body;
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
      frame.slots[0] = item;
      frame.index = frame.position = host.count();
      frame.left = steps.length;
      const from = runStraight(run, frame);
      if (!isStraight(frame)) {
        frame.forget(from);
        return { frame, from };
      }
      host.batch.add(frame, step);
      finished++;
      if (host.batch.size >= limit) flush();
    }
  } finally {
    host.countFinished(finished);
  }
}
