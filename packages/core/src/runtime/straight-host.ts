import type { Batch } from './batch';
import type { Frame, FrameOwner } from './frame';
import type { LinkedFanOut } from './program';
import type { END, WAIT } from './source';

/** What a loop over plain items needs of its fan-out. */
export interface StraightHost {
  readonly step: LinkedFanOut;
  readonly batch: Batch;
  /** The frame around the items. */
  readonly around: Frame;
  /** The position of the next item. */
  readonly position: number;
  /** The next item, `END`, or `WAIT`. */
  take(): unknown;
  /** The position of an item that has just been taken. */
  count(): number;
  /** So many items have ended, all in order and with nothing absent. */
  countFinished(items: number): void;
  /** The iterator that has the items, where there is one, for who takes many in a row; nobody else takes any until it is back. */
  lend(): Iterator<unknown> | undefined;
  /** The iterator is back; so many items were taken. Whether it must not be used again. */
  takeBack(taken: number, hasEnded: boolean): void;
  sourceFailed(error: unknown): void;
}

/** The lane whose items are gone through. */
export interface StraightLane extends FrameOwner {
  readonly host: StraightHost;
  readonly outlet: {
    flush(): boolean;
    /** Flushes a batch that has as many items as it may have. */
    flushFull(): void;
    /** The batch in which the item at a position can be put behind those that are there. */
    batchAt(position: number): Batch;
  };
}

/** Why the loop has stopped: an item that needs more than the loop can do, with the position of the step to go on from; or no item. */
export type StraightEnd = { readonly frame: Frame; readonly from: number } | typeof END | typeof WAIT | 'turn';
