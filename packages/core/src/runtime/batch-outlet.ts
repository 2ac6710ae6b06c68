import { Batch } from './batch';
import type { Taker } from './lane-pool';
import type { LinkedFanOut } from './program';

/** Where the batch is that is being filled. */
interface BatchHolder {
  readonly step: Pick<LinkedFanOut, 'reads'>;
  batch: Batch;
}

/** How a lane hands over what is finished. */
export class BatchOutlet {
  readonly #holder: BatchHolder;
  /** To whom it goes. */
  taker: Taker<Batch>;
  /** A batch that has been handed over and that nobody keeps. */
  #spare: Batch | undefined;

  constructor(holder: BatchHolder, taker: Taker<Batch>) {
    this.#holder = holder;
    this.taker = taker;
  }

  /** The batch in which the item at a position can be put behind those that are there. */
  batchAt(position: number): Batch {
    if (!this.#holder.batch.goesOnAt(position)) this.flush();
    const { batch } = this.#holder;
    if (batch.size === 0) batch.first = position;
    return batch;
  }

  /** Returns whether there was anything to hand over. */
  flush(): boolean {
    const holder = this.#holder;
    const { batch } = holder;
    if (batch.size === 0) return false;
    // What the collectors run meanwhile may end further items.
    holder.batch = this.#spare ?? new Batch(holder.step.reads.length);
    this.#spare = undefined;
    this.taker.next(batch);
    if (!batch.held) {
      batch.clear();
      this.#spare = batch;
    }
    return true;
  }

  complete(): void {
    this.taker.complete();
  }
}
