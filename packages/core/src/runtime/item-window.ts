import { Ring } from './ring';

/** How far items may run ahead of the oldest unfinished one, so that a fold in source order holds back a bounded number (R2). */
export class ItemWindow {
  readonly #size: number;
  readonly #ahead = new Ring<true>();
  #oldest = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Whether the item at this position must wait before it is pulled. */
  excludes(position: number): boolean {
    return position - this.#oldest > this.#size;
  }

  /** Whether all items before a position have ended. */
  isSettled(position: number): boolean {
    return this.#oldest === position;
  }

  /** Notes that the oldest unfinished items, so many, have ended. */
  advance(items: number): void {
    this.#oldest += items;
  }

  /** Notes that an item has ended, well or not. */
  finished(position: number): void {
    if (position !== this.#oldest) {
      this.#ahead.set(position, true);
      return;
    }
    this.#oldest++;
    while (this.#ahead.take(this.#oldest) === true) this.#oldest++;
  }
}
