import { MillraceError, type LifecycleHook, type RunInfo, type RunOutcome } from '@millrace/core';

/** How a driver's latest run to end has ended. */
export interface LastRun {
  readonly runId: string;
  /** `aborted`: it was cancelled, by a client that went away, say. */
  readonly status: 'ok' | 'failed' | 'aborted';
  /** ISO 8601. */
  readonly endedAt: string;
}

/** Knows which runs of a driver are under way, and how the latest one ended. */
export class RunTracker implements LifecycleHook {
  readonly name = 'RunTracker';
  /** A number, since two runs may have one id. */
  #active = 0;
  #last: LastRun | undefined;
  #failedInARow = 0;
  #waiting: (() => void)[] = [];

  /** How many runs are under way. */
  get active(): number {
    return this.#active;
  }

  get last(): LastRun | undefined {
    return this.#last;
  }

  /** How many runs have failed since the latest one that did not; aborted runs do not count. */
  get failedInARow(): number {
    return this.#failedInARow;
  }

  beforeRun(): void {
    this.#active++;
  }

  afterRun({ runId }: RunInfo, outcome: RunOutcome): void {
    const status = statusOf(outcome);
    this.#last = { runId, status, endedAt: new Date().toISOString() };
    if (status !== 'aborted') this.#failedInARow = status === 'ok' ? 0 : this.#failedInARow + 1;
    if (--this.#active > 0) return;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves when no run is under way. */
  idle(): Promise<void> {
    return this.#active === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}

function statusOf(outcome: RunOutcome): LastRun['status'] {
  if (outcome.status === 'ok') return 'ok';
  return MillraceError.is(outcome.error, 'RUN_ABORTED') ? 'aborted' : 'failed';
}
