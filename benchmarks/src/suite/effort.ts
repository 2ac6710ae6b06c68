/** How much is spent on a case. */
export interface Effort {
  /** Times that every contestant gets a fresh process. */
  readonly launches: number;
  /** Rounds of one launch; every second one goes through the contestants in reverse. */
  readonly rounds: number;
  /** How long a contestant runs before it is timed, at least. */
  readonly warmUpMs: number;
  /** How long a round is, at least: short work is repeated. */
  readonly roundMs: number;
  /** A contestant that has been timed for so long in a launch takes part in no more than {@link FEWEST_ROUNDS}. */
  readonly enoughMs: number;
  /** Whether contestants that take a second and more for one run are left out. */
  readonly skipsSlow: boolean;
}

export const FEWEST_ROUNDS = 3;

/** All workloads take about half an hour. */
export const FULL: Effort = { launches: 5, rounds: 8, warmUpMs: 1_500, roundMs: 80, enoughMs: 1_000, skipsSlow: false };
export const QUICK: Effort = { launches: 3, rounds: 4, warmUpMs: 300, roundMs: 40, enoughMs: 500, skipsSlow: true };
