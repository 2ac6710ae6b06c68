import type { Cancellation } from './cancellation';
import type { Frame } from './frame';
import type { StraightHost } from './straight-host';

/** The lane whose items are gone through. */
export interface Follower {
  readonly cancellation: Cancellation;
  /** Whether it counts as in flight: from the first call that is waited for to the first thing that does not go plainly on. */
  readonly flying: boolean;
  readonly host: StraightHost;
  /** A call for a frame is waited for. */
  depart(frame: Frame): void;
  /** Deals with the outcome of a call that was waited for, where one cannot go on plainly. */
  land(frame: Frame, position: number, outcome: unknown, fulfilled: boolean): void;
  /** Whether the item of a frame, which has gone plainly through its block, has to wait for hooks that are told of it; the lane goes on by itself then. */
  holds(frame: Frame): boolean;
  /** The item of a frame has gone plainly through its block, and has been added to the batch. Gives the next frame, mostly the same, if there is one now. */
  took(frame: Frame): Frame | undefined;
  /** Takes leave of a frame, whose block has ended or needs more than can be done here from a position on. Gives the next one, if there is one now. */
  next(frame: Frame, position: number): Frame | undefined;
}
