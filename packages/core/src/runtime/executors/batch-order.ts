/**
 * Has batches handed over in the order in which they were pulled, though they come back in any: who comes early leaves a function, and whoever comes next in
 * line calls it. Collectors would put the items in order too, but one by one.
 */
export class BatchOrder<T> {
  readonly #early = new Map<number, (by: T) => void>();
  #pulled = 0;
  #next = 0;

  /** A number for a batch that has just been pulled. */
  pulled(): number {
    return this.#pulled++;
  }

  /** A batch has come back, and is handed over when all before it are. */
  cameBack(number: number, by: T, handOver: (by: T) => void = () => undefined): void {
    this.#early.set(number, handOver);
    for (let ready = this.#early.get(this.#next); ready !== undefined; ready = this.#early.get(this.#next)) {
      this.#early.delete(this.#next++);
      ready(by);
    }
  }
}
