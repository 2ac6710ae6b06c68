import { isThenable } from '../types/thenable';
import { absenceAround } from './absence-around';
import { absenceAmong, type Absent, PENDING } from './absent';
import { Attempted } from './failure';
import { FanOutRun } from './fan-out-run';
import { FanOutItems } from './fan-out-items';
import type { Frame } from './frame';
import { invoke } from './invoke';
import type { LinkedFanOut } from './program';
import { awaitLayers, whenTold } from './layers/await-layers';
import { OpenedIterator } from './layers/opened-iterator';
import { failLate, failNode } from './report-failure';
import { proceed, restart } from './run-block';
import type { Landing } from './landings';
import type { RunState } from './run-state';
import type { SourceSetting } from './iterator-sources';
import { openSource } from './open-source';
import { KeptItems, type Source } from './source';

/** Starts a pass over a fan-out: calls for its source, or takes the items that the opening pass kept. */
export function startFanOut(run: RunState, frame: Frame, step: LinkedFanOut): void {
  const absent = frame.lacks ? absenceAmong(step.requires, frame) : undefined;
  if (absent !== undefined) return settleAbsent(frame, step, absent);
  if (step.open === undefined) {
    const items = frame.slots[step.items];
    if (items instanceof FanOutItems) new FanOutRun({ run, frame, step, items, source: () => new KeptItems(items) }).start();
    return;
  }

  const told = run.fanOuts?.begin(run, frame, step);
  if (isThenable(told)) return hold(run, frame, step, told, () => restart(run, frame, step));
  if (frame.owner.cancellation.stopped) return;

  let result: unknown;
  let pending: boolean;
  try {
    result = invoke(step.open, frame, run);
    pending = isThenable(result);
  } catch (error) {
    return fail(run, frame, step, error);
  }
  if (!pending) return open(run, frame, step, result);

  frame.slots[step.target] = PENDING;
  frame.waiting++;
  const landing: Landing = {
    value(iterable) {
      frame.waiting--;
      open(run, frame, step, iterable);
      if (frame.slots[step.target] !== PENDING || frame.owner.cancellation.stopped) proceed(run, frame, step);
    },
    error(error) {
      frame.waiting--;
      if (frame.owner.cancellation.stopped) failLate(run, frame, step.parallelizable, error);
      else fail(run, frame, step, error);
      if (frame.slots[step.target] !== PENDING || frame.owner.cancellation.stopped) proceed(run, frame, step);
    },
  };
  if (step.permitted) void awaitLayers(run, result, landing);
  else run.await(result, landing);
}

function open(run: RunState, frame: Frame, step: LinkedFanOut, iterable: unknown): void {
  // The call itself, or a hook, may have stopped the run.
  if (frame.owner.cancellation.stopped) {
    if (iterable instanceof OpenedIterator) iterable.close();
    return;
  }
  const items = new FanOutItems();
  let source: (setting: SourceSetting) => Source;
  try {
    source = openSource(iterable, step);
  } catch (error) {
    return fail(run, frame, step, error);
  }
  run.fanOuts?.of(frame, step)?.opened(items, Array.isArray(iterable) ? iterable.length : undefined);
  new FanOutRun({ run, frame, step, items, source }).start();
}

/** The source cannot be had: hooks are told first. */
function fail(run: RunState, frame: Frame, step: LinkedFanOut, error: unknown): void {
  const settle = (): void => settleAbsent(frame, step, failNode(run, frame, step.parallelizable, error));
  const told = run.fanOuts?.end(frame, step, { status: 'failed', error: error instanceof Attempted ? error.error : error });
  if (!isThenable(told)) return settle();
  hold(run, frame, step, told, () => {
    settle();
    proceed(run, frame, step);
  });
}

/** Waits for hooks. */
function hold(run: RunState, frame: Frame, step: LinkedFanOut, told: PromiseLike<unknown>, goOn: () => void): void {
  frame.slots[step.target] = PENDING;
  frame.waiting++;
  whenTold(run, told, () => {
    frame.waiting--;
    goOn();
  });
}

/** Without its source a fan-out gives none of its collectors a value. */
function settleAbsent(frame: Frame, step: LinkedFanOut, absent: Absent): void {
  frame.slots[step.target] = absent;
  for (const sink of step.sinks) {
    // A failure outweighs a drop.
    const missing = absent.failure === undefined ? (absenceAround(frame, sink) ?? absent) : absent;
    for (const { target } of sink.columns) frame.slots[target] = missing.failure === undefined ? absent : missing;
  }
  frame.lacks = true;
  frame.leave(step);
}
