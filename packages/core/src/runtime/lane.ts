import { isThenable } from '../types/thenable';
import type { Batch } from './batch';
import { BatchOutlet } from './batch-outlet';
import type { Cancellation } from './cancellation';
import type { Failure } from './failure';
import type { Frame } from './frame';
import { whenTold } from './layers/await-layers';
import { loopTurn } from './loop-turn';
import { landCall } from './land-call';
import { finishBlock, startBlock } from './run-block';
import { END, WAIT } from './source';
import { follow } from './follow';
import type { Follower } from './follower';
import { isPromised } from './odd';
import type { StraightLane } from './straight-host';
import type { LaneHost } from './lane-host';
import type { Taker } from './lane-pool';

/**
 * One of the `concurrency` lanes of a fan-out: pulls an item, runs its block, pulls the next. Items that end synchronously are handled in a
 * loop without a promise between them. What is finished goes to the collectors in batches, which the lanes of a fan-out share.
 */
export class Lane implements Follower, StraightLane {
  readonly cancellation: Cancellation;
  /** The item under way, when the lane waits for it. */
  frame: Frame | undefined;
  flying = false;
  readonly host: LaneHost<Lane>;
  readonly outlet: BatchOutlet;
  /** The frame of an item that has ended, to be used again: nobody else knows it. */
  #spare: Frame | undefined;

  constructor(host: LaneHost<Lane>, taker: Taker<Batch>, isAlone = false) {
    this.cancellation = host.cancellation;
    this.host = host;
    this.outlet = new BatchOutlet(host, taker, isAlone);
  }

  /** Goes from item to item until one has to be waited for, or there is none. */
  run(): void {
    const { host } = this;
    for (;;) {
      if (host.goesStraight()) {
        const end = host.run.bound.straightLoop(host.step)(host.run, this);
        if (end === 'turn') return this.#waitForTurn();
        if (end === END) return this.finish();
        if (end !== WAIT && !this.#goOn(end.frame, end.from)) return;
        if (end !== WAIT) continue;
      }
      const frame = this.#next();
      if (frame === undefined || !this.#goOn(frame, startBlock(host.run, frame))) return;
    }
  }

  /** The frame of the next item, if possible one that is used `again`; where there is no item, the lane rests, waits for its turn, or has ended. */
  #next(again?: Frame): Frame | undefined {
    const { host } = this;
    for (;;) {
      if (loopTurn.isDue()) {
        this.#waitForTurn();
        return undefined;
      }
      // What is handed over may change what comes next, so a lane that has something to hand over looks again before it rests.
      if (host.mustWait()) {
        if (this.outlet.flush()) continue;
        this.#release();
        host.pool.park(this);
        return undefined;
      }
      const item = host.take();
      if (typeof item === 'symbol' && item === END) {
        this.finish();
        return undefined;
      }
      if (typeof item === 'symbol' && item === WAIT) {
        if (this.outlet.flush()) continue;
        this.#release();
        host.pool.idle(this);
        host.request();
        return undefined;
      }
      if (again !== undefined && !host.step.watched && !host.run.events.listening) {
        again.take(item, host.count());
        return again;
      }
      const frame = host.begin(item, this, again ?? this.#spare);
      this.#spare = undefined;
      if (frame !== undefined) return frame;
    }
  }

  /** Goes on with an item from a step on. Returns whether its block has ended, so that the next may come; otherwise the lane waits for it, or ends with it. */
  #goOn(frame: Frame, from: number): boolean {
    const { host } = this;
    const { run } = host;
    if (frame.block.linear && !frame.lacks && isPromised(frame.odd)) {
      frame.left += from;
      follow(this, run, frame, from).catch((error: unknown) => {
        run.abort(error);
        this.#settled(undefined);
      });
      return false;
    }
    if (finishBlock(run, frame, from)) {
      if (host.step.watched && this.#isHeld(frame)) return false;
      this.#hand(frame);
      return true;
    }
    if (this.cancellation.stopped && frame.waiting === 0) {
      this.abandoned(frame);
      return false;
    }
    this.#occupy(frame);
    if (frame.failed) host.weakened(frame);
    return false;
  }

  depart(frame: Frame): void {
    // First, since other lanes may start when this one is occupied, and must find the permit taken.
    this.flying = true;
    this.host.run.depart();
    this.#occupy(frame);
  }

  land(frame: Frame, position: number, outcome: unknown, fulfilled: boolean): void {
    this.flying = false;
    landCall(this.host.run, frame, position, { outcome, fulfilled });
  }

  next(frame: Frame, position: number): Frame | undefined {
    const { host } = this;
    if (position === frame.block.steps.length && host.step.plain && !host.run.events.listening) {
      if (host.step.watched && this.holds(frame)) return undefined;
      host.batch.add(frame, host.step);
      return this.took(frame);
    }
    this.#arrive();
    frame.left -= position;
    frame.forget(position);
    return this.#settled(this.#goOn(frame, position) ? this.#next() : undefined);
  }

  holds(frame: Frame): boolean {
    frame.left = 0;
    const isHeld = this.#isHeld(frame);
    if (isHeld) this.#settled(undefined);
    return isHeld;
  }

  took(frame: Frame): Frame | undefined {
    const { host } = this;
    host.ended(frame);
    this.outlet.flushFull();
    const next = this.#next(frame.shared ? undefined : frame);
    if (next === undefined || next.lacks) return this.#settled(next);
    if (this.frame !== undefined) this.frame = next;
    return next;
  }

  /** The lane has not gone plainly on: gives the next frame that can be followed, if there is one now. */
  #settled(frame: Frame | undefined): Frame | undefined {
    this.#arrive();
    let next = frame;
    while (next?.lacks === true) next = this.#goOn(next, 0) ? this.#next() : undefined;
    this.host.run.rest();
    return next;
  }

  /** Emits what is left and ends. */
  finish(): void {
    this.#release();
    this.outlet.flush();
    this.host.pool.ended(this);
    this.outlet.complete();
  }

  finished(frame: Frame): void {
    if (!this.host.step.watched || !this.#isHeld(frame)) this.#goOnAfter(frame);
  }

  abandoned(frame: Frame): void {
    if (!this.host.step.watched || !this.#isHeld(frame)) this.finish();
  }

  failed(frame: Frame, failure: Failure): void {
    this.host.itemFailed(frame, failure);
  }

  weakened(frame: Frame): void {
    this.host.weakened(frame);
  }

  /** Whether an item that has ended, or was given up, has to wait for hooks that are told of it; it goes on by itself then. */
  #isHeld(frame: Frame): boolean {
    const { run, step, told: hooks } = this.host;
    const isGivenUp = frame.left > 0;
    const told = step.last || isGivenUp ? hooks?.itemEnded(frame, isGivenUp) : undefined;
    if (!isThenable(told)) return false;
    frame.waiting++;
    this.#occupy(frame);
    whenTold(run, told, () => {
      frame.waiting--;
      if (isGivenUp || this.cancellation.stopped) this.finish();
      else this.#goOnAfter(frame);
    });
    return true;
  }

  #goOnAfter(frame: Frame): void {
    this.#release();
    this.#hand(frame);
    this.run();
  }

  #hand(frame: Frame): void {
    const { host } = this;
    host.completed(frame);
    if (!frame.shared && !host.step.keeps) this.#spare = frame;
    this.outlet.flushFull();
  }

  /** The lane waits for an item. */
  #occupy(frame: Frame): void {
    const isNew = this.frame === undefined;
    this.frame = frame;
    if (isNew) this.host.pool.occupied();
  }

  /** The lane waits for no item any more. */
  #release(): void {
    this.#arrive();
    if (this.frame !== undefined) this.host.pool.freed();
    this.frame = undefined;
  }

  /** What follows does not go plainly on, and says itself what is in flight. */
  #arrive(): void {
    if (!this.flying) return;
    this.flying = false;
    this.host.run.arrive();
  }

  #waitForTurn(): void {
    this.#release();
    this.outlet.flush();
    this.host.pool.pause(() => this.host.run.inContext(() => this.run()));
  }
}
