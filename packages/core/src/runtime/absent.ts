import type { SlotRef } from '../plan/block';
import type { Failure } from './failure';
import type { FrameView } from './frame-view';

/** Fills a slot whose step has not started. */
export const EMPTY: unique symbol = Symbol('empty');
/** Fills a slot whose step is under way. */
export const PENDING: unique symbol = Symbol('pending');

/** Fills a slot that will never have a value: its node failed, or needed a value that is absent, or dropped the item. */
export class Absent {
  /** Why; `undefined` when the item was dropped. */
  readonly failure: Failure | undefined;

  constructor(failure: Failure | undefined) {
    this.failure = failure;
  }
}

/** The absence of a dropped item's values (E6). */
export const DROPPED = new Absent(undefined);

/** The absence among some slots, a failure before a drop; `undefined` when all are present or still to come. */
export function absenceAmong(references: readonly SlotRef[], frame: FrameView): Absent | undefined {
  let found: Absent | undefined;
  for (const { up, slot } of references) {
    const value = frame.outwards(up).slots[slot];
    if (value instanceof Absent && (found === undefined || found.failure === undefined)) found = value;
  }
  return found;
}
