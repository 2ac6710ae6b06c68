import { differences } from './compare';
import { Engine, type EngineOptions } from './engine/run-engine';
import type { Scenario } from './model/graph-spec';
import { evaluate } from './reference/evaluate';

/**
 * Runs a scenario with `executeSettled` and `execute` on one driver and lists every way in which it differs from the reference. A scenario whose
 * outcome the rules leave open differs in nothing.
 */
export async function disagreements(scenario: Scenario, options: EngineOptions = {}): Promise<string[]> {
  const expected = evaluate(scenario);
  if (expected.ambiguities.size > 0) return [];
  const engine = new Engine(scenario, options);
  const isCached = options.cache !== undefined;
  const settled = differences(scenario, expected, await engine.executeSettled(), { how: 'executeSettled', isCached });
  const executed = differences(scenario, expected, await engine.execute(), { how: 'execute', isCached });
  return [...settled.map((text) => `executeSettled: ${text}`), ...executed.map((text) => `execute: ${text}`)];
}
