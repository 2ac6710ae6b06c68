import { Driver, type Driver as AnyDriver } from '@millrace/core';
import { BroadcastBack, Chained, Modified, Nested, Skipping, TwoCollects } from './fixtures/dataflows';
import { testWorkers } from './fixtures/workers';

/** All executors share workers that differ in nothing but how many items they take at once. */
const adaptive = testWorkers({ fanOuts: 'all' });
const one = { ...adaptive, batch: 1 };
const three = { ...adaptive, batch: 3 };

jest.setTimeout(60_000);
afterAll(() => adaptive.close());

const cases: readonly [name: string, cls: new () => object, outputs: readonly string[], config?: Readonly<Record<string, unknown>>][] = [
  ['S8, S11: several collectors over one fan-out', TwoCollects, ['squares', 'rows', 'items', 'folded']],
  ['S5, S7: an inner fan-out, and collectors that close both', Nested, ['ofAll', 'flat', 'sum', 'largest', 'places']],
  ['S9: broadcast back, in three phases', BroadcastBack, ['shares', 'mean', 'furthest']],
  ['E2, E3, E4, E6: items that fail, are settled, repeated and dropped', Skipping, ['halves', 'both', 'outcomes', 'thirds', 'counts']],
  ['modifiers, with one variant', Modified, ['prices', 'rest'], { kind: 'net' }],
  ['modifiers, with another', Modified, ['prices', 'rest'], { kind: 'gross' }],
  ['S10: a fan-out over what another has gathered', Chained, ['all']],
];

function silent(driver: AnyDriver, outputs: readonly string[], n: number): Promise<unknown> {
  return driver.execute(outputs, { inputs: { n }, onFailure: () => undefined });
}

describe('a fan-out on workers gives what it gives here', () => {
  describe.each(cases)('%s', (_, cls, outputs, config = {}) => {
    const here: AnyDriver = new Driver({ modules: [cls], config });

    it.each([
      ['with batches of one', one, 7],
      ['with batches of three', three, 7],
      ['with batches by time', adaptive, 40],
      ['without items', adaptive, 0],
    ])('%s', async (_how, workers, n) => {
      const there: AnyDriver = new Driver({ modules: [cls], config, executors: { workers } });

      const expected = await silent(here, outputs, n);

      await expect(silent(there, outputs, n)).resolves.toEqual(expected);
    });

    it('F10: with one permit for all', async () => {
      const there: AnyDriver = new Driver({ modules: [cls], config, maxConcurrency: 1, executors: { workers: one } });

      const expected = await silent(here, outputs, 7);

      await expect(silent(there, outputs, 7)).resolves.toEqual(expected);
    });

    it('R3: each output asked for alone', async () => {
      const there: AnyDriver = new Driver({ modules: [cls], config, executors: { workers: three } });

      const all = Object.assign({}, ...(await Promise.all(outputs.map((output) => silent(there, [output], 7)))));

      expect(all).toEqual(await silent(here, outputs, 7));
    });
  });
});
