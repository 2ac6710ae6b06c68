import { mergeMap, Observable, Subject } from 'rxjs';
import { loopTurn } from './loop-turn';

/** To whom a lane hands over what is finished. */
export interface Taker<B> {
  next(finished: B): void;
  complete(): void;
}

/** What a pool knows of its lanes. */
interface PooledLane {
  /** Goes from item to item until one has to be waited for, or there is none. */
  run(): void;
  finish(): void;
}

/** How a pool is made. */
export interface LanePoolSetting<L extends PooledLane, B> {
  readonly concurrency: number;
  readonly create: (taker: Taker<B>) => L;
  /** Whether the next item must not be started yet. */
  readonly mustWait: () => boolean;
}

/**
 * The lanes of a fan-out under one `mergeMap`: a new one is started while all there are wait for an item under way, so that synchronous work needs
 * a single lane and an infinite concurrency as many as there are open items.
 */
export class LanePool<L extends PooledLane, B> {
  readonly lanes = new Set<L>();
  /** What the lanes emit; it completes when the pool is closed and all lanes have ended. */
  readonly batches: Observable<B>;
  readonly #starts = new Subject<void>();
  readonly #concurrency: number;
  readonly #mustWait: () => boolean;
  /** Makes a lane that runs already one of these. */
  #adopt: ((taker: Taker<B>) => void) | undefined;
  #idle: L[] = [];
  #parked: L[] = [];
  /** How many lanes wait for an item under way. */
  busy = 0;
  closed = false;
  #spawning = false;
  #waking = false;
  #unparking = false;

  constructor({ concurrency, create, mustWait }: LanePoolSetting<L, B>) {
    this.#concurrency = concurrency;
    this.#mustWait = mustWait;
    this.batches = this.#starts.pipe(
      mergeMap(
        () =>
          new Observable<B>((taker) => {
            const adopt = this.#adopt;
            this.#adopt = undefined;
            if (adopt !== undefined) return adopt(taker);
            const lane = create(taker);
            this.lanes.add(lane);
            lane.run();
          }),
      ),
    );
  }

  get hasParked(): boolean {
    return this.#parked.length > 0;
  }

  /** Makes a lane that runs already one of these, and says to whom it hands over now. */
  adopt(lane: L, handTo: (taker: Taker<B>) => void): void {
    this.#adopt = (taker) => {
      this.lanes.add(lane);
      handTo(taker);
    };
    this.#starts.next();
  }

  /** Starts lanes while all there are wait for an item under way. */
  spawn(): void {
    if (this.#spawning) return;
    this.#spawning = true;
    while (!this.closed && this.busy === this.lanes.size && this.lanes.size < this.#concurrency) this.#starts.next();
    this.#spawning = false;
  }

  /** A lane rests until the next item may be started. */
  park(lane: L): void {
    this.#parked.push(lane);
  }

  /** A lane rests until the source has an item. */
  idle(lane: L): void {
    this.#idle.push(lane);
  }

  /** A lane rests until the event loop has turned. */
  pause(resume: () => void): void {
    loopTurn.wait(resume);
  }

  /** A lane waits for its item. */
  occupied(): void {
    this.busy++;
    this.spawn();
  }

  /** A lane's item has ended. */
  freed(): void {
    this.busy--;
  }

  ended(lane: L): void {
    this.lanes.delete(lane);
  }

  /** The source has items, or has ended: idle lanes go on until one finds nothing. */
  wake(): void {
    if (this.#waking) return;
    this.#waking = true;
    for (let lane = this.#idle.pop(); lane !== undefined; lane = this.#idle.pop()) {
      lane.run();
      if (this.#idle.at(-1) === lane) break;
    }
    this.#waking = false;
  }

  /** Items may be started again: parked lanes go on while that is so. */
  unpark(): void {
    if (this.#unparking) return;
    this.#unparking = true;
    while (this.#parked.length > 0 && !this.#mustWait()) this.#parked.pop()?.run();
    this.#unparking = false;
  }

  /** No more items: resting lanes end now, the others when their item has ended. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    const resting = [...this.#idle, ...this.#parked];
    this.#idle = this.#parked = [];
    this.#starts.complete();
    for (const lane of resting) lane.finish();
  }
}
