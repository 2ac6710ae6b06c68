import fc from 'fast-check';

import { scenarios } from './arbitrary/scenarios';
import type { Features } from './arbitrary/interpret';
import { StuckError } from './engine/virtual-clock';
import { minimise } from './minimise';
import type { Scenario } from './model/graph-spec';
import { renderScenario } from './model/render-class';

/** Lists what is wrong with a scenario; `seed` is for choices beside the scenario. */
export type Check = (scenario: Scenario, seed: number) => Promise<readonly string[]>;

export interface ForAllOptions {
  readonly runs: number;
  readonly features?: Partial<Features>;
}

const MINIMISE_FOR_MS = 40_000;

/**
 * Checks random scenarios. A failure tells the seed and the path, which the environment variables `PROPERTY_SEED` and `PROPERTY_PATH` replay, and
 * the smallest scenario that shows it, as the source of a class and as a line for a test.
 */
export async function forAll({ runs, features = {} }: ForAllOptions, check: Check): Promise<void> {
  const { PROPERTY_SEED, PROPERTY_PATH } = process.env;
  const property = fc.asyncProperty(scenarios(features), fc.nat(), async (scenario, seed) => {
    const wrong = await checked(check, scenario, seed);
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
  const details = await fc.check(property, {
    numRuns: runs,
    endOnFailure: true,
    ...(PROPERTY_SEED === undefined ? {} : { seed: Number(PROPERTY_SEED) }),
    ...(PROPERTY_PATH === undefined ? {} : { path: PROPERTY_PATH }),
  });
  if (!details.failed) return;
  const [scenario, seed] = details.counterexample ?? [];
  if (scenario === undefined || seed === undefined) throw new Error(fc.defaultReportMessage(details));

  // What is left of a graph may be none, and then it shows nothing.
  const fails = (smaller: Scenario): Promise<boolean> =>
    checked(check, smaller, seed).then(
      (wrong) => wrong.length > 0,
      () => false,
    );
  const smallest = await minimise(scenario, fails, MINIMISE_FOR_MS);
  const wrong = await checked(check, smallest, seed);
  const where = `after ${details.numRuns} runs, with PROPERTY_SEED=${details.seed} PROPERTY_PATH=${details.counterexamplePath}`;
  throw new Error(`The property fails ${where}:\n\n${wrong.join('\n')}\n\n${renderScenario(smallest)}\n`);
}

/** A run that does not end is wrong too. */
async function checked(check: Check, scenario: Scenario, seed: number): Promise<readonly string[]> {
  try {
    return await check(scenario, seed);
  } catch (error) {
    if (error instanceof StuckError) return [error.message];
    throw error;
  }
}
