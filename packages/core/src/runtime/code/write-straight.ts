import type { Frame } from '../frame';
import { Thrown } from '../odd';
import type { LinkedBlock } from '../program';
import type { RunState } from '../run-state';
import type { Declare } from './compile';
import { IS_LATE, isOdd, writeCall } from './write-call';

/** Calls in one generated function: in larger ones V8 stops to inline them. */
export const CHUNK = 25;

/** The calls of a part of a block, from its beginning on; throws what they throw. Returns as `Straight` does. */
export type Part = (frame: Frame, run: RunState) => number;

/** One after the other, while all goes straight on. */
export function inTurn(parts: readonly Part[], frame: Frame, run: RunState): number {
  let position = 0;
  let end = 0;
  try {
    for (const part of parts) {
      position = part(frame, run);
      if (position < (end += CHUNK)) break;
    }
    return position;
  } catch (error) {
    frame.odd = new Thrown(error);
    return frame.at;
  }
}

/** All in one function, which V8 can inline into the loop over items. */
export function writeStraight(block: LinkedBlock, declare: Declare): string {
  return `function straight(run, frame, from) {
  if (from !== 0 || run.permits.exhausted) return interpret(run, frame, from);
  try {
${writeCalls(block, 0, declare)}
  } catch (error) {
    frame.odd = new Thrown(error);
    return frame.at;
  }
}`;
}

/** Code for `Part`. */
export function writePart(block: LinkedBlock, from: number, declare: Declare): string {
  return `function straight(frame, run) {
${writeCalls(block, from, declare)}
}`;
}

/** The calls from a step on, as many as go into one function. */
function writeCalls({ steps }: LinkedBlock, from: number, declare: Declare): string {
  const part = steps.slice(from, from + CHUNK);
  const body = part.map((step, index) => {
    const position = from + index;
    if (step.kind !== 'call') return `return ${position};`;
    return `
  if (owner.stopped || ${IS_LATE}) return ${position};
  frame.at = ${position}; v = ${writeCall(step, declare)};
  if (${isOdd('v')}) { frame.odd = v; return ${position}; }
  s[${step.target}] = v;${step.frees.map((slot) => ` s[${slot}] = undefined;`).join('')}`;
  });
  return `  const s = frame.slots, owner = frame.owner.cancellation;
  let v;${body.join('')}
  return ${from + part.length};`;
}
