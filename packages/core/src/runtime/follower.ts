import type { Cancellation } from './cancellation';
import type { Frame } from './frame';

/** The lane whose items are gone through. */
export interface Follower {
  readonly cancellation: Cancellation;
  /** A call for a frame is waited for; its result belongs into the slot. */
  depart(frame: Frame, slot: number): void;
  /** The call has given a value. Returns whether one may go on as plainly as before; if not, `land` is the end. */
  arrive(frame: Frame, value: unknown): boolean;
  /** Deals with the outcome of a call that was waited for. */
  land(frame: Frame, position: number, outcome: unknown, fulfilled: boolean): void;
  /** Takes leave of a frame, whose block has ended or needs more than can be done here from a position on. Gives the next one, if there is one now. */
  next(frame: Frame, position: number): Frame | undefined;
}
