import { Batch } from './batch';
import type { Taker } from './lane-pool';
import type { LinkedFanOut } from './program';

/** Where the batch is that is being filled. */
interface BatchHolder {
  readonly step: Pick<LinkedFanOut, 'reads' | 'batchSize'>;
  batch: Batch;
}

/** How a lane hands over what is finished. */
export class BatchOutlet {
  readonly #holder: BatchHolder;
  #taker: Taker<Batch>;
  /** Whether there is no other lane, so that no item can end while collectors take what is handed over. */
  #isAlone: boolean;
  /** A batch that has been handed over and that nobody keeps. */
  #spare: Batch | undefined;

  constructor(holder: BatchHolder, taker: Taker<Batch>, isAlone = false) {
    this.#holder = holder;
    this.#taker = taker;
    this.#isAlone = isAlone;
  }

  /** From now on there are other lanes, and it goes to somebody else. */
  join(taker: Taker<Batch>): void {
    this.#taker = taker;
    this.#isAlone = false;
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
    if (this.#isAlone) {
      this.#taker.next(batch);
      batch.clear();
      return true;
    }
    // What the collectors run meanwhile may end further items.
    holder.batch = this.#spare ?? new Batch(holder.step.reads.length);
    this.#spare = undefined;
    this.#taker.next(batch);
    if (!batch.held) {
      batch.clear();
      this.#spare = batch;
    }
    return true;
  }

  flushFull(): void {
    const { batch, step } = this.#holder;
    if (batch.size >= step.batchSize) this.flush();
  }

  complete(): void {
    this.#taker.complete();
  }
}
