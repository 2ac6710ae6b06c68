import { drop } from '../types/drop';
import { isThenable } from '../types/thenable';
import type { Follower } from './follower';
import type { Frame } from './frame';
import { loopTurn } from './loop-turn';
import { NONE, Thrown } from './odd';
import type { RunState } from './run-state';

/**
 * Goes from item to item, waiting for one call after the other: one asynchronous function for all of them, as one would write it by hand, for blocks in
 * which each step needs the one before it. Begins with a frame in which the call at a position has given a promise.
 */
export type Follow = (lane: Follower, run: RunState, first: Frame, from: number) => Promise<void>;

/** The same, from a frame on in which no call has been made. */
export type FollowItems = (lane: Follower, run: RunState, first: Frame) => Promise<void>;

/** Looks at one step after the other, until there is code for the items. */
export const follow: Follow = async (lane, run, first, from) => {
  const { permits, events } = run;
  const { calls } = run.bound;
  const { cancellation } = lane;
  let frame: Frame | undefined = first;
  let position = from;
  /** Whether the call at the position has been made: only that of the first. */
  let called = true;
  let result = first.odd;
  first.odd = NONE;
  while (frame !== undefined) {
    const { slots, block } = frame;
    try {
      for (; position < block.steps.length; position++) {
        const step = block.steps[position];
        const call = step?.kind === 'call' ? calls[step.place] : undefined;
        if (step === undefined || call === undefined) break;
        if (called) called = false;
        else {
          if (cancellation.stopped || permits.exhausted || events.listening || loopTurn.isOverdue()) break;
          result = call(frame, run);
        }
        if (typeof result === 'symbol' && result === drop) {
          frame.odd = drop;
          break;
        }
        if (typeof result !== 'number' && typeof result !== 'string' && isThenable(result)) {
          if (!lane.flying) lane.depart(frame);
          frame.awaited = position;
          result = await result;
          if (result === drop || cancellation.stopped || permits.exhausted || events.listening)
            return lane.land(frame, position, result, true);
          frame.awaited = -1;
        }
        slots[step.target] = result;
      }
    } catch (error) {
      if (frame.awaited >= 0) return lane.land(frame, position, error, false);
      frame.odd = new Thrown(error);
    }
    frame = lane.next(frame, position);
    position = 0;
    if (frame === undefined) return;
    const items = run.bound.follow(lane.host.step);
    if (items != null) return items(lane, run, frame);
    run.bound.countRuns(frame.block, 1);
  }
};
