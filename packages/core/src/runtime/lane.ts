import type { Subscriber } from 'rxjs';
import { Batch, BATCH_SIZE } from './batch';
import type { Cancellation } from './cancellation';
import type { Failure } from './failure';
import type { Frame, FrameOwner } from './frame';
import { loopTurn } from './loop-turn';
import { finishBlock, runBlock } from './run-block';
import { END, WAIT } from './source';
import { runItems, type StraightHost } from './straight-loop';

/** The fan-out that a lane works for. */
export interface LaneHost extends StraightHost {
  readonly cancellation: Cancellation;
  /** What was taken from items that have ended and no lane has handed over yet, in the order in which they ended. */
  batch: Batch;
  /** A frame for a loop over items that are mostly plain; `undefined` where that loop would not do. */
  straightFrame(lane: Lane): Frame | undefined;
  /** The frame of an item, or `undefined` when the item is refused. */
  begin(item: unknown, lane: Lane, spare: Frame | undefined): Frame | undefined;
  /** An item's block has ended. */
  completed(frame: Frame): void;
  itemFailed(frame: Frame, failure: Failure): void;
  weakened(frame: Frame): void;
  /** Whether the next item must not be started yet. */
  mustWait(): boolean;
  /** A lane rests, and wants an item as soon as the source has one. */
  request(): void;
  /** Where lanes rest. */
  readonly pool: {
    park(lane: Lane): void;
    idle(lane: Lane): void;
    occupied(): void;
    freed(): void;
    ended(lane: Lane): void;
  };
}

/**
 * One of the `concurrency` lanes of a fan-out: pulls an item, runs its block, pulls the next. Items that end synchronously are handled in a
 * loop without a promise between them. What is finished goes to the collectors in batches, which the lanes of a fan-out share.
 */
export class Lane implements FrameOwner {
  readonly cancellation: Cancellation;
  /** The item under way, when the lane waits for it. */
  frame: Frame | undefined;
  readonly #fanOut: LaneHost;
  readonly #subscriber: Subscriber<Batch>;
  readonly #limit: number;
  /** The frame of an item that has ended, to be used again: nobody else knows it. */
  #spare: Frame | undefined;
  /** A batch that has been handed over and that nobody keeps. */
  #spareBatch: Batch | undefined;

  constructor(fanOut: LaneHost, subscriber: Subscriber<Batch>) {
    this.cancellation = fanOut.cancellation;
    this.#fanOut = fanOut;
    this.#subscriber = subscriber;
    this.#limit = fanOut.step.eager ? 1 : BATCH_SIZE;
  }

  /** Goes from item to item until one has to be waited for, or there is none. */
  run(): void {
    const fanOut = this.#fanOut;
    for (;;) {
      const straight = fanOut.straightFrame(this);
      if (straight !== undefined) {
        const end = runItems(fanOut, straight, this.#limit, () => this.#flush());
        if (end === 'turn') return this.#waitForTurn();
        if (end === END) return this.finish();
        if (end !== WAIT) {
          if (this.#goOn(end.frame, finishBlock(fanOut.run, end.frame, end.from))) continue;
          return;
        }
      }
      if (loopTurn.isDue()) return this.#waitForTurn();
      // What is handed over may change what comes next, so a lane that has something to hand over looks again before it rests.
      if (fanOut.mustWait()) {
        if (this.#flush()) continue;
        return fanOut.pool.park(this);
      }
      const item = fanOut.take();
      if (item === END) return this.finish();
      if (item === WAIT) {
        if (this.#flush()) continue;
        fanOut.pool.idle(this);
        return fanOut.request();
      }
      const frame = fanOut.begin(item, this, this.#spare);
      this.#spare = undefined;
      if (frame === undefined) continue;
      if (!this.#goOn(frame, runBlock(fanOut.run, frame))) return;
    }
  }

  /** Takes leave of an item whose block has ended; otherwise the lane waits for it, or ends with it. Returns whether the next item may come. */
  #goOn(frame: Frame, ended: boolean): boolean {
    const fanOut = this.#fanOut;
    if (ended) {
      this.#hand(frame);
      return true;
    }
    if (this.cancellation.stopped && frame.waiting === 0) {
      this.finish();
      return false;
    }
    this.frame = frame;
    if (frame.failed) fanOut.weakened(frame);
    fanOut.pool.occupied();
    return false;
  }

  /** Emits what is left and ends. */
  finish(): void {
    this.#flush();
    this.#fanOut.pool.ended(this);
    this.#subscriber.complete();
  }

  finished(frame: Frame): void {
    this.frame = undefined;
    this.#fanOut.pool.freed();
    this.#hand(frame);
    this.run();
  }

  abandoned(): void {
    this.frame = undefined;
    this.#fanOut.pool.freed();
    this.finish();
  }

  failed(frame: Frame, failure: Failure): void {
    this.#fanOut.itemFailed(frame, failure);
  }

  weakened(frame: Frame): void {
    this.#fanOut.weakened(frame);
  }

  #hand(frame: Frame): void {
    const fanOut = this.#fanOut;
    fanOut.completed(frame);
    if (!frame.shared && !fanOut.step.keeps) this.#spare = frame;
    if (fanOut.batch.size >= this.#limit) this.#flush();
  }

  /** Hands over what is finished; returns whether there was anything. */
  #flush(): boolean {
    const fanOut = this.#fanOut;
    const { batch } = fanOut;
    if (batch.size === 0) return false;
    // What the collectors run meanwhile may end further items.
    fanOut.batch = this.#spareBatch ?? new Batch(fanOut.step.reads.length);
    this.#spareBatch = undefined;
    this.#subscriber.next(batch);
    if (!batch.held) {
      batch.clear();
      this.#spareBatch = batch;
    }
    return true;
  }

  #waitForTurn(): void {
    const { run } = this.#fanOut;
    this.#flush();
    loopTurn.wait(() => run.inContext(() => this.run()));
  }
}
