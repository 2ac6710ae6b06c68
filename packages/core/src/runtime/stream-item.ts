import type { SlotRef } from '../plan/block';
import { Absent } from './absent';
import type { Frame } from './frame';

/** Hands the streamed value of an item that has ended to the consumer; items further in have done so themselves. */
export function streamItem(frame: Frame, stream: SlotRef | 'inner'): void {
  if (stream !== 'inner') {
    const value = frame.slots[stream.slot];
    if (!(value instanceof Absent)) frame.stream?.push({ path: frame.path, key: frame.key, value });
  }
  frame.stream?.close();
  frame.stream = undefined;
}
