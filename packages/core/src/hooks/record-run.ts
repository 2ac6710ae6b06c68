import { invalidHookOption } from '../errors/hook-errors';
import type { LifecycleHook } from '../runtime/hooks/lifecycle-hook';
import type { RunTrace } from './run-trace';
import { TraceRecorder } from './trace-recorder';

/** Options of {@link recordRun}. */
export interface RecordRunOptions {
  /** How many fan-outs, items and calls are listed, each; further ones are only counted. Default: 10,000. */
  readonly limit?: number;
  /** How many ended runs are kept. Default: 10. */
  readonly runs?: number;
  /** Called with the trace of each run that has ended. */
  readonly onTrace?: (trace: RunTrace) => void;
}

/** A hook that records runs. */
export interface RunRecorder extends LifecycleHook {
  /** The traces of the latest runs that have ended, the oldest first. */
  readonly traces: readonly RunTrace[];
}

/**
 * Records runs as plain data: nodes with their calls, items, fan-outs, times, attempts, cache hits and failures. `JSON.stringify` writes a trace.
 *
 * @throws MillraceError `INVALID_OPTION` for a limit, or a number of runs, that is none.
 * @example
 * const recorder = recordRun();
 * await driver.with({ hooks: [recorder] }).execute(['report']);
 * writeFileSync('run.json', JSON.stringify(recorder.traces.at(-1)));
 */
export function recordRun({ limit = 10_000, runs = 10, onTrace }: RecordRunOptions = {}): RunRecorder {
  for (const [option, value] of Object.entries({ limit, runs }))
    if (typeof value !== 'number' || !(value >= 0)) throw invalidHookOption(`The ${option} of recordRun`, value, 'a number of 0 or more');
  const open = new Map<string, TraceRecorder>();
  const traces: RunTrace[] = [];
  return {
    name: 'recordRun',
    traces,
    beforeRun: (run) => void open.set(run.runId, new TraceRecorder(run, limit)),
    afterNode: (node, outcome) => open.get(node.runId)?.callEnded(node, outcome),
    onItem: (item, outcome) => open.get(item.runId)?.itemEnded(item, outcome),
    afterFanOut: (fanOut, outcome) => open.get(fanOut.runId)?.fanOutEnded(fanOut, outcome),
    afterRun({ runId }, outcome) {
      const trace = open.get(runId)?.end(outcome);
      open.delete(runId);
      if (trace === undefined) return;
      traces.push(trace);
      if (traces.length > runs) traces.shift();
      onTrace?.(trace);
    },
  };
}
