import { Driver } from '@millrace/core';
import { cases, runCase } from './fixtures/conformance';
import { testWorkers } from './fixtures/workers';

const workers = testWorkers({ modules: require.resolve('./fixtures/conformance'), fanOuts: 'all' });

jest.setTimeout(60_000);
afterAll(() => workers.close());

describe.each(cases)('$id', (one) => {
  const { cls, expected, counted = [] } = one;

  it.each([
    ['here', {}],
    ['on workers, three items at a time', { executors: { workers: { ...workers, batch: 3 } } }],
    ['on workers, one by one', { executors: { workers: { ...workers, batch: 1 } } }],
  ])('%s', async (_, options) => {
    const driver = new Driver({ modules: [cls], ...options });

    await expect(runCase(one, driver as never)).resolves.toEqual({ outputs: expected, counted });
  });
});
