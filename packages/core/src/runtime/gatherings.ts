import { type Observable, reduce, Subject } from 'rxjs';
import type { Absent } from './absent';
import type { Batch } from './batch';
import type { Failure } from './failure';
import type { Frame } from './frame';
import { Gathering, type GatheringSetting } from './gathering';
import type { Taker } from './lane-pool';
import type { LinkedFanOut } from './program';
import { restoreOrder } from './restore-order';

/** What the collectors of a pass need of it. */
interface GatheringsSetting extends Pick<GatheringSetting, 'run' | 'frame' | 'onClose'> {
  readonly step: LinkedFanOut;
}

/** The collectors of a pass. A single lane that never waits hands its batches right to them; otherwise each is a `reduce` over those of all lanes. */
export class Gatherings implements Taker<Batch> {
  readonly #step: LinkedFanOut;
  readonly #gatherings: readonly Gathering[];
  /** How many items came right from a lane. */
  #taken = 0;

  constructor({ step, run, frame, onClose }: GatheringsSetting) {
    this.#step = step;
    const placed = step.ordered && !step.windowed;
    this.#gatherings = step.sinks.map((sink) => new Gathering({ run, frame, sink, placed, onClose }));
  }

  next(batch: Batch): void {
    this.#taken += batch.size;
    for (const gathering of this.#gatherings) gathering.take(batch);
  }

  complete(): void {
    // Whoever runs the lane sees when it has ended.
  }

  /** Subscribes every collector to the batches of a pool before the first of them comes; `onEnd` is called after the last. */
  subscribe(batches: Observable<Batch>, onEnd: () => void): void {
    const { windowed, reads } = this.#step;
    const shared = new Subject<Batch>();
    for (const gathering of this.#gatherings)
      shared.pipe(reduce((state: Gathering, batch: Batch) => state.take(batch), gathering)).subscribe();
    shared.subscribe({ complete: onEnd });
    (windowed ? batches.pipe(restoreOrder(reads.length, this.#taken)) : batches).subscribe(shared);
  }

  /** Looks at an item in which something is absent. */
  examine(frame: Frame, gaveUp: Failure | undefined): void {
    const fails = this.#step.onItemError.kind === 'fail';
    for (const gathering of this.#gatherings) gathering.examine(frame, fails, gaveUp);
  }

  /** The fan-out tolerates no more failures. */
  giveUp(failure: Failure): void {
    for (const gathering of this.#gatherings) gathering.giveUp(failure);
  }

  /** Hands all columns, or why there are none, to the frame around. */
  settle(failed: Absent | undefined): void {
    for (const gathering of this.#gatherings) gathering.settle(failed);
  }
}
