import { collect, Driver, input, memoryCache, node, parallelizable, type Collect } from '@millrace/core';
import { buildGraph } from '../../src/graph/build-graph';
import { createPlan } from '../../src/plan/create-plan';
import { cachedSteps } from '../../src/runtime/caching/cached-step';

class Flow {
  @input() declare readonly start: number;
  @node('start') outer(start: number): number {
    return start;
  }
  @parallelizable('start', { executor: 'workers' }) *item(start: number): Generator<number> {
    yield start;
  }
  @node('item', 'outer') inner(item: number, outer: number): number {
    return item + outer;
  }
  @node('inner') last(inner: number): number {
    return inner;
  }
  @collect('last') all(items: Collect<number>): number {
    return items.length;
  }
}

const stepsWith = (executors: Readonly<Record<string, never>>) => {
  const graph = buildGraph({ modules: [Flow], config: {}, allowOverrides: false, executors });
  const plan = createPlan(graph, { outputs: [{ name: 'all', each: false, key: 'all' }], inputs: new Set(['start']), overrides: new Set() });
  const steps = cachedSteps(plan, graph, { isCached: () => true, isIgnored: () => false, mayDefer: true });
  return Array.from(steps, ([name, { isDeferrable }]) => [name, isDeferrable]);
};

it('what runs elsewhere is not cached, and is given values', () => {
  expect(stepsWith({ workers: {} as never })).toEqual([
    ['outer', false],
    ['all', false],
  ]);
});

it('what could run elsewhere, and runs here, is cached', async () => {
  expect(stepsWith({ workers: 'in-process' as never })).toEqual(
    expect.arrayContaining([
      ['outer', true],
      ['inner', true],
    ]),
  );
  const driver = new Driver({ modules: [Flow], executors: { workers: 'in-process' }, cache: memoryCache() });
  await driver.execute(['all'], { inputs: { start: 1 } });
  await driver.execute(['all'], { inputs: { start: 1 } });

  expect(driver.cache.run()?.nodes).toMatchObject({ inner: { hit: 1 }, last: { hit: 1 } });
});
