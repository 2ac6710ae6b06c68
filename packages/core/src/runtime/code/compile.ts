import { invalidIteratorResult } from '../../errors/source-errors';
import { drop } from '../../types/drop';
import type { BoundMethod } from '../bound-method';
import { loopTurn } from '../loop-turn';
import { isOdd, NONE, Thrown } from '../odd';
import { refusePromise } from '../iterator-sources';
import { END } from '../source';
import { interpret } from '../straight';
import { frameFor, runItems } from '../straight-loop';

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
  readonly hooked: readonly unknown[];
}

/** Gives a value of the bound program a name in the text; values that are `one` for this program have one name. */
export type Declare = (letter: string, make: (bound: Bound) => unknown, one?: unknown) => string;

const intrinsics = { turn: loopTurn, drop, END, NONE, Thrown, interpret, runItems, frameFor, invalidIteratorResult, refusePromise, isOdd };

/** Makes a function from the text that is written for it. */
export function compile<F>(write: (declare: Declare) => string): Generated<F> {
  const names: string[] = [];
  const makers: ((bound: Bound) => unknown)[] = [];
  const known = new Map<unknown, string>();
  const text = write((letter, make, one) => {
    const before = known.get(one);
    if (before !== undefined) return before;
    const name = `${letter}${names.length}`;
    names.push(name);
    makers.push(make);
    if (one !== undefined) known.set(one, name);
    return name;
  });
  const create = new Function(...Object.keys(intrinsics), ...names, `"use strict";\nreturn ${text};`) as (...values: unknown[]) => F;
  return (bound) => create(...Object.values(intrinsics), ...makers.map((make) => make(bound)));
}
