import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { raceOfSizes } from './growth';
import { smallRaces, type SmallResults } from './small-races';
import { overheads } from './w12-overhead';
import { AsyncTwoCollectors } from './w4-flow';
import { twoCollectors } from './w3-two-collectors';
import { measureSleeps } from './w6-sleeps';
import { overRead } from './w10-over-read';

// In a plain process: two of the libraries are ES modules, which Jest does not load.
const register = join(__dirname, '../../../packages/worker-threads/tests/fixtures/register.js');
const resultsOf = (): SmallResults =>
  JSON.parse(execFileSync(process.execPath, ['-r', register, join(__dirname, 'small-races.ts')], { encoding: 'utf8' }));

describe('benchmarks', () => {
  let results: SmallResults = {};
  beforeAll(() => (results = resultsOf()), 120_000);

  it.each(smallRaces)('%s: all contestants give the same result', (id, { contestants }) => {
    const expected = contestants.filter(({ lacks }) => lacks?.() === undefined).map(({ name }) => name);
    const given = Object.entries(results[id] ?? {});

    expect(given.map(([name]) => name)).toEqual(expected);
    expect(new Set(given.map(([, result]) => JSON.stringify(result))).size).toBe(1);
    expect(JSON.stringify(given[0])).toMatch(/\d/);
  });

  it('W6: compares with the sleeps themselves', async () => {
    const { unit, contestants } = measureSleeps({ items: 4, concurrency: 2, ms: 2 });
    const millrace = contestants.find(({ name }) => name === 'millrace');

    expect(unit).toBe('time ÷ ideal 4 ms');
    // Timers are never early by more than a millisecond.
    expect(await millrace?.prepare()()).toBeGreaterThan(0.5);
  });

  it('W10: counts the items that are pulled and not finished', async () => {
    const figures = await Promise.all(overRead(100).contestants.map(async ({ name, prepare }) => [name, await prepare()()] as const));

    expect(Object.fromEntries(figures)).toEqual({ 'hand-written': 8, millrace: 8, 'best RxJS': 8, 'naive RxJS': 100, 'p-map': 8 });
  });

  it('W12: every feature leaves the result as it is, and only hooks and what is not used have a limit', async () => {
    const { contestants } = overheads('W4', [AsyncTwoCollectors], 50, 1.5);
    const results = await Promise.all(contestants.map(async ({ prepare }) => prepare()()));

    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(results[0]).toMatchObject({ list: { length: 50 } });
    expect(contestants.filter(({ must }) => must === undefined).map(({ name }) => name)).toEqual([
      'without',
      '@retry',
      '@timeout',
      '@pool',
      '@cache, hits',
      'events',
    ]);
  });

  it('compares an item among few with an item among many', async () => {
    const [few, many] = raceOfSizes('W3', twoCollectors.byHand, [10, 30], false).contestants;

    expect([few?.units, many?.units]).toEqual([10, 30]);
    expect(await many?.prepare()()).toMatchObject({ list: { length: 30 } });
  });
});
