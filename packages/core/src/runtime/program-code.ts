import type { Generated } from './code/compile';
import type { LinkedBlock } from './program';

/** Whether code is generated for the blocks of a graph that run often, for all, or for none. */
export const codeGenerations = ['auto', 'always', 'never'] as const;

export type CodeGeneration = (typeof codeGenerations)[number];

/** How often a block runs before code is generated for it: less often, and making the code takes longer than it saves. */
const RUNS_BEFORE_HOT = 200;

/** Whether this process may make functions from text; found out by trying. */
let isAllowed = true;

/** The generated code of a program's blocks, which does not depend on instances. */
export class ProgramCode {
  readonly #generated = new Map<string, unknown>();
  readonly #runs: number[] = [];
  readonly #threshold: number;

  constructor(generation: CodeGeneration) {
    this.#threshold = { auto: RUNS_BEFORE_HOT, always: 0, never: Infinity }[generation];
  }

  /** Whether a block has run so often that code for it is worth its while. */
  isHot({ place }: LinkedBlock): boolean {
    return (this.#runs[place] ?? 0) >= this.#threshold;
  }

  /** Notes that a block has run so many times. */
  countRuns({ place }: LinkedBlock, runs: number): void {
    this.#runs[place] = (this.#runs[place] ?? 0) + runs;
  }

  /** Generates code of some kind for a block, once; what it does is otherwise done by a function that is always there. */
  generate<F>(kind: string, { place }: LinkedBlock, make: () => Generated<F>, otherwise: F): Generated<F> {
    const name = `${kind} ${place}`;
    // Only what is put there below, under the same name.
    const known = this.#generated.get(name) as Generated<F> | undefined;
    if (known !== undefined) return known;
    const generated = attempt(make) ?? (() => otherwise);
    this.#generated.set(name, generated);
    return generated;
  }
}

/** Some runtimes forbid `new Function`; the interpreter does all that generated code does. */
function attempt<F>(make: () => Generated<F>): Generated<F> | undefined {
  try {
    return isAllowed ? make() : undefined;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    isAllowed = false;
    return undefined;
  }
}
