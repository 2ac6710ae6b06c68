import type { Observable } from 'rxjs';
import type { Settled } from '../types/settled';
import { isThenable } from '../types/thenable';
import { Absent } from './absent';
import type { RunFailures } from './failure-log';
import { Frame } from './frame';
import type { RunOutcome } from './hooks/lifecycle-hook';
import { RunHooks } from './hooks/run-hooks';
import { prepareRun, type PreparedRun } from './prepare-run';
import type { Program } from './program';
import type { ProgramBinder } from './program-binder';
import type { RunEvent } from './run-event';
import { runBlock } from './run-block';
import type { RunSetting } from './run-setting';
import { RunState, type RunEnd } from './run-state';
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
  const run: RunState = new RunState(setting, startFanOut, (end) => {
    stopListening?.();
    const outcome = outcomeOf(end, binder.program, setting);
    const told: RunOutcome = 'outputs' in outcome ? { status: 'ok', ...outcome } : { status: 'failed', ...outcome };
    hooks.end(told, (error) => settle(error === undefined || 'error' in outcome ? outcome : { error }), run);
  });
  outputs.catch(() => undefined);
  const { runId, context } = setting;
  const hooks = new RunHooks(setting.hooks, { runId, context, outputs: setting.outputs });
  const settle = (outcome: Outcome): void => {
    if (!setting.stopsAtFailure || 'outputs' in outcome) run.failures.warn(run.id);
    if ('outputs' in outcome) resolve(outcome.outputs);
    else reject(outcome.error);
    run.events.runEnded(outcome);
    setting.stream?.end(outcome);
  };

  queueMicrotask(() => {
    if (run.ended) return;
    if (signal?.aborted === true) return run.abort(signal.reason);
    if (signal !== undefined) stopListening = setting.abortListeners.listen(signal, () => run.abort(signal.reason));
    run.events.runStarted();
    prepare(run, setting, { binder, hooks });
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

function prepare(run: RunState, setting: RunSetting, { binder, hooks }: { binder: ProgramBinder; hooks: RunHooks }): void {
  const refuse = (error: unknown): void => run.refuse(error);
  try {
    const told = hooks.begin();
    const prepared = isThenable(told)
      ? told.then(() => (run.stopped ? undefined : prepareRun(setting, binder)))
      : prepareRun(setting, binder);
    if (isThenable(prepared))
      Promise.resolve(prepared)
        .then((ready) => ready && begin(run, setting, binder.program, ready))
        .catch(refuse);
    else begin(run, setting, binder.program, prepared);
  } catch (error) {
    refuse(error);
  }
}

function begin(run: RunState, { stream }: RunSetting, { root: block }: Program, { bound, given }: PreparedRun): void {
  if (run.stopped) return;
  const root = new Frame(
    { cancellation: run.cancellation, finished: () => run.finish(root), abandoned: ignore, failed: ignore, weakened: ignore },
    block,
  );
  run.root = root;
  run.bound = bound;
  for (const { slot, value } of given) root.slots[slot] = value;
  if (stream !== undefined) root.stream = new StreamChannel(stream);
  if (runBlock(run, root)) run.finish(root);
}

function ignore(): void {
  // Nothing is around the root.
}

type Outcome = { readonly outputs: Record<string, unknown> } | { readonly error: unknown };

function outcomeOf(end: RunEnd, { plan }: Program, { stopsAtFailure }: RunSetting): Outcome {
  if ('error' in end) return end;
  const outputs: Record<string, unknown> = Object.create(null);
  for (const { key, slot } of plan.outputs) {
    const value = end.root.slots[slot];
    if (stopsAtFailure && value instanceof Absent) return { error: value.failure?.error };
    outputs[key] = stopsAtFailure ? value : settled(key, value);
  }
  return { outputs };
}

function settled(key: string, value: unknown): Settled<unknown> {
  return value instanceof Absent ? { status: 'rejected', reason: value.failure?.error, key } : { status: 'fulfilled', value };
}
