import type { LifecycleHook, NodeRun } from '../../src';
import { disagreements } from './check';
import type { Scenario } from './model/graph-spec';

/** Which hooks there are, and which of them take time, by the bits of a seed. */
const bit = (seed: number, place: number): boolean => ((seed >> place) & 1) === 1;

/** Hooks that change nothing, and take note of what they are told. */
class Witness {
  readonly hooks: LifecycleHook[] = [];
  readonly wrong: string[] = [];
  readonly #open = new Set<NodeRun>();
  #turn = 0;

  constructor(seed: number) {
    const mayWait = bit(seed, 0);
    const wait = (): Promise<void> | undefined => (mayWait && ++this.#turn % 3 === 0 ? Promise.resolve() : undefined);
    const tellsBefore = bit(seed, 1);
    this.hooks.push({
      ...(tellsBefore && {
        beforeNode: (node) => {
          this.#open.add(node);
          return wait();
        },
      }),
      ...(bit(seed, 2) && {
        afterNode: (node) => {
          if (tellsBefore && !this.#open.delete(node)) this.wrong.push(`${node.name} has ended twice, or without having begun`);
          return wait();
        },
      }),
      ...(bit(seed, 3) && { aroundNode: (_node, next) => (bit(seed, 4) ? next() : delayed(next, wait())) }),
      ...(bit(seed, 5) && { onItem: () => wait() }),
      beforeRun: () => undefined,
    });
    this.#tellsEnds = tellsBefore && bit(seed, 2);
  }

  readonly #tellsEnds: boolean;

  /** What is wrong when all runs have ended. */
  faults(): string[] {
    const left = this.#tellsEnds ? [...this.#open].map(({ name }) => `nobody was told of the end of ${name}`) : [];
    return [...this.wrong, ...left];
  }
}

function delayed(next: () => unknown, before: Promise<void> | undefined): unknown {
  return before === undefined ? next() : before.then(next);
}

/** Ways in which a scenario differs from the reference when hooks look on, and in which these are told wrong things. */
export async function faultsOfHooked(scenario: Scenario, seed: number): Promise<string[]> {
  const witness = new Witness(seed);
  const found = await disagreements(scenario, {
    hooks: witness.hooks,
    hasContexts: bit(seed, 6),
    ...(bit(seed, 7) && { maxConcurrency: 1 }),
  });
  return [...found, ...witness.faults()];
}
