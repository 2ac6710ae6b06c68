import type { FanOutItems } from './fan-out-items';

/** A source has ended. */
export const END: unique symbol = Symbol('end');
/** A source has nothing at the moment; it will wake the idle lanes. */
export const WAIT: unique symbol = Symbol('wait');

/** Items on demand, from whatever a parallelizable returned. */
export interface Source {
  /** The next item, `END`, or `WAIT`. Throws what the source throws. */
  take(): unknown;
  /** After `WAIT`: some lane is idle and wants an item. */
  request(): void;
  /** Ends the source early (F3). */
  close(): void;
  /** Lends the iterator to somebody who takes many items in a row, where there is one. It is not closed before it is back. */
  lend?(): Iterator<unknown> | undefined;
  /** The iterator is back; so many items were taken. Whether it must not be used again. */
  takeBack?(taken: number, hasEnded: boolean): void;
}

/** What a source that is not asked, but tells, does with its fan-out. */
export interface SourceListener {
  /** Items, or the end, may be taken now. */
  wake(): void;
  sourceFailed(error: unknown): void;
}

/** The items of an array, or others that are all there. */
export class ArraySource implements Source, Iterator<unknown> {
  readonly #items: readonly unknown[];
  #next = 0;

  constructor(items: readonly unknown[]) {
    this.#items = items;
  }

  take(): unknown {
    return this.#next < this.#items.length ? this.#items[this.#next++] : END;
  }

  request(): void {
    // Never idle.
  }

  close(): void {
    this.#next = this.#items.length;
  }

  lend(): Iterator<unknown> {
    return this;
  }

  next(): IteratorResult<unknown> {
    return this.#next < this.#items.length ? { done: false, value: this.#items[this.#next++] } : { done: true, value: undefined };
  }
}

/** The items that an earlier pass kept. */
export class KeptItems extends ArraySource {
  constructor(items: FanOutItems) {
    super(items.kept);
    items.kept = [];
  }
}
