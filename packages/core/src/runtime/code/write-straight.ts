import type { Frame } from '../frame';
import { loopTurn } from '../loop-turn';
import type { LinkedBlock } from '../program';
import type { RunState } from '../run-state';
import { interpret } from '../straight';
import type { Declare } from './compile';
import { IS_LATE, isOdd, writeCall } from './write-call';

/** Calls in one generated function: in larger ones V8 stops to inline them. */
export const CHUNK = 25;

/** The calls of a part of a block, from its beginning on. Returns as `Straight` does. Whoever calls it has seen to the turn of the event loop. */
export type Part = (frame: Frame, run: RunState) => number;

/**
 * Goes on with part after part, while all goes straight on. Step by step go those for which there is no part yet, or that are begun in their middle, or where
 * calls take so long that the clock must be read more often.
 */
export function inTurn(parts: readonly Part[], frame: Frame, run: RunState, from: number): number {
  const { length } = frame.block.steps;
  let position = from;
  while (position < length && !loopTurn.late) {
    const index = Math.floor(position / CHUNK);
    const end = Math.min(index * CHUNK + CHUNK, length);
    const part = frame.inOrder && position % CHUNK === 0 && loopTurn.bears(CHUNK) ? parts[index] : undefined;
    position = part === undefined ? interpret(run, frame, position, end) : part(frame, run);
    if (position < end) break;
  }
  return position;
}

/** All in one function, which V8 can inline into the loop over items. */
export function writeStraight(block: LinkedBlock, declare: Declare): string {
  return `function straight(run, frame, from) {
  if (from !== 0 || run.permits.exhausted) return interpret(run, frame, from);
${writeCalls(block, { from: 0, check: `owner.stopped || ${IS_LATE}`, isOdd: isOdd('v') }, declare)}
}`;
}

/** Code for `Part`. */
export function writePart(block: LinkedBlock, from: number, declare: Declare): string {
  return `function part(frame, run) {
${writeCalls(block, { from, check: 'owner.stopped', isOdd: `typeof v !== 'number' && isOdd(v)` }, declare)}
}`;
}

/** Where calls begin, what keeps one from being made, and whether what one has given in `v` is no plain value. */
interface PartText {
  readonly from: number;
  readonly check: string;
  readonly isOdd: string;
}

/** The calls from a step on, as many as go into one function. */
function writeCalls({ steps }: LinkedBlock, { from, check, isOdd: odd }: PartText, declare: Declare): string {
  const part = steps.slice(from, from + CHUNK);
  const body = part.map((step, index) => {
    const position = from + index;
    if (step.kind !== 'call') return `return ${position};`;
    return `
    at = ${position};
    if (${check}) return at;
    v = ${writeCall(step, declare)};
    if (${odd}) { frame.odd = v; return at; }
    s[${step.target}] = v;${step.frees.map((slot) => ` s[${slot}] = undefined;`).join('')}`;
  });
  return `  const s = frame.slots, owner = frame.owner.cancellation;
  let v, at;
  try {${body.join('')}
    return ${from + part.length};
  } catch (error) {
    frame.odd = new Thrown(error);
    return at;
  }`;
}
