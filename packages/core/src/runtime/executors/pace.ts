/** The work that a batch should hold: much more than sending it costs, and little enough to be shared out evenly. */
const BATCH_MS = 20;
/** A batch is pulled from the source, cloned and handed to the collectors in one go each. */
const MOST_ITEMS = 4096;
/** How many times as large as one that has come back a batch may be: those behind cheap items may be dear, and a batch cannot be shared out any more. */
const GROWTH = 2;
/** The same where a batch has waited at least so many times as long as it has computed: what comes behind it will wait, too. */
const WAITING_GROWTH = 8;
/** How many rounds of items that mostly wait make a batch: it ends with its slowest item, and until then others are to be under way. */
const ROUNDS = 2;

/** How fast the items of a fan-out are, and how many of them make a batch by that. */
export class Pace {
  #byTime = 1;
  #byWork = 1;

  /** The size of the next batch, of which so many items may be open at once: of items that mostly wait, it has enough for that. */
  size(atOnce = 1): number {
    return Math.max(this.#byTime, Math.min(this.#byWork, ROUNDS * atOnce));
  }

  /** Notes how long a batch has taken, and for how long of that it has computed. */
  note(items: number, ms: number, busyMs = ms): void {
    this.#byTime = next(this.#byTime, { items, ms });
    this.#byWork = next(this.#byWork, { items, ms: busyMs, growth: busyMs * WAITING_GROWTH < ms ? WAITING_GROWTH : GROWTH });
  }
}

function next(size: number, { items, ms, growth = GROWTH }: { items: number; ms: number; growth?: number }): number {
  const wanted = ms > 0 ? Math.round((items * BATCH_MS) / ms) : MOST_ITEMS;
  return Math.max(1, Math.min(wanted, Math.max(size, items * growth), MOST_ITEMS));
}
