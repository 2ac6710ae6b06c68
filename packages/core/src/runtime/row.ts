import { absenceAmong } from './absent';
import type { Frame } from './frame';
import type { LinkedSink } from './program';

/** Stands where a collector takes nothing from an item, because it lacks a value. */
export const WITHOUT: unique symbol = Symbol('without');

/** What the collectors of a pass take from one item, column by column. The item's frame is not needed any more then. */
export class Row {
  /** The item's place among the items of the pass. */
  readonly position: number;
  readonly values: readonly unknown[];

  constructor(position: number, values: readonly unknown[]) {
    this.position = position;
    this.values = values;
  }
}

/** Reads the entries of all collectors from an item whose block has ended. */
export function takeRow(frame: Frame, { sinks, width }: { readonly sinks: readonly LinkedSink[]; readonly width: number }): Row {
  const values = new Array<unknown>(width);
  let index = 0;
  for (const sink of sinks) {
    const without = frame.lacks && isWithout(frame, sink);
    for (const column of sink.columns) values[index++] = without ? WITHOUT : column.read(frame);
  }
  return new Row(frame.position, values);
}

/** Whether a value that a collector gathers is absent from an item, or one that it would take settled was dropped (E2, E6). */
function isWithout(frame: Frame, { requires, mentions }: LinkedSink): boolean {
  if (absenceAmong(requires, frame) !== undefined) return true;
  return mentions.some((reference) => {
    const absent = absenceAmong([reference], frame);
    return absent !== undefined && absent.failure === undefined;
  });
}
