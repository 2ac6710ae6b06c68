import { Driver, MillraceError, type Modules } from '@millrace/core';
import { differencesInOutputs } from '../../core/tests/property/compare';
import { runArguments } from '../../core/tests/property/engine/run-arguments';
import { renderScenario } from '../../core/tests/property/model/render-class';
import { evaluate } from '../../core/tests/property/reference/evaluate';
import { graphs } from './fixtures/random-graphs';
import { testWorkers } from './fixtures/workers';

const workers = testWorkers({ modules: require.resolve('./fixtures/random-graphs'), fanOuts: 'all', batch: 2 });

jest.setTimeout(120_000);
afterAll(() => workers.close());

it('random graphs on workers give what the rules say', async () => {
  const found: string[] = [];
  let ran = 0;
  for (const { scenario, cls } of graphs) {
    const expected = evaluate(scenario);
    if (expected.ambiguities.size > 0) continue;
    const { outputs, ...options } = runArguments(scenario);
    const driver = new Driver<Modules>({ modules: [cls], executors: { workers } });
    try {
      const actual = await driver.executeSettled(outputs, { ...options, onFailure: () => undefined });
      found.push(...differencesInOutputs(scenario, expected, actual).map((text) => `${text}\n${renderScenario(scenario)}`));
      ran++;
    } catch (error) {
      // Items of inner fan-outs that a later phase needs again.
      if (!MillraceError.is(error, 'CANNOT_CROSS')) throw error;
    }
  }

  expect(found).toEqual([]);
  expect(ran).toBeGreaterThan(graphs.length / 2);
});
