import type { FollowItems } from '../follow';
import type { LinkedBlock, LinkedFanOut } from '../program';
import { interpret, type Straight } from '../straight';
import { runItems, type StraightLoop } from '../straight-loop';
import { compile, type Generated } from './compile';
import { writeFollow } from './write-items';
import { writeLoop } from './write-loop';
import { CHUNK, inTurn, type Part, writePart, writeStraight } from './write-straight';

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
