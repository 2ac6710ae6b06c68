import type { Follower } from './follower';
import type { Frame } from './frame';
import type { LinkedBlock, LinkedFanOut } from './program';
import type { StraightEnd, StraightLane } from './straight-host';

/** The calls of a program, bound to the instances of a run R. */
export interface RunCalls<R> {
  /** For each invocation of the program. */
  readonly calls: readonly ((frame: Frame, run: R) => unknown)[];
  /** What runs the calls of a block straight on. */
  straight(block: LinkedBlock): (run: R, frame: Frame, from: number) => number;
  /** What goes through the items of a lane, waiting for one call after the other. */
  follow(step: LinkedFanOut): ((lane: Follower, run: R, first: Frame) => Promise<void>) | null | undefined;
  /** What goes through plain items. */
  straightLoop(step: LinkedFanOut): (run: R, lane: StraightLane) => StraightEnd;
  /** Notes that a block has been run so many times. */
  countRuns(block: LinkedBlock, runs: number): void;
}

/** Before there are instances. */
export const UNBOUND: RunCalls<unknown> = {
  calls: [],
  straight: () => (_run, _frame, from) => from,
  follow: () => undefined,
  straightLoop: () => () => 'turn',
  countRuns: () => undefined,
};
