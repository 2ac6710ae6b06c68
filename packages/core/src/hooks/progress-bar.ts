import { invalidHookOption } from '../errors/hook-errors';
import type { FanOutInfo } from '../runtime/hooks/fan-out-info';
import type { LifecycleHook } from '../runtime/hooks/lifecycle-hook';
import { displayOn, type ProgressDisplay, type ProgressStream } from './progress-display';
import { FanOutCounter } from './progress-line';

/** Options of {@link progressBar}. */
export interface ProgressBarOptions {
  /** Where progress is shown. Default: stderr. Nothing is ever written to stdout. */
  readonly stream?: ProgressStream;
  /** How many items there will be in a run, by the names of parallelizables, where their sources are no lists and you know it. */
  readonly totals?: Readonly<Record<string, number>>;
  /** Milliseconds between two updates. Default: 100 for bars, 5000 for plain lines. */
  readonly intervalMs?: number;
}

/** The longest time between two calls of a timer, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/**
 * Shows how far runs are: for each fan-out the items that have ended, the rate, the time that is left and failures. On a terminal that is a bar for each fan-out, if
 * the package `cli-progress` is installed, and elsewhere a plain line every five seconds and at the end. It looks at the counts now and then, so items cost nothing.
 *
 * @throws MillraceError `INVALID_OPTION` for an interval that is none.
 * @example
 * const driver = new Driver({ modules: [Documents], hooks: [progressBar({ totals: { document: 10_000 } })] });
 */
export function progressBar({ stream = process.stderr, totals = {}, intervalMs }: ProgressBarOptions = {}): LifecycleHook {
  if (intervalMs !== undefined && !(intervalMs > 0 && intervalMs <= LONGEST))
    throw invalidHookOption('The intervalMs of progressBar', intervalMs, `a number of milliseconds above 0 and at most ${LONGEST}`);
  const runs = new Map<string, RunProgress>();
  return {
    name: 'progressBar',
    beforeRun({ runId }) {
      const progress = runs.get(runId) ?? new RunProgress(displayOn(stream, intervalMs), totals);
      runs.set(runId, progress);
      progress.runs++;
    },
    beforeFanOut: (fanOut) => runs.get(fanOut.runId)?.opened(fanOut),
    afterFanOut: (fanOut) => runs.get(fanOut.runId)?.ended(fanOut),
    afterRun({ runId }) {
      const progress = runs.get(runId);
      if (progress === undefined || --progress.runs > 0) return;
      progress.end();
      runs.delete(runId);
    },
  };
}

/** The fan-outs of one run, or of all under way that an app has given one id, in the order in which they began. */
class RunProgress {
  /** How many runs are under way. */
  runs = 0;
  readonly #display: ProgressDisplay;
  readonly #totals: Readonly<Record<string, number>>;
  readonly #fanOuts = new Map<string, FanOutCounter>();
  readonly #timer: NodeJS.Timeout;

  constructor(display: ProgressDisplay, totals: Readonly<Record<string, number>>) {
    this.#display = display;
    this.#totals = totals;
    this.#timer = setInterval(() => this.#update(), display.intervalMs).unref();
  }

  opened(fanOut: FanOutInfo): void {
    const { name } = fanOut;
    const total = Object.hasOwn(this.#totals, name) ? this.#totals[name] : undefined;
    const progress = this.#fanOuts.get(name) ?? new FanOutCounter(name, total, Date.now());
    this.#fanOuts.set(name, progress);
    progress.opened(fanOut);
  }

  ended(fanOut: FanOutInfo): void {
    this.#fanOuts.get(fanOut.name)?.ended(fanOut);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#display.end(this.#lines());
  }

  #update(): void {
    try {
      this.#display.update(this.#lines());
    } catch {
      // Nobody could catch it here; the end is shown as well, and then the hook fails.
      clearInterval(this.#timer);
    }
  }

  #lines() {
    return [...this.#fanOuts.values()].map((progress) => progress.line(Date.now()));
  }
}
