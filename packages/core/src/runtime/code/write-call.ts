import type { LinkedCall } from '../program';
import type { Declare } from './compile';

/** Whether a call must not begin any more, since the event loop has to turn. */
export const IS_LATE = '--turn.countdown <= 0 && turn.isLate()';

/** Whether a variable holds a thenable or `drop`; numbers, which are neither, are sorted out first. */
export function isOdd(v: string): string {
  const hasThen = `typeof ${v}.then === 'function'`;
  return `typeof ${v} !== 'number' && (typeof ${v} === 'object' ? ${v} !== null && ${hasThen} : typeof ${v} === 'function' ? ${hasThen} : ${v} === drop)`;
}

/** A call, with its arguments by position. */
export function writeCall(
  { place, reads, slots, indirect, callee }: LinkedCall,
  declare: Declare,
  readSlot = (slot: number): string => `s[${slot}]`,
): string {
  if (indirect) return `${declare('c', ({ calls }) => calls[place])}(frame, run)`;
  const self = declare('o', ({ methods }) => methods[place]?.self);
  const values = reads.map((read, index) => {
    const slot = slots[index];
    return slot === undefined ? `${declare('r', () => read)}(frame)` : readSlot(slot);
  });
  return `${self}[${JSON.stringify(callee.by === 'method' ? callee.key : 'run')}](${values.join(', ')})`;
}
