import type { LinkedCall } from '../program';
import type { Declare } from './compile';

/** Whether a call must not begin any more, since the event loop has to turn. */
export const IS_LATE = '--turn.countdown <= 0 && turn.isLate()';

/** Whether a variable holds a thenable or `drop`; numbers, which are neither, are sorted out first. */
export function isOdd(v: string): string {
  const hasThen = `typeof ${v}.then === 'function'`;
  return `typeof ${v} !== 'number' && (typeof ${v} === 'object' ? ${v} !== null && ${hasThen} : typeof ${v} === 'function' ? ${hasThen} : ${v} === drop)`;
}

/** Whether a variable holds a thenable. */
export function isThenable(v: string): string {
  return `${v} !== null && (typeof ${v} === 'object' || typeof ${v} === 'function') && typeof ${v}.then === 'function'`;
}

/** A call, with its arguments by position and all that is around it. */
export function writeCall(call: LinkedCall, declare: Declare, readSlot?: ReadSlot): string {
  const { indirect, place } = call;
  return indirect ? `${declare('c', ({ calls }) => calls[place])}(frame, run)` : writeDirectCall(call, declare, readSlot);
}

/** Where the value of a slot stands. */
type ReadSlot = (slot: number) => string;

/** A call of the method itself. */
export function writeDirectCall(
  { place, reads, slots, callee }: LinkedCall,
  declare: Declare,
  readSlot: ReadSlot = (slot) => `s[${slot}]`,
): string {
  // V8 looks but once at what one object is.
  const self = declare('o', ({ methods }) => methods[place]?.self, callee.by === 'method' ? callee.module : undefined);
  const values = reads.map((read, index) => {
    const slot = slots[index];
    return slot === undefined ? `${declare('r', () => read)}(frame)` : readSlot(slot);
  });
  return `${self}[${JSON.stringify(callee.by === 'method' ? callee.key : 'run')}](${values.join(', ')})`;
}
