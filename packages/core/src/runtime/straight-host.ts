import type { Batch } from './batch';
import type { Frame } from './frame';
import type { LinkedFanOut } from './program';
import type { END, WAIT } from './source';

/** What a loop over plain items needs of its fan-out. */
export interface StraightHost {
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
