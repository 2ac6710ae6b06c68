import type { FollowItems } from '../follow';
import type { LinkedBlock, LinkedFanOut } from '../program';
import type { Straight } from '../straight';
import { runItems, type StraightLoop } from '../straight-loop';
import { compile, type Generated } from './compile';
import { writeFollow } from './write-items';
import { writeLoop } from './write-loop';
import { CHUNK, inTurn, type Part, writePart, writeStraight } from './write-straight';

/** Functions that are made for a long block in one run, so that no run has to wait for all of them. */
const AT_ONCE = 4;

/** Code for `Straight`. Throws an `EvalError` where code must not be generated from text. */
export function generateStraight(block: LinkedBlock): Generated<Straight> {
  return block.steps.length <= CHUNK ? compile((declare) => writeStraight(block, declare)) : generateParts(block);
}

/** Code for a block that is too long for one function: part by part, run by run; until there is a part, its steps are interpreted. */
function generateParts(block: LinkedBlock): Generated<Straight> {
  const count = Math.ceil(block.steps.length / CHUNK);
  const generate = (index: number): Generated<Part> => compile((declare) => writePart(block, index * CHUNK, declare));
  const generated = [generate(0)];
  return (bound) => {
    const parts: Part[] = [];
    return (run, frame, from) => {
      if (run.permits.exhausted) return from;
      for (let more = AT_ONCE; more > 0 && parts.length < count; more--)
        parts.push((generated[parts.length] ??= generate(parts.length))(bound));
      return inTurn(parts, frame, run, from);
    };
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
