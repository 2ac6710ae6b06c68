import { absenceAmong } from './absent';
import type { Frame } from './frame';
import type { LinkedFanOut, LinkedSink } from './program';

/** Stands where a collector takes nothing from an item, because it lacks a value. */
export const WITHOUT: unique symbol = Symbol('without');

/** What the collectors of a pass take from some items that have ended, column by column; the items' frames are not needed any more then. */
export class Batch {
  size = 0;
  /** Whether its items follow each other and no entry is absent. */
  isPlain = true;
  /** The entries; whoever keeps a column puts an empty one in its place. */
  readonly columns: unknown[][] = [];
  /** The position of its first item among those of the pass. */
  first = 0;
  /** The positions of all, unless they follow each other. */
  #positions: number[] | undefined;
  /** Whether somebody keeps it when it has been handed over, so that it cannot be filled again. */
  held = false;

  constructor(width: number) {
    // `Array.from` would take longer than all else that a small fan-out does.
    for (let column = 0; column < width; column++) this.columns.push([]);
  }

  /** Makes room for an item; returns the row for its entries. */
  place(position: number): number {
    const row = this.size++;
    if (row === 0) this.first = position;
    else if (this.#positions !== undefined || position !== this.first + row) this.#note(row, position);
    return row;
  }

  positionOf(row: number): number {
    return this.#positions === undefined ? this.first + row : (this.#positions[row] ?? 0);
  }

  /** Whether its items follow each other, and the one at a position comes next. */
  goesOnAt(position: number): boolean {
    return this.size === 0 || (this.#positions === undefined && this.first + this.size === position);
  }

  /** Whether its items follow each other from a position on. */
  isInOrderFrom(position: number): boolean {
    return this.#positions === undefined && this.first === position;
  }

  /** Reads the entries of all collectors from an item whose block has ended. */
  add(frame: Frame, { reads, sinks, readSlots }: LinkedFanOut): void {
    const row = this.place(frame.position);
    if (frame.lacks) return this.#addPartly(frame, sinks, row);
    const { columns } = this;
    if (readSlots !== undefined) {
      const { slots } = frame;
      for (let index = 0; index < readSlots.length; index++) {
        const column = columns[index];
        if (column !== undefined) column[row] = slots[readSlots[index] ?? 0];
      }
      return;
    }
    for (let index = 0; index < reads.length; index++) {
      const column = columns[index];
      const read = reads[index];
      if (column !== undefined && read !== undefined) column[row] = read(frame);
    }
  }

  /** Adds a row of another batch of the same pass. */
  addRow(batch: Batch, other: number): void {
    const row = this.place(batch.positionOf(other));
    if (!batch.isPlain) this.isPlain = false;
    this.columns.forEach((column, index) => (column[row] = batch.columns[index]?.[other]));
  }

  /** Makes it empty, and lets go of the entries. */
  clear(): void {
    this.size = 0;
    this.isPlain = true;
    this.#positions = undefined;
    for (const column of this.columns) column.fill(undefined);
  }

  #note(row: number, position: number): void {
    this.isPlain = false;
    this.#positions ??= Array.from({ length: row }, (_, before) => this.first + before);
    this.#positions[row] = position;
  }

  #addPartly(frame: Frame, sinks: readonly LinkedSink[], row: number): void {
    this.isPlain = false;
    let index = 0;
    for (const sink of sinks) {
      const without = isWithout(frame, sink);
      for (const { read } of sink.columns) {
        const column = this.columns[index++];
        if (column !== undefined) column[row] = without ? WITHOUT : read(frame);
      }
    }
  }
}

/** Whether a value that a collector gathers is absent from an item, or one that it would take settled was dropped (E2, E6). */
function isWithout(frame: Frame, { requires, mentions }: LinkedSink): boolean {
  if (absenceAmong(requires, frame) !== undefined) return true;
  return mentions.some((reference) => {
    const absent = absenceAmong([reference], frame);
    return absent !== undefined && absent.failure === undefined;
  });
}
