import { drop } from '../types/drop';
import type { BoundMethod } from './bound-method';
import type { FollowItems } from './follow';
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

/** Code for `FollowItems`. Throws an `EvalError` where code must not be generated from text. */
export function generateFollow(step: LinkedFanOut): Generated<FollowItems | null> {
  return step.body.steps.length > CHUNK ? () => null : compile((declare) => writeFollow(step, declare));
}

/** Code for `StraightLoop`. Throws an `EvalError` where code must not be generated from text. */
export function generateStraightLoop(step: LinkedFanOut): Generated<StraightLoop> {
  const isLong = step.readSlots === undefined || step.body.steps.length > CHUNK;
  return isLong ? () => runItems : compile((declare) => writeLoop(step, declare));
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

function writeFollow({ body, straight, readSlots }: LinkedFanOut, declare: Declare): string {
  const variables = new Variables(body);
  const steps = variables.calls.map((step, position) => {
    const v = variables.result(position);
    return `
          if (owner.stopped || permits.exhausted || events.listening || ${IS_LATE}) break plain;
          ${v} = ${writeCall(step, declare, variables.of)};
          if (${isOdd(v)}) {
            if (${v} === drop) { frame.odd = drop; break plain; }
            if (!lane.flying) lane.depart(frame);
            frame.awaited = ${position};
            ${v} = await ${v};
            if (typeof ${v} === 'symbol' && ${v} === drop || owner.stopped || permits.exhausted || events.listening) {
              ${variables.save}
              return lane.land(frame, ${position}, ${v}, true);
            }
            frame.awaited = -1;
          }
          ${variables.areRead ? variables.store(position) : ''}
          at = ${position + 1};`;
  });
  const end =
    straight && readSlots !== undefined
      ? `if (!events.listening) {
          const position = frame.position;
          ${writeRow(readSlots, variables.of)}
          frame = lane.took(frame);
          continue;
        }`
      : '';
  return `async function follow(lane, run, frame) {
  const host = lane.host, owner = lane.cancellation, permits = run.permits, events = run.events;
  while (frame !== undefined) {
    let at = 0, ${variables.names};
    item = frame.slots[0];
    plain: {
      try {${steps.join('')}
      } catch (error) {
        if (frame.awaited >= 0) {
          ${variables.save}
          return lane.land(frame, at, error, false);
        }
        frame.odd = new Thrown(error);
        break plain;
      }
      ${end}
    }
    ${variables.save}
    frame = lane.next(frame, at);
  }
}`;
}

function writeLoop({ body, readSlots = [] }: LinkedFanOut, declare: Declare): string {
  const variables = new Variables(body);
  const steps = variables.calls.map((step, position) => {
    const v = variables.result(position);
    return `
          if (owner.stopped || ${IS_LATE}) { at = ${position}; break plain; }
          at = ${position}; ${v} = ${writeCall(step, declare, variables.of)};
          if (${isOdd(v)}) { frame.odd = ${v}; break plain; }
          ${variables.areRead ? variables.store(position) : ''}`;
  });
  return `function loop(run, host, frame, limit, flush) {
  const s = frame.slots, owner = frame.owner.cancellation;
  let finished = 0, at = 0, position, ${variables.names};
  try {
    for (;;) {
      if (--turn.countdown <= 0 && turn.hasCome()) return 'turn';
      item = host.take();
      if (typeof item === 'symbol' && (item === END || item === WAIT)) return item;
      position = host.count();
      ${variables.areRead ? 's[0] = item;' : ''}
      plain: {
        try {${steps.join('')}
        } catch (error) {
          frame.odd = new Thrown(error);
          break plain;
        }
        ${writeRow(readSlots, variables.of)}
        finished++;
        if (row + 1 >= limit) flush();
        continue;
      }
      s[0] = item;
      ${variables.save}
      frame.index = frame.position = position;
      frame.left = ${body.steps.length} - at;
      frame.forget(at);
      return { frame, from: at };
    }
  } finally {
    host.countFinished(finished);
    run.bound.countRuns(host.step.body, finished);
  }
}`;
}

/** Adds the item to the batch. */
function writeRow(read: readonly number[], variableOf: (slot: number) => string): string {
  return `const batch = host.batch, row = batch.size++;
        if (row > 0 && batch.positions[row - 1] !== position - 1) batch.isPlain = false;
        batch.positions[row] = position;
        ${read.map((slot, column) => `batch.columns[${column}][row] = ${variableOf(slot)};`).join(' ')}`;
}

/** Values of a block that stay in variables, as long as nobody reads them from the frame. */
class Variables {
  readonly calls: readonly LinkedCall[];
  readonly names: string;
  /** Whether somebody reads from the frame. */
  readonly areRead: boolean;
  /** Writes the variables of the calls before `at` to the frame. */
  readonly save: string;
  readonly #bySlot: ReadonlyMap<number, string>;

  constructor({ steps }: LinkedBlock) {
    this.calls = steps.flatMap((step) => (step.kind === 'call' ? [step] : []));
    const slots = [0, ...this.calls.map(({ target }) => target)];
    const names = ['item', ...this.calls.map((_, position) => this.result(position))];
    this.#bySlot = new Map(slots.map((slot, index) => [slot, names[index] ?? '']));
    this.names = names.join(', ');
    this.areRead = this.calls.some((call) => call.indirect || call.slots.includes(undefined));
    this.save = this.calls.map((_, position) => `if (at > ${position}) ${this.store(position)}`).join(' ');
  }

  /** The variable of what a call gives. */
  result(position: number): string {
    return `v${position}`;
  }

  store(position: number): string {
    return `frame.slots[${this.calls[position]?.target}] = v${position};`;
  }

  /** Where the value of a slot is. */
  readonly of = (slot: number): string => this.#bySlot.get(slot) ?? `frame.slots[${slot}]`;
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
