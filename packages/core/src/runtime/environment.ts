import type { Clock } from './clock';

/** What runs take from the world around them; tests put in their own. */
export interface Environment {
  readonly clock: Clock;
  /** Gives numbers of at least 0 and less than 1. */
  readonly random: () => number;
}
