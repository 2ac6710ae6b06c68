import type { Observable } from 'rxjs';
import type { RunFailures } from '../runtime/failure-log';
import type { RunEvent } from '../runtime/run-event';

/** A run in progress. */
export interface Run<T> {
  readonly id: string;
  /** Rejects as `execute` does; never an unhandled rejection by itself. */
  readonly outputs: Promise<T>;
  /** What happens from now on. Who subscribes late gets the last state of each fan-out first. */
  readonly events: Observable<RunEvent<T>>;
  /** The first 1,000 failures that the run survived, and their `total`. */
  readonly failures: RunFailures;
  /** Aborts the run; resolves when it has come to its end, in any way. A settled run is not changed. */
  cancel(reason?: unknown): Promise<void>;
}
