import type { BoundMethod } from './bound-method';
import { follow, type Follow } from './follow';
import { bindCalls, type Call } from './invoke';
import type { LinkedBlock, Program } from './program';
import type { ProgramCode } from './program-code';
import { interpret, type Straight } from './straight';

/** A program whose calls are bound to instances. Runs that have the same instances share it. */
export class BoundProgram {
  readonly methods: readonly BoundMethod[];
  /** For each invocation of the program. */
  readonly calls: readonly Call[];
  readonly #code: ProgramCode;
  readonly #straights: (Straight | undefined)[] = [];
  readonly #follows: (Follow | undefined)[] = [];

  constructor({ invocations }: Program, methods: readonly BoundMethod[], code: ProgramCode) {
    this.methods = methods;
    this.calls = bindCalls(invocations, methods);
    this.#code = code;
  }

  /** What runs the calls of a block straight on: the interpreter, until the block is hot. */
  straight(block: LinkedBlock): Straight {
    const { place } = block;
    return this.#straights[place] ?? (this.#code.isHot(block) ? (this.#straights[place] = this.#code.straight(block)(this)) : interpret);
  }

  /** What goes through the items of a lane, waiting for one call after the other. */
  follow(block: LinkedBlock): Follow {
    const { place } = block;
    return this.#follows[place] ?? (this.#code.isHot(block) ? (this.#follows[place] = this.#code.follow(block)(this)) : follow);
  }
}
