import { MillraceError } from '../errors/millrace-error';
import { PENDING } from './absent';
import { Batch } from './batch';
import { Cancellation } from './cancellation';
import { tooManyFailures } from '../errors/run-errors';
import { Failure } from './failure';
import { labelItem, type FanOutItems } from './fan-out-items';
import { exceedsTolerance } from './failure-policy';
import { Frame } from './frame';
import { gatherAll, Gathering } from './gathering';
import { fanOutEnd } from './hooks/fan-out-end';
import type { HookedFanOut } from './hooks/hooked-fan-out';
import { ItemWindow } from './item-window';
import { type Lanes, lanesOf } from './executors/lanes-of';
import type { FarLane } from './executors/remote-host';
import type { Lane } from './lane';
import type { LaneHost } from './lane-host';
import { LanePool } from './lane-pool';
import { whenTold } from './layers/await-layers';
import type { LinkedFanOut } from './program';
import { restoreOrder } from './restore-order';
import type { FanOutSetting } from './fan-out-setting';
import { failNode } from './report-failure';
import { proceed } from './run-block';
import type { RunState } from './run-state';
import { streamItem } from './stream-item';
import { END, type Source, type SourceListener } from './source';

/**
 * One pass over one instance of a fan-out. `mergeMap` runs lanes; each lane pulls its next item when it is free, so that never more than `concurrency` items
 * are open, and emits what it finished in batches. Every collector is a `reduce` of its own over the batches, subscribed before the first lane starts.
 */
export class FanOutRun implements LaneHost<Lane | FarLane>, SourceListener {
  readonly run: RunState;
  readonly step: LinkedFanOut;
  readonly cancellation: Cancellation;
  batch: Batch;
  readonly pool: LanePool<Lane | FarLane, Batch>;
  readonly #lanes: Lanes;
  readonly #frame: Frame;
  readonly #items: FanOutItems;
  readonly #window: ItemWindow | undefined;
  readonly #gatherings: readonly Gathering[];
  #source: Source | undefined;
  /** How many collectors, later passes and streams still want items. */
  #wanted: number;
  readonly told: HookedFanOut | undefined;
  /** The position of the next item. */
  #next = 0;
  #starting = true;
  readonly wake = (): void => this.pool.wake();
  readonly #resume = (): void => this.run.inContext(() => this.pool.unpark());

  constructor({ run, frame, step, items, source }: FanOutSetting) {
    this.run = run;
    this.step = step;
    this.#frame = frame;
    this.batch = new Batch(step.reads.length);
    this.#items = items;
    this.told = run.fanOuts?.of(frame, step);
    this.#window = step.windowed ? new ItemWindow(step.remote?.window ?? step.window) : undefined;
    this.#wanted = step.sinks.length + (step.keeps ? 1 : 0) + (step.stream === undefined ? 0 : 1);
    this.cancellation = new Cancellation(frame.owner.cancellation, () => this.#close());
    this.#lanes = lanesOf(this, frame);
    this.pool = new LanePool({ ...this.#lanes, mustWait: () => this.mustWait() });
    const placed = step.ordered && !step.windowed;
    this.#gatherings = step.sinks.map((sink) => new Gathering({ run, frame, sink, placed, onClose: (failure) => this.#unwanted(failure) }));
    if (!this.cancellation.stopped) this.#openSource(source);
  }

  /** Runs the pass; it may have ended when this returns, and otherwise tells the frame around it. */
  start(): void {
    const { step, run } = this;
    const frame = this.#frame;
    frame.slots[step.target] = PENDING;
    frame.waiting++;
    (frame.fanOuts ??= new Set()).add(this.pool);
    if (step.open !== undefined) run.events.fanOutStarted(step, frame, this.#items);

    const batches = step.windowed ? this.pool.batches.pipe(restoreOrder(step.reads.length)) : this.pool.batches;
    gatherAll(batches, this.#gatherings, () => this.#end());
    this.pool.spawn();
    this.#starting = false;
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
    return this.#next++;
  }

  countFinished(items: number): void {
    this.#items.finished += items;
    this.#window?.advance(items);
  }

  /** A frame for a loop over items that are mostly plain, while no other lane has an item; `undefined` where these would not do. */
  straightFrame(lane: Lane | FarLane): Frame | undefined {
    const { run, step } = this;
    if (!step.straight || this.pool.busy > 0 || this.#window?.isSettled(this.#next) === false || run.events.listening || this.#frame.lacks)
      return undefined;
    return new Frame(lane, step.body, this.#frame, step.name);
  }

  /** Gives an item its frame, or `undefined` when its key is refused. */
  begin(item: unknown, lane: Lane | FarLane, spare: Frame | undefined): Frame | undefined {
    const position = this.#next++;
    const { step } = this;
    if (step.open === undefined && item instanceof Frame) {
      item.enter(lane, step.body, position);
      if (step.stream !== undefined) item.stream = this.#frame.stream?.inner(position, step.ordered);
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
    const frame = spare ?? new Frame(lane, step.body, this.#frame, step.name);
    frame.begin(position, key);
    frame.slots[0] = item;
    if (step.stream !== undefined) frame.stream = this.#frame.stream?.inner(position, step.ordered);
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
    for (const gathering of this.#gatherings) gathering.examine(frame, this.step.onItemError.kind === 'fail', this.#items.gaveUp);
  }

  itemFailed(frame: Frame, failure: Failure): void {
    if (!this.#items.noteFailure(frame, failure)) return;
    this.told?.itemFailed(frame, failure);
    if (exceedsTolerance(this.step, this.#items, false)) this.#giveUp(failure);
  }

  mustWait(): boolean {
    if ((this.#window === undefined && this.step.stream === undefined) || this.pool.closed) return false;
    if (this.#window?.excludes(this.#next) === true) return true;
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
    if (this.pool.hasParked) this.pool.unpark();
  }

  #openSource(source: FanOutSetting['source']): void {
    try {
      this.#source = source({ node: this.step.parallelizable, run: this.run, listener: this });
    } catch (error) {
      this.sourceFailed(error);
    }
  }

  #unwanted(failure: Failure | undefined): void {
    if (failure !== undefined) this.#frame.owner.failed(this.#frame, failure);
    if (--this.#wanted === 0)
      this.cancellation.stop(new MillraceError('RUN_ABORTED', `The items of "${this.step.name}" are not needed any more.`));
  }

  #giveUp({ error }: Failure): void {
    const exceeded = new Failure(this.step.parallelizable, this.#frame.path, tooManyFailures(this.step, this.#items, error));
    this.#items.gaveUp = exceeded;
    if (this.#frame.block.fatal && this.run.stopsAtFailure) return this.run.fail(exceeded);
    for (const gathering of this.#gatherings) gathering.giveUp(exceeded);
  }

  /** No more items: lanes without one end, the others when theirs has ended. */
  #close(): void {
    this.#source?.close();
    this.pool.close();
  }

  /** All lanes have ended: after the last pass, hooks are told. */
  #end(): void {
    const { step, run } = this;
    this.#lanes.close();
    this.cancellation.detach();
    this.#frame.fanOuts?.delete(this.pool);
    const isOver = step.last || this.cancellation.stopped || this.#items.sourceError !== undefined;
    const told = isOver ? run.fanOuts?.end(this.#frame, step, fanOutEnd(step, this.#items, this.cancellation.stopped)) : undefined;
    whenTold(run, told, () => this.#conclude());
  }

  /** Hands the collectors' columns to the frame around. */
  #conclude(): void {
    const { step, run } = this;
    const frame = this.#frame;
    const { firstFailure, sourceError } = this.#items;
    const isFailed = sourceError !== undefined && !frame.owner.cancellation.stopped;
    const failed = isFailed ? failNode(run, frame, step.parallelizable, sourceError.error) : undefined;
    const whole = !this.cancellation.stopped && sourceError === undefined;
    if (whole && firstFailure !== undefined && exceedsTolerance(step, this.#items, true)) this.#giveUp(firstFailure);
    for (const gathering of this.#gatherings) gathering.settle(failed);
    frame.slots[step.target] = failed ?? this.#items;
    frame.lacks ||= failed !== undefined;
    run.events.fanOutEnded(step, frame, this.#items);
    frame.leave(step);
    frame.waiting--;
    if (!this.#starting) proceed(run, frame, step);
  }
}
