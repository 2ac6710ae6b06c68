import type { Subscriber } from 'rxjs';
import { Batch } from './batch';
import type { LinkedFanOut } from './program';

/** Where the batch is that is being filled. */
interface BatchHolder {
  readonly step: Pick<LinkedFanOut, 'reads'>;
  batch: Batch;
}

/** How a lane hands over what is finished. */
export class BatchOutlet {
  readonly #holder: BatchHolder;
  readonly #subscriber: Subscriber<Batch>;
  /** A batch that has been handed over and that nobody keeps. */
  #spare: Batch | undefined;

  constructor(holder: BatchHolder, subscriber: Subscriber<Batch>) {
    this.#holder = holder;
    this.#subscriber = subscriber;
  }

  /** Returns whether there was anything to hand over. */
  flush(): boolean {
    const holder = this.#holder;
    const { batch } = holder;
    if (batch.size === 0) return false;
    // What the collectors run meanwhile may end further items.
    holder.batch = this.#spare ?? new Batch(holder.step.reads.length);
    this.#spare = undefined;
    this.#subscriber.next(batch);
    if (!batch.held) {
      batch.clear();
      this.#spare = batch;
    }
    return true;
  }

  complete(): void {
    this.#subscriber.complete();
  }
}
