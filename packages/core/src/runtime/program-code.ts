import { generateFollow, generateStraight, type Generated } from './generate-code';
import { follow, type Follow } from './follow';
import type { LinkedBlock } from './program';
import { interpret, type Straight } from './straight';

/** Whether code is generated for the blocks of a graph that run often, for all, or for none. */
export const codeGenerations = ['auto', 'always', 'never'] as const;

export type CodeGeneration = (typeof codeGenerations)[number];

/** How often a block runs before code is generated for it: less often, and making the code takes longer than it saves. */
const RUNS_BEFORE_HOT = 200;

/** Whether this process may make functions from text; found out by trying. */
let isAllowed = true;

/** The generated code of a program's blocks, which does not depend on instances. */
export class ProgramCode {
  readonly #straights: (Generated<Straight> | undefined)[] = [];
  readonly #follows: (Generated<Follow> | undefined)[] = [];
  readonly #runs: number[] = [];
  readonly #threshold: number;

  constructor(generation: CodeGeneration) {
    this.#threshold = { auto: RUNS_BEFORE_HOT, always: 0, never: Infinity }[generation];
  }

  /** Whether code is worth its while for one more run of a block. */
  isHot({ place }: LinkedBlock): boolean {
    const runs = this.#runs[place] ?? 0;
    if (runs < this.#threshold) this.#runs[place] = runs + 1;
    return runs >= this.#threshold;
  }

  straight(block: LinkedBlock): Generated<Straight> {
    return (this.#straights[block.place] ??= generate(() => generateStraight(block), interpret));
  }

  follow(block: LinkedBlock): Generated<Follow> {
    return (this.#follows[block.place] ??= generate(() => generateFollow(block), follow));
  }
}

/** Some runtimes forbid `new Function`; the interpreter does all that generated code does. */
function generate<F>(make: () => Generated<F>, otherwise: F): Generated<F> {
  try {
    if (isAllowed) return make();
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    isAllowed = false;
  }
  return () => otherwise;
}
