/**
 * Values at positions that lie close together, in an array that is written round and round. A Map or Set of them would be rehashed as it grows and
 * shrinks, and each of its old tables keeps the next one alive until the whole heap is collected.
 */
export class Ring<T> {
  #cells: (Cell<T> | undefined)[] = [];
  /** How many values there are. */
  size = 0;

  /** Puts a value at a position that has none. */
  set(position: number, value: T): void {
    while (this.#cells[position & (this.#cells.length - 1)] !== undefined || this.#cells.length === 0) this.#grow();
    this.#cells[position & (this.#cells.length - 1)] = { position, value };
    this.size++;
  }

  /** Takes out the value at a position. */
  take(position: number): T | undefined {
    if (this.size === 0) return undefined;
    const at = position & (this.#cells.length - 1);
    const cell = this.#cells[at];
    if (cell?.position !== position) return undefined;
    this.#cells[at] = undefined;
    this.size--;
    return cell.value;
  }

  #grow(): void {
    const cells = this.#cells;
    this.#cells = new Array<Cell<T> | undefined>(Math.max(16, cells.length * 2)).fill(undefined);
    for (const cell of cells) if (cell !== undefined) this.#cells[cell.position & (this.#cells.length - 1)] = cell;
  }
}

interface Cell<T> {
  readonly position: number;
  readonly value: T;
}
