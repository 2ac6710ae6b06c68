import fc from 'fast-check';

import type { Scenario } from '../model/graph-spec';
import { renderScenario } from '../model/render-class';
import { allFeatures, hasFanOut, interpret, type Features } from './interpret';
import { scenarioRecipe } from './recipe';

/** Random graphs with requests. */
export function scenarios(features: Partial<Features> = {}): fc.Arbitrary<Scenario> {
  return scenarioRecipe.map((recipe) => readable(interpret(recipe, { ...allFeatures, ...features }))).filter(hasFanOut);
}

/** fast-check prints a counterexample by this method. */
function readable(scenario: Scenario): Scenario {
  return Object.defineProperty(scenario, fc.toStringMethod, { value: () => `\n${renderScenario(scenario)}\n` });
}
