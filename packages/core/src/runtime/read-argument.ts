import { slotsOf } from '../plan/arguments';
import type { Argument } from '../plan/block';
import type { Settled } from '../types/settled';
import { absenceAmong, type Absent } from './absent';
import type { FrameView } from './frame-view';

/** Reads an argument, or a collector's entry, from a frame. */
export type Read = (frame: FrameView) => unknown;

/** Stands where a call puts in its context. */
export const readContext: Read = () => undefined;

/** Turns an argument into a function that reads it; the context is put in by the call itself. */
export function compileArgument(argument: Argument): Read {
  switch (argument.kind) {
    case 'slot':
      return compileSlot(argument.up, argument.slot);
    case 'constant':
      return () => argument.value;
    case 'context':
      return readContext;
    case 'list': {
      const reads = argument.items.map(compileArgument);
      return (frame) => reads.map((read) => read(frame));
    }
    case 'record': {
      const reads = argument.entries.map(([key, value]) => [key, compileArgument(value)] as const);
      return (frame) => Object.fromEntries(reads.map(([key, read]) => [key, read(frame)]));
    }
    case 'settled':
      return compileSettled(argument.of);
    case 'key':
      return (frame) => frame.outwards(argument.up).key;
  }
}

function compileSlot(up: number, slot: number): Read {
  if (up === 0) return (frame) => frame.slots[slot];
  return (frame) => frame.outwards(up).slots[slot];
}

function compileSettled(argument: Argument): Read {
  const read = compileArgument(argument);
  const references = slotsOf(argument, true);
  // The item in which the innermost of the values lives.
  const depth = Math.min(...references.map(({ up }) => up));
  return (frame): Settled<unknown> | Absent => {
    const absent = frame.lacks ? absenceAmong(references, frame) : undefined;
    if (absent === undefined) return { status: 'fulfilled', value: read(frame) };
    return absent.failure === undefined ? absent : { status: 'rejected', reason: absent.failure.error, key: frame.outwards(depth).key };
  };
}
