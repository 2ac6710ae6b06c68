import { cloningExecutor } from '../fixtures/cloning-executor';
import { disagreements } from './check';
import { buildModel } from './engine/build-model';
import { forAll } from './for-all';
import type { OverrideSpec, Scenario } from './model/graph-spec';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 80);
jest.setTimeout(60_000 + runs * 200);

/** A node has handed on the reason of a settled entry as a value: cloned, it is a plain error. */
const lostItsClass = /an entry of settled\(\) is rejected by unwrapped Error: Node "/;

/** With overrides that can cross: functions cannot. */
function withConstants({ graph, request }: Scenario): Scenario {
  const constant = (override: OverrideSpec): OverrideSpec => ({ ...override, by: 'constant' });
  return { graph, request: { ...request, overrides: request.overrides.map(constant) } };
}

it('for every graph whose items run elsewhere, engine and reference agree on outputs, failures and calls', async () => {
  let crossed = 0;
  await forAll({ runs }, async (scenario, seed) => {
    const model = buildModel(scenario.graph, seed % 2 === 0);
    const workers = cloningExecutor({ Generated: model.cls }, { batch: 1 + (seed % 4) });
    const codegen = seed % 3 === 0 ? 'never' : 'always';
    const found = await disagreements(withConstants(scenario), { model, codegen, executors: { workers } });
    // Some graphs are refused, all of them for the same reason.
    if (found.some((text) => text.includes('CANNOT_CROSS') && text.includes('needed again in a later phase'))) return [];
    crossed++;
    return found.filter((text) => !lostItsClass.test(text));
  });

  expect(crossed).toBeGreaterThan(runs / 2);
});
