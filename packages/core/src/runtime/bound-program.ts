import type { BoundMethod } from './bound-method';
import { LONG, tabulate } from './call-table';
import type { FollowItems } from './follow';
import { generateFollow, generateStraight, generateStraightLoop } from './code/generate-code';
import { bindCalls, type BoundCalls } from './invoke';
import type { LayerTable } from './layers/layer-table';
import type { LinkedBlock, LinkedFanOut, Program } from './program';
import type { ProgramCode } from './program-code';
import { interpret, type Straight } from './straight';
import { runItems, type StraightLoop } from './straight-loop';

/** What binding a program needs besides the methods. */
export interface Binding {
  readonly code: ProgramCode;
  readonly layers: LayerTable;
}

/** A program whose calls are bound to instances. Runs that have the same instances share it. What it gives for a block interprets it, until it is hot. */
export class BoundProgram implements BoundCalls {
  readonly methods: readonly BoundMethod[];
  readonly calls: BoundCalls['calls'];
  readonly hooked: BoundCalls['hooked'];
  readonly #code: ProgramCode;
  /** What was generated, by the places of blocks. */
  readonly #straights: (Straight | undefined)[] = [];
  readonly #follows: (FollowItems | null | undefined)[] = [];
  readonly #loops: (StraightLoop | undefined)[] = [];

  constructor({ invocations }: Program, methods: readonly BoundMethod[], { code, layers }: Binding) {
    this.methods = methods;
    const { calls, hooked } = bindCalls(invocations, methods, layers);
    this.calls = calls;
    this.hooked = hooked;
    this.#code = code;
  }

  /** What runs the calls of a block straight on. */
  straight(block: LinkedBlock): Straight {
    const { place } = block;
    const known = this.#straights[place];
    if (known === undefined && block.steps.length > LONG) return (this.#straights[place] = tabulate(block, this.methods, this.calls));
    if (known !== undefined || !this.#code.isHot(block)) return known ?? interpret;
    return (this.#straights[place] = this.#code.generate('straight', block, () => generateStraight(block), interpret)(this));
  }

  /** What goes through the items of a lane, waiting for one call after the other, where there is code for that; `null` where there cannot be any. */
  follow(step: LinkedFanOut): FollowItems | null | undefined {
    const { place } = step.body;
    const known = this.#follows[place];
    if (known !== undefined || !this.#code.isHot(step.body)) return known;
    return (this.#follows[place] = this.#code.generate<FollowItems | null>('follow', step.body, () => generateFollow(step), null)(this));
  }

  /** What goes through plain items. */
  straightLoop(step: LinkedFanOut): StraightLoop {
    const { place } = step.body;
    const known = this.#loops[place];
    if (known !== undefined || !this.#code.isHot(step.body)) return known ?? runItems;
    return (this.#loops[place] = this.#code.generate('loop', step.body, () => generateStraightLoop(step), runItems)(this));
  }

  /** Notes that a block has been run so many times. */
  countRuns(block: LinkedBlock, runs: number): void {
    this.#code.countRuns(block, runs);
  }
}
