import type { Batch } from './batch';
import { lanesOf, type Lanes } from './executors/lanes-of';
import type { FarLane, RemoteHost } from './executors/remote-host';
import type { Frame } from './frame';
import type { Gatherings } from './gatherings';
import { Lane } from './lane';
import type { LaneHost } from './lane-host';
import { LanePool } from './lane-pool';

type Pool = LanePool<Lane | FarLane, Batch>;

/** The lanes of a pass: a first one that runs by itself until it has to wait, if it ever does, and then a pool of which it is a part. */
export class PassLanes {
  readonly #host: LaneHost<Lane> & RemoteHost;
  readonly #around: Frame;
  readonly #onEnd: () => void;
  #lanes: Lanes | undefined;
  #pool: Pool | undefined;
  #first: Lane | undefined;
  #gatherings: Gatherings | undefined;
  /** Whether there will be no more items. */
  closed = false;

  /** `onEnd` is called when the last lane of a pool has ended. */
  constructor(host: LaneHost<Lane> & RemoteHost, onEnd: () => void) {
    this.#host = host;
    this.#around = host.around;
    this.#onEnd = onEnd;
  }

  /** How many lanes wait for an item under way. */
  get busy(): number {
    return this.#pool?.busy ?? 0;
  }

  /** Runs the items as far as they can go now. Returns whether all has ended without a pool. */
  start(gatherings: Gatherings): boolean {
    this.#gatherings = gatherings;
    if (this.#host.step.remote !== undefined) this.#opened.spawn();
    else if (!this.closed) {
      this.#first = new Lane(this.#host, gatherings, true);
      this.#first.run();
    }
    // A lane that has not had to wait has ended.
    return this.#pool === undefined;
  }

  /** No more items: lanes without one end, the others when theirs has ended. */
  close(): void {
    this.closed = true;
    this.#pool?.close();
  }

  /** All lanes have ended. */
  release(): void {
    this.#lanes?.close();
    if (this.#pool !== undefined) this.#around.fanOuts?.delete(this.#pool);
  }

  park(lane: Lane | FarLane): void {
    this.#opened.park(lane);
  }

  idle(lane: Lane | FarLane): void {
    this.#opened.idle(lane);
  }

  occupied(): void {
    this.#opened.occupied();
  }

  freed(): void {
    this.#opened.freed();
  }

  pause(resume: () => void): void {
    this.#opened.pause(resume);
  }

  ended(lane: Lane | FarLane): void {
    this.#pool?.ended(lane);
  }

  wake(): void {
    this.#pool?.wake();
  }

  /** Items may be started again. */
  unpark(): void {
    if (this.#pool?.hasParked === true) this.#pool.unpark();
  }

  get #opened(): Pool {
    return this.#pool ?? this.#open();
  }

  #open(): Pool {
    this.#lanes = lanesOf(this.#host, this.#around);
    const pool: Pool = new LanePool({ ...this.#lanes, mustWait: () => this.#host.mustWait() });
    this.#pool = pool;
    (this.#around.fanOuts ??= new Set()).add(pool);
    this.#gatherings?.subscribe(pool.batches, this.#onEnd);
    const first = this.#first;
    if (first !== undefined) pool.adopt(first, (taker) => first.outlet.join(taker));
    if (this.closed) pool.close();
    return pool;
  }
}
