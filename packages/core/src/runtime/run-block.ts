import { dropAtRoot } from '../errors/run-errors';
import { drop } from '../types/drop';
import { isThenable } from '../types/thenable';
import { type Absent, absenceAmong, DROPPED, EMPTY, PENDING } from './absent';
import type { Frame } from './frame';
import { invoke } from './invoke';
import { loopTurn } from './loop-turn';
import type { LinkedCall, LinkedStep } from './program';
import { awaitLayers } from './layers/await-layers';
import { failLate, failNode } from './report-failure';
import type { Landing } from './landings';
import type { RunState } from './run-state';
import { NONE, Thrown } from './odd';

/**
 * Runs the steps of a frame's block from a position on, as far as they can go now. Synchronous steps run one after the other in this loop;
 * one that waits for a promise is stepped over, and what depends on it is started by what ends it.
 * Returns whether the block has ended; if not, the frame's owner will be told.
 */
export function runBlock(run: RunState, frame: Frame): boolean {
  return finishBlock(run, frame, startBlock(run, frame));
}

/** Runs the first steps of a frame's block as far as they go straight on; returns the position from which `finishBlock` has to go on. */
export function startBlock(run: RunState, frame: Frame): number {
  return frame.lacks || run.events.listening ? 0 : runStraight(run, frame);
}

/** Runs the steps of a frame's block from a position on; returns as `runBlock` does. */
export function finishBlock(run: RunState, frame: Frame, from: number): boolean {
  const { steps, linear } = frame.block;
  const { cancellation } = frame.owner;
  if (from < steps.length && frame.odd === NONE && isPlain(run, frame) && loopTurn.late) return pauseBefore(run, frame, from);
  if (from < steps.length) frame.leaveOrder(from);
  for (let position = frame.odd === NONE ? from : takeOdd(run, frame, from); position < steps.length; position++) {
    const step = steps[position];
    if (step === undefined || cancellation.stopped) return false;
    // Where each step needs the one before it, none can start now.
    if (linear && frame.waiting > 0 && !frame.lacks) return false;
    if (!canStart(step, frame)) continue;
    if (loopTurn.isOverdue()) return pauseBefore(run, frame, position);
    startStep(run, frame, step);
  }
  return frame.left === 0 && frame.waiting === 0;
}

/** Waits for the turn of the event loop before the step at a position, and goes on with the block then. Returns that the block has not ended. */
function pauseBefore(run: RunState, frame: Frame, position: number): false {
  pause(run, frame, () => {
    const next = isPlain(run, frame) ? runStraight(run, frame, position) : position;
    if (finishBlock(run, frame, next) && !frame.owner.cancellation.stopped) frame.owner.finished(frame);
    else conclude(frame);
  });
  return false;
}

/** Whether nothing of a frame is under way or absent, so that what has not started goes straight on, and nobody is told of each call. */
function isPlain(run: RunState, frame: Frame): boolean {
  return frame.waiting === 0 && !frame.lacks && !run.events.listening;
}

/** Runs calls as `Straight` says, by generated code or by the interpreter, and takes note of those that have ended. */
function runStraight(run: RunState, frame: Frame, from = 0): number {
  const position = run.bound.straight(frame.block)(run, frame, from);
  run.bound.countRuns(frame.block, 1);
  frame.leaveAll(from, position);
  return position;
}

/** Deals with what the call at a position gave instead of a plain value; returns the next position. */
function takeOdd(run: RunState, frame: Frame, position: number): number {
  const { odd } = frame;
  const step = frame.block.steps[position];
  frame.odd = NONE;
  if (step?.kind !== 'call') return position;
  if (odd instanceof Thrown) settleAbsent(frame, step, failNode(run, frame, step.node, odd.error));
  else accept(run, frame, step, odd);
  return position + 1;
}

/** Goes on with a frame after one of its steps, which was under way, has ended. */
export function proceed(run: RunState, frame: Frame, ended: LinkedStep): void {
  wake(run, frame, ended.dependants);
  conclude(frame);
}

/** Waits for the turn of the event loop; the frame counts as waiting meanwhile. */
function pause(run: RunState, frame: Frame, resume: () => void): void {
  frame.waiting++;
  loopTurn.wait(() => {
    run.inContext(() => {
      frame.waiting--;
      resume();
    });
  });
}

/** Starts those of the given steps that can start, and what becomes possible by that: the queue is there for those that end at once. */
function wake(run: RunState, frame: Frame, steps: readonly LinkedStep[]): void {
  let queue: LinkedStep[] | undefined;
  for (let next = 0; next < (queue ?? steps).length; next++) {
    const step = (queue ?? steps)[next];
    if (step === undefined || frame.owner.cancellation.stopped) return;
    if (!canStart(step, frame)) continue;
    if (loopTurn.isOverdue()) {
      const rest = (queue ?? steps).slice(next);
      pause(run, frame, () => {
        wake(run, frame, rest);
        conclude(frame);
      });
      return;
    }
    startStep(run, frame, step);
    if (frame.slots[step.target] === PENDING || step.dependants.length === 0) continue;
    queue ??= [...steps];
    for (const dependant of step.dependants) queue.push(dependant);
  }
}

/** Tells the owner if the frame's block has ended, or was given up and has come to rest. */
function conclude(frame: Frame): void {
  const { owner, left, waiting } = frame;
  if (owner.cancellation.stopped && waiting === 0) owner.abandoned(frame);
  else if (owner.cancellation.stopped) return;
  else if (left === 0 && waiting === 0) owner.finished(frame);
  else if (left > 0 && frame.failed) owner.weakened(frame);
}

/** Whether a step has not started and all it needs is there; a failure among its needs settles it at once. */
function canStart(step: LinkedStep, frame: Frame): boolean {
  const { slots } = frame;
  if (slots[step.target] !== EMPTY) return false;
  for (const need of step.needs) {
    const value = slots[need];
    if (value === EMPTY || value === PENDING) return frame.lacks && absenceAmong(step.requires, frame)?.failure !== undefined;
  }
  return true;
}

function startStep(run: RunState, frame: Frame, step: LinkedStep): void {
  if (run.permits.exhausted && !step.permitted) {
    const absent = frame.lacks ? absenceAmong(step.requires, frame) : undefined;
    if (absent === undefined) return waitForPermit(run, frame, step);
  }
  if (step.kind === 'fan-out') run.startFanOut(run, frame, step);
  else startCall(run, frame, step);
}

function waitForPermit(run: RunState, frame: Frame, step: LinkedStep): void {
  frame.slots[step.target] = PENDING;
  frame.waiting++;
  run.permits.wait(() => {
    run.inContext(() => {
      frame.waiting--;
      restart(run, frame, step);
    });
  });
}

/** Starts a step that had to wait, and goes on with what becomes possible by that. */
export function restart(run: RunState, frame: Frame, step: LinkedStep): void {
  frame.slots[step.target] = EMPTY;
  wake(run, frame, [step]);
  conclude(frame);
}

function startCall(run: RunState, frame: Frame, step: LinkedCall): void {
  const absent = frame.lacks ? absenceAmong(step.requires, frame) : undefined;
  if (absent !== undefined) return settleAbsent(frame, step, absent);

  if (run.events.listening) run.events.nodeStarted(step.node, frame);
  let result: unknown;
  let pending: boolean;
  try {
    result = invoke(step, frame, run);
    // Even looking for `then` runs foreign code, where a result has getters or is a proxy.
    pending = isThenable(result);
  } catch (error) {
    return settleAbsent(frame, step, failNode(run, frame, step.node, error));
  }
  if (pending) accept(run, frame, step, result);
  else settle(run, frame, step, result);
}

/** Takes a result that is no plain value: waits for a promise, or drops the item. */
function accept(run: RunState, frame: Frame, step: LinkedCall, result: unknown): void {
  if (result === drop) return settle(run, frame, step, result);
  frame.slots[step.target] = PENDING;
  frame.waiting++;
  const landing = new CallLanding(run, frame, step);
  if (step.permitted) void awaitLayers(run, result, landing);
  else run.await(result, landing);
}

/** What happens when a promised result is there. */
export class CallLanding implements Landing {
  readonly #run: RunState;
  readonly #frame: Frame;
  readonly #step: LinkedCall;

  constructor(run: RunState, frame: Frame, step: LinkedCall) {
    this.#run = run;
    this.#frame = frame;
    this.#step = step;
  }

  value(value: unknown): void {
    if (!isWanted(this.#frame)) return;
    const run = this.#run;
    const frame = this.#frame;
    settle(run, frame, this.#step, value);
    if (!isPlain(run, frame)) return proceed(run, frame, this.#step);
    // Nothing else is under way, so whatever has not started comes behind this step.
    if (finishBlock(run, frame, runStraight(run, frame, this.#step.position + 1))) frame.owner.finished(frame);
    else conclude(frame);
  }

  error(error: unknown): void {
    const run = this.#run;
    const frame = this.#frame;
    const step = this.#step;
    if (!isWanted(frame)) return failLate(run, frame, step.node, error);
    settleAbsent(frame, step, failNode(run, frame, step.node, error));
    proceed(run, frame, step);
  }
}

/** Whether the result of a call that was under way still counts; if not, the frame is one step nearer to rest. */
function isWanted(frame: Frame): boolean {
  frame.waiting--;
  if (!frame.owner.cancellation.stopped) return true;
  conclude(frame);
  return false;
}

/** Puts a node's result into its slot, or takes note that it dropped the item (E6). */
function settle(run: RunState, frame: Frame, step: LinkedCall, result: unknown): void {
  if (result === drop)
    return settleAbsent(frame, step, frame.parent === undefined ? failNode(run, frame, step.node, dropAtRoot(step.node)) : DROPPED);
  if (run.events.listening) run.events.nodeFinished(step.node, frame);
  frame.slots[step.target] = result;
  frame.leave(step);
}

function settleAbsent(frame: Frame, step: LinkedCall, absent: Absent): void {
  frame.slots[step.target] = absent;
  frame.leave(step);
  frame.lacks = true;
}
