import type { Batch } from './batch';
import type { Cancellation } from './cancellation';
import type { Failure } from './failure';
import type { Frame } from './frame';
import type { HookedFanOut } from './hooks/hooked-fan-out';
import type { RunState } from './run-state';
import type { StraightHost } from './straight-host';

/** The fan-out that a lane works for. */
export interface LaneHost<L> extends StraightHost {
  readonly run: RunState;
  readonly cancellation: Cancellation;
  /** What was taken from items that have ended and no lane has handed over yet, in the order in which they ended. */
  batch: Batch;
  /** Whether a loop over items that are mostly plain will do now. */
  goesStraight(): boolean;
  /** The frame of an item, or `undefined` when the item is refused. */
  begin(item: unknown, lane: L, spare: Frame | undefined): Frame | undefined;
  /** What tells hooks of items. */
  readonly told: HookedFanOut | undefined;
  /** An item's block has ended. */
  completed(frame: Frame): void;
  /** The same, for an item of a straight fan-out in which nothing is absent, and which has been added to the batch; nobody listens. */
  ended(frame: Frame): void;
  itemFailed(frame: Frame, failure: Failure): void;
  weakened(frame: Frame): void;
  /** Whether the next item must not be started yet. */
  mustWait(): boolean;
  /** A lane rests, and wants an item as soon as the source has one. */
  request(): void;
  /** Where lanes rest. */
  readonly pool: {
    park(lane: L): void;
    idle(lane: L): void;
    occupied(): void;
    freed(): void;
    /** The lane goes on when the event loop has turned. */
    pause(resume: () => void): void;
    ended(lane: L): void;
  };
}
