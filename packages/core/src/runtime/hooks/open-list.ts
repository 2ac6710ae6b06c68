/** An entry of a list of such. */
export interface Linked<T> {
  previous: T | undefined;
  next: T | undefined;
}

/** What is under way, in the order in which it began. Entries are linked to each other, and one that was taken out to none: a Set would be rehashed all the time. */
export class OpenList<T extends Linked<T>> {
  #first: T | undefined;
  #last: T | undefined;

  add(entry: T): void {
    entry.previous = this.#last;
    if (this.#last === undefined) this.#first = entry;
    else this.#last.next = entry;
    this.#last = entry;
  }

  /** Takes out an entry, if it is there. */
  delete(entry: T): void {
    const { previous, next } = entry;
    if (previous === undefined && this.#first !== entry) return;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    entry.previous = entry.next = undefined;
  }

  /** Takes out the first entry. */
  shift(): T | undefined {
    const first = this.#first;
    if (first !== undefined) this.delete(first);
    return first;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let entry = this.#first; entry !== undefined; entry = entry.next) yield entry;
  }
}
