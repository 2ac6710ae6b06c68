import { drop } from '../types/drop';
import type { BoundMethod } from './bound-method';
import { follow, type Follow } from './follow';
import type { Frame } from './frame';
import { loopTurn } from './loop-turn';
import { NONE, Thrown } from './odd';
import type { LinkedBlock, LinkedCall, LinkedFanOut } from './program';
import type { RunState } from './run-state';
import { END, WAIT } from './source';
import { interpret, type Straight } from './straight';
import { runItems, type StraightLoop } from './straight-loop';

/**
 * Makes the function of one block from the methods and calls of a program, each at the place of its invocation.
 *
 * Generated code does what `interpret`, `follow` and `runItems` do, for one block: every call is written out, so that each has a place of its own where
 * V8 learns what it calls, with arguments by position and no loop over steps. Of what users have written, nothing stands in the text but the keys
 * of methods, as string literals; instances and readers of arguments are handed over.
 */
export type Generated<F> = (bound: Bound) => F;

interface Bound {
  readonly methods: readonly BoundMethod[];
  readonly calls: readonly unknown[];
}

/** Calls in one generated function: in larger ones V8 stops to inline them. */
export const CHUNK = 25;

/** Code for `Straight`, from the first step of a block on. Throws an `EvalError` where code must not be generated from text. */
export function generateStraight(block: LinkedBlock): Generated<Straight> {
  if (block.steps.length <= CHUNK) return compile((declare) => writeStraight(block, declare));
  const chunks: Generated<Part>[] = [];
  for (let from = 0; from < block.steps.length; from += CHUNK) chunks.push(compile((declare) => writePart(block, from, declare)));
  return (bound) => {
    const parts = chunks.map((chunk) => chunk(bound));
    return (run, frame, from) => (from === 0 && !run.permits.exhausted ? inTurn(parts, frame, run) : interpret(run, frame, from));
  };
}

/** Code for `Follow`. Throws an `EvalError` where code must not be generated from text. */
export function generateFollow(block: LinkedBlock): Generated<Follow> {
  return block.steps.length > CHUNK ? () => follow : compile((declare) => writeFollow(block, declare));
}

/** Code for `StraightLoop`. Throws an `EvalError` where code must not be generated from text. */
export function generateStraightLoop(step: LinkedFanOut): Generated<StraightLoop> {
  const { readSlots, body } = step;
  if (readSlots === undefined || body.steps.length > CHUNK) return () => runItems;
  return compile((declare) => writeLoop(body, readSlots, declare));
}

/** The calls of a part of a block, from its beginning on; throws what they throw. Returns as `Straight` does. */
type Part = (frame: Frame, run: RunState) => number;

/** One after the other, while all goes straight on. */
function inTurn(parts: readonly Part[], frame: Frame, run: RunState): number {
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

/** Gives a value of the bound program a name in the text. */
type Declare = (letter: string, make: (bound: Bound) => unknown) => string;

const intrinsics = { turn: loopTurn, drop, END, WAIT, NONE, Thrown, interpret };

function compile<F>(write: (declare: Declare) => string): Generated<F> {
  const names: string[] = [];
  const makers: ((bound: Bound) => unknown)[] = [];
  const text = write((letter, make) => {
    const name = `${letter}${names.length}`;
    names.push(name);
    makers.push(make);
    return name;
  });
  const create = new Function(...Object.keys(intrinsics), ...names, `"use strict";\nreturn ${text};`) as (...values: unknown[]) => F;
  return (bound) => create(...Object.values(intrinsics), ...makers.map((make) => make(bound)));
}

/** All in one function, which V8 can inline into the loop over items. */
function writeStraight(block: LinkedBlock, declare: Declare): string {
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

function writePart(block: LinkedBlock, from: number, declare: Declare): string {
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

function writeFollow({ steps }: LinkedBlock, declare: Declare): string {
  const body = steps.map((step, position) =>
    step.kind !== 'call'
      ? 'break plain;'
      : `
      if (at === ${position}) {
        if (called) called = false;
        else {
          if (owner.stopped || permits.exhausted || events.listening || ${IS_LATE}) break plain;
          v = ${writeCall(step, declare)};
        }
        if (${isOdd('v')}) {
          if (v === drop) { frame.odd = drop; break plain; }
          if (!lane.flying) lane.depart(frame);
          frame.awaited = ${position};
          v = await v;
          if (typeof v === 'symbol' && v === drop || owner.stopped || permits.exhausted || events.listening) return lane.land(frame, ${position}, v, true);
          frame.awaited = -1;
        }
        s[${step.target}] = v; at = ${position + 1};
      }`,
  );
  return `async function follow(lane, run, first, from) {
  const owner = lane.cancellation, permits = run.permits, events = run.events;
  let frame = first, at = from, called = true, v = first.odd;
  first.odd = NONE;
  while (frame !== undefined) {
    const s = frame.slots;
    plain: try {${body.join('')}
    } catch (error) {
      if (frame.awaited >= 0) return lane.land(frame, at, error, false);
      frame.odd = new Thrown(error);
    }
    frame = lane.next(frame, at);
    at = 0;
  }
}`;
}

function writeLoop({ steps }: LinkedBlock, read: readonly number[], declare: Declare): string {
  const calls = steps.flatMap((step) => (step.kind === 'call' ? [step] : []));
  // Values stay in variables, unless somebody reads them from the frame.
  const variables = new Map([[0, 'item'], ...calls.map(({ target }, position): [number, string] => [target, `v${position}`])]);
  const isRead = calls.some(({ slots }) => slots.includes(undefined));
  const variableOf = (slot: number): string => variables.get(slot) ?? `s[${slot}]`;
  const body = calls.map((step, position) => {
    const v = `v${position}`;
    return `
          if (owner.stopped || ${IS_LATE}) { at = ${position}; break plain; }
          at = ${position}; ${v} = ${writeCall(step, declare, variableOf)};
          if (${isOdd(v)}) { frame.odd = ${v}; break plain; }
          ${isRead ? `s[${step.target}] = ${v};` : ''}`;
  });
  const restore = calls.map(({ target }, position) => `if (at > ${position}) s[${target}] = v${position};`);
  return `function loop(run, host, frame, limit, flush) {
  const s = frame.slots, owner = frame.owner.cancellation;
  let finished = 0, at = 0, item, ${['position', ...calls.map((_, position) => `v${position}`)].join(', ')};
  try {
    for (;;) {
      if (--turn.countdown <= 0 && turn.hasCome()) return 'turn';
      item = host.take();
      if (typeof item === 'symbol' && (item === END || item === WAIT)) return item;
      position = host.count();
      ${isRead ? 's[0] = item;' : ''}
      plain: {
        try {${body.join('')}
        } catch (error) {
          frame.odd = new Thrown(error);
          break plain;
        }
        const batch = host.batch, row = batch.size++;
        if (row > 0 && batch.positions[row - 1] !== position - 1) batch.isPlain = false;
        batch.positions[row] = position;
        ${read.map((slot, column) => `batch.columns[${column}][row] = ${variableOf(slot)};`).join(' ')}
        finished++;
        if (row + 1 >= limit) flush();
        continue;
      }
      s[0] = item;
      ${restore.join(' ')}
      frame.index = frame.position = position;
      frame.left = ${steps.length} - at;
      frame.forget(at);
      return { frame, from: at };
    }
  } finally {
    host.countFinished(finished);
    run.bound.countRuns(host.step.body, finished);
  }
}`;
}

const IS_LATE = '--turn.countdown <= 0 && turn.isLate()';

/** Whether a variable holds a thenable or `drop`; numbers, which are neither, are sorted out first. */
function isOdd(v: string): string {
  const hasThen = `typeof ${v}.then === 'function'`;
  return `typeof ${v} !== 'number' && (typeof ${v} === 'object' ? ${v} !== null && ${hasThen} : typeof ${v} === 'function' ? ${hasThen} : ${v} === drop)`;
}

function writeCall(
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
