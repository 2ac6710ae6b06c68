/** The work that a batch should hold: much more than sending it costs, and little enough to be shared out evenly. */
const BATCH_MS = 20;
/** A batch is pulled from the source, cloned and handed to the collectors in one go each. */
const MOST_ITEMS = 4096;
/** How many times as large as the one before a batch may be. */
const GROWTH = 8;

/** How fast the items of a fan-out are, and how many of them make a batch by that. */
export class Pace {
  #size = 1;

  /** The size of the next batch. */
  get size(): number {
    return this.#size;
  }

  /** Notes how long a batch has taken. */
  note(items: number, ms: number): void {
    const wanted = ms > 0 ? Math.round((items * BATCH_MS) / ms) : MOST_ITEMS;
    this.#size = Math.max(1, Math.min(wanted, Math.max(this.#size, items) * GROWTH, MOST_ITEMS));
  }
}
