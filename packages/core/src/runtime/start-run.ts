import type { Observable } from 'rxjs';
import { isThenable } from '../types/thenable';
import type { RunFailures } from './failure-log';
import { Frame } from './frame';
import type { RunOutcome } from './hooks/lifecycle-hook';
import { RunHooks } from './hooks/run-hooks';
import { awaitLayers } from './layers/await-layers';
import { prepareRun, type PreparedRun } from './prepare-run';
import type { ProgramBinder } from './program-binder';
import type { RunEvent } from './run-event';
import { runBlock } from './run-block';
import type { RunSetting } from './run-setting';
import { outcomeOf, withErrors, type Outcome } from './run-outcome';
import { RunState } from './run-state';
import { startFanOut } from './start-fan-out';
import { StreamChannel } from './stream-channel';

/** A run in progress. */
export interface StartedRun {
  readonly id: string;
  /** Never an unhandled rejection by itself (C4). */
  readonly outputs: Promise<Record<string, unknown>>;
  readonly events: Observable<RunEvent>;
  readonly failures: RunFailures;
  /** Aborts the run; resolves when it has come to its end. */
  cancel(reason?: unknown): Promise<void>;
}

/** Starts a run in the next microtask, so that whoever subscribes in this tick misses nothing (C4). */
export function startRun(setting: RunSetting, binder: ProgramBinder): StartedRun {
  const { signal } = setting;
  let resolve: (outputs: Record<string, unknown>) => void;
  let reject: (error: unknown) => void;
  const outputs = new Promise<Record<string, unknown>>((...callbacks) => ([resolve, reject] = callbacks));
  let stopListening: (() => void) | undefined;
  /** What hooks have made of the outputs. */
  let built: { readonly result: unknown } | undefined;
  const run: RunState = new RunState(setting, startFanOut, (end) => {
    stopListening?.();
    const outcome = outcomeOf(end, binder.program, setting);
    const told: RunOutcome = 'outputs' in outcome ? { status: 'ok', ...outcome } : { status: 'failed', ...outcome };
    hooks.end(told, (errors) => settle(withErrors(outcome, errors)), run);
  });
  outputs.catch(() => undefined);
  const { runId, context } = setting;
  const hooks = new RunHooks(setting.hooks, { runId, context, outputs: setting.outputs });
  const settle = (outcome: Outcome): void => {
    if (!setting.stopsAtFailure || 'outputs' in outcome) run.failures.warn(run.id);
    // The type of what `execute` gives does not know of hooks.
    const result = 'outputs' in outcome && built !== undefined ? { outputs: built.result as typeof outcome.outputs } : outcome;
    if ('outputs' in result) resolve(result.outputs);
    else reject(result.error);
    run.events.runEnded(result);
    setting.stream?.end(result);
  };

  const finish = (root: Frame): void => {
    if (run.stopped || !hooks.buildsResult || !setting.stopsAtFailure || setting.stream !== undefined) return run.finish(root);
    const outcome = outcomeOf({ root }, binder.program, setting);
    if ('error' in outcome) return run.finish(root);
    buildResult(run, outcome.outputs, {
      hooks,
      take: (result) => {
        built = { result };
        run.finish(root);
      },
    });
  };

  queueMicrotask(() => {
    if (run.ended) return;
    if (signal?.aborted === true) return run.abort(signal.reason);
    if (signal !== undefined) stopListening = setting.abortListeners.listen(signal, () => run.abort(signal.reason));
    run.events.runStarted();
    prepare(run, setting, { binder, hooks, finish });
  });

  return {
    id: run.id,
    outputs,
    events: run.events.stream,
    failures: run.failures.first,
    async cancel(reason) {
      run.abort(reason);
      await outputs.catch(() => undefined);
    },
  };
}

/** What a run is begun with. */
interface Beginning {
  readonly binder: ProgramBinder;
  readonly hooks: RunHooks;
  /** Called when the root has ended. */
  readonly finish: (root: Frame) => void;
}

function prepare(run: RunState, setting: RunSetting, beginning: Beginning): void {
  const { binder, hooks } = beginning;
  const refuse = (error: unknown): void => run.refuse(error);
  try {
    const told = hooks.begin();
    const prepared = isThenable(told)
      ? told.then(() => (run.stopped ? undefined : prepareRun(setting, binder)))
      : prepareRun(setting, binder);
    if (isThenable(prepared))
      Promise.resolve(prepared)
        .then((ready) => ready && begin(run, setting, beginning, ready))
        .catch(refuse);
    else begin(run, setting, beginning, prepared);
  } catch (error) {
    refuse(error);
  }
}

function begin(run: RunState, { stream }: RunSetting, { binder, finish }: Beginning, { bound, given }: PreparedRun): void {
  if (run.stopped) return;
  const root = new Frame(
    { cancellation: run.cancellation, finished: () => finish(root), abandoned: ignore, failed: ignore, weakened: ignore },
    binder.program.root,
  );
  run.root = root;
  run.bound = bound;
  for (const { slot, value } of given) root.slots[slot] = value;
  if (stream !== undefined) root.stream = new StreamChannel(stream);
  if (runBlock(run, root)) finish(root);
}

/** Lets hooks make a result of the outputs; the run is not over until they have. */
function buildResult(
  run: RunState,
  outputs: unknown,
  { hooks, take }: { readonly hooks: RunHooks; readonly take: (result: unknown) => void },
): void {
  const refuse = (error: unknown): void => run.refuse(error);
  try {
    const result = hooks.build(outputs);
    if (isThenable(result)) void awaitLayers(run, result, { value: take, error: refuse });
    else take(result);
  } catch (error) {
    refuse(error);
  }
}

function ignore(): void {
  // Nothing is around the root.
}
