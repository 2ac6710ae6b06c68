import { PENDING } from './absent';
import { Batch } from './batch';
import { Cancellation } from './cancellation';
import { notNeeded, tooManyFailures } from '../errors/run-errors';
import { Failure } from './failure';
import { labelItem, type FanOutItems } from './fan-out-items';
import { exceedsTolerance } from './failure-policy';
import { Frame } from './frame';
import { Gatherings } from './gatherings';
import { fanOutEnd } from './hooks/fan-out-end';
import type { HookedFanOut } from './hooks/hooked-fan-out';
import { ItemWindow } from './item-window';
import type { FarLane } from './executors/remote-host';
import type { Lane } from './lane';
import type { LaneHost } from './lane-host';
import { whenTold } from './layers/await-layers';
import { PassLanes } from './pass-lanes';
import type { LinkedFanOut } from './program';
import type { FanOutSetting } from './fan-out-setting';
import { failNode } from './report-failure';
import { proceed } from './run-block';
import type { RunState } from './run-state';
import { streamItem } from './stream-item';
import { END, type Source, type SourceListener } from './source';

/**
 * One pass over one instance of a fan-out. A lane pulls its next item when it is free, so that never more than `concurrency` items are open, and emits
 * what it finished in batches. The first lane runs by itself until it has to wait, and as often as not there is nothing to wait for; then `mergeMap` runs the
 * lanes, it being the first, and every collector is a `reduce` of its own over their batches.
 */
export class FanOutRun implements LaneHost<Lane | FarLane>, SourceListener {
  readonly run: RunState;
  readonly step: LinkedFanOut;
  readonly cancellation: Cancellation;
  batch: Batch;
  readonly pool: PassLanes;
  readonly around: Frame;
  readonly #items: FanOutItems;
  readonly #window: ItemWindow | undefined;
  readonly #gatherings: Gatherings;
  #source: Source | undefined;
  /** How many collectors, later passes and streams still want items. */
  #wanted: number;
  readonly told: HookedFanOut | undefined;
  position = 0;
  #starting = true;
  #resume: (() => void) | undefined;

  constructor({ run, frame, step, items, source }: FanOutSetting) {
    this.run = run;
    this.step = step;
    this.around = frame;
    this.batch = new Batch(step.reads.length);
    this.#items = items;
    this.told = run.fanOuts?.of(frame, step);
    this.#window = step.windowed ? new ItemWindow(step.remote?.window ?? step.window) : undefined;
    this.#wanted = step.sinks.length + (step.keeps ? 1 : 0) + (step.stream === undefined ? 0 : 1);
    this.pool = new PassLanes(this, () => this.#end());
    this.cancellation = new Cancellation(frame.owner.cancellation, () => this.#close());
    this.#gatherings = new Gatherings({ step, run, frame, onClose: (failure) => this.#unwanted(failure) });
    if (!this.cancellation.stopped) this.#openSource(source);
  }

  /** Runs the pass; it may have ended when this returns, and otherwise tells the frame around it. */
  start(): void {
    const { step, run, around } = this;
    around.slots[step.target] = PENDING;
    around.waiting++;
    if (step.open !== undefined) run.events.fanOutStarted(step, around, this.#items);
    if (this.pool.start(this.#gatherings)) this.#end();
    this.#starting = false;
  }

  wake(): void {
    this.pool.wake();
  }

  take(): unknown {
    if (this.pool.closed || this.#source === undefined) return END;
    try {
      const item = this.#source.take();
      if (typeof item === 'symbol' && item === END) this.#close();
      return item;
    } catch (error) {
      this.sourceFailed(error);
      return END;
    }
  }

  count(): number {
    this.#items.count++;
    return this.position++;
  }

  countFinished(items: number): void {
    this.#items.finished += items;
    this.#window?.advance(items);
  }

  lend(): Iterator<unknown> | undefined {
    return this.pool.closed ? undefined : this.#source?.lend?.();
  }

  takeBack(taken: number, hasEnded: boolean): void {
    this.#items.count += taken;
    this.position += taken;
    this.#source?.takeBack?.(taken, hasEnded);
    if (hasEnded) this.#close();
  }

  /** While no other lane has an item. */
  goesStraight(): boolean {
    const { run, step } = this;
    if (!step.straight || this.pool.busy > 0 || this.#window?.isSettled(this.position) === false) return false;
    return !run.events.listening && !run.permits.exhausted && !this.around.lacks;
  }

  /** Gives an item its frame, or `undefined` when its key is refused. */
  begin(item: unknown, lane: Lane | FarLane, spare: Frame | undefined): Frame | undefined {
    const position = this.position++;
    const { step } = this;
    if (step.open === undefined && item instanceof Frame) {
      item.enter(lane, step.body, position);
      if (step.stream !== undefined) item.stream = this.around.stream?.inner(position, step.ordered);
      return item;
    }
    this.#items.count++;
    let key: string | undefined;
    if (step.key !== undefined) {
      try {
        key = labelItem(step, item, position, this.#items);
      } catch (error) {
        this.sourceFailed(error);
        return undefined;
      }
    }
    const frame = spare ?? new Frame(lane, step.body, this.around, step.name);
    frame.begin(position, key);
    frame.slots[0] = item;
    if (step.stream !== undefined) frame.stream = this.around.stream?.inner(position, step.ordered);
    if (this.run.events.listening) this.run.events.itemStarted(frame);
    if (step.watched) this.told?.itemBegun(frame);
    return frame;
  }

  completed(frame: Frame): void {
    const { step } = this;
    if (frame.lacks) this.weakened(frame);
    if (step.stream !== undefined) streamItem(frame, step.stream);
    if (step.last) {
      this.#items.finished++;
      if (this.run.events.listening) this.run.events.itemEnded(frame);
    }
    if (step.keeps) this.#items.keep(frame, step.ordered);
    if (step.reads.length > 0) this.batch.add(frame, step);
    frame.release(step.keeps);
    this.#leaveWindow(frame);
  }

  ended(frame: Frame): void {
    frame.releaseSignals();
    this.#items.finished++;
    this.#leaveWindow(frame);
  }

  weakened(frame: Frame): void {
    this.#gatherings.examine(frame, this.#items.gaveUp);
  }

  itemFailed(frame: Frame, failure: Failure): void {
    if (!this.#items.noteFailure(frame, failure)) return;
    this.told?.itemFailed(frame, failure);
    if (exceedsTolerance(this.step, this.#items, false)) this.#giveUp(failure);
  }

  mustWait(): boolean {
    if ((this.#window === undefined && this.step.stream === undefined) || this.pool.closed) return false;
    if (this.#window?.excludes(this.position) === true) return true;
    this.#resume ??= () => this.run.inContext(() => this.pool.unpark());
    return this.step.stream !== undefined && this.run.stream?.isFull(this.#resume) === true;
  }

  request(): void {
    this.#source?.request();
  }

  sourceFailed(error: unknown): void {
    this.#items.sourceError ??= { error };
    this.#close();
  }

  #leaveWindow({ position }: Frame): void {
    if (this.#window === undefined) return;
    this.#window.finished(position);
    this.pool.unpark();
  }

  #openSource(source: FanOutSetting['source']): void {
    try {
      this.#source = source({ node: this.step.parallelizable, run: this.run, listener: this });
    } catch (error) {
      this.sourceFailed(error);
    }
  }

  #unwanted(failure: Failure | undefined): void {
    if (failure !== undefined) this.around.owner.failed(this.around, failure);
    if (--this.#wanted === 0) this.cancellation.stop(notNeeded(this.step.name));
  }

  #giveUp({ error }: Failure): void {
    const exceeded = new Failure(this.step.parallelizable, this.around.path, tooManyFailures(this.step, this.#items, error));
    this.#items.gaveUp = exceeded;
    if (this.around.block.fatal && this.run.stopsAtFailure) return this.run.fail(exceeded);
    this.#gatherings.giveUp(exceeded);
  }

  /** No more items: lanes without one end, the others when theirs has ended. */
  #close(): void {
    this.#source?.close();
    this.pool.close();
  }

  /** All lanes have ended: after the last pass, hooks are told. */
  #end(): void {
    const { step, run } = this;
    this.pool.release();
    this.cancellation.detach();
    const isOver = step.last || this.cancellation.stopped || this.#items.sourceError !== undefined;
    const told = isOver ? run.fanOuts?.end(this.around, step, fanOutEnd(step, this.#items, this.cancellation.stopped)) : undefined;
    whenTold(run, told, () => this.#conclude());
  }

  /** Hands the collectors' columns to the frame around. */
  #conclude(): void {
    const { step, run, around: frame } = this;
    const { firstFailure, sourceError } = this.#items;
    const isFailed = sourceError !== undefined && !frame.owner.cancellation.stopped;
    const failed = isFailed ? failNode(run, frame, step.parallelizable, sourceError.error) : undefined;
    const whole = !this.cancellation.stopped && sourceError === undefined;
    if (whole && firstFailure !== undefined && exceedsTolerance(step, this.#items, true)) this.#giveUp(firstFailure);
    this.#gatherings.settle(failed);
    frame.slots[step.target] = failed ?? this.#items;
    frame.lacks ||= failed !== undefined;
    run.events.fanOutEnded(step, frame, this.#items);
    frame.leave(step);
    frame.waiting--;
    if (!this.#starting) proceed(run, frame, step);
  }
}
