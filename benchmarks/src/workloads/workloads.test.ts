import type { Case } from '../suite/workload';
import { raceOfSizes } from './growth';
import { raceOfSmallNodes } from './w1-small-nodes';
import { raceOfTwoCollectors, twoCollectors } from './w3-two-collectors';
import { raceOfAsyncNodes } from './w4-async-nodes';
import { casesOfStreams } from './w5-stream-into-fold';
import { raceOfNested } from './w7-nested';
import { overRead } from './w10-over-read';

const races: readonly (readonly [string, Case])[] = [
  ['W1', raceOfSmallNodes(3)],
  ['W3', raceOfTwoCollectors(300)],
  ['W4', raceOfAsyncNodes(300)],
  ['W7', raceOfNested(20)],
  ...casesOfStreams(2_000, 200)
    .filter(({ kind }) => kind === 'race')
    .map((race) => ['W5', race] as const),
];

describe('benchmarks', () => {
  it.each(races)('%s: all contestants give the same result', async (_, { contestants }) => {
    const results = await Promise.all(contestants.map(async ({ prepare }) => JSON.stringify(await prepare()())));

    expect(new Set(results).size).toBe(1);
    expect(results[0]).toMatch(/\d/);
  });

  it('W10: counts the items that are pulled and not finished', async () => {
    const figures = await Promise.all(overRead(100).contestants.map(async ({ name, prepare }) => [name, await prepare()()] as const));

    expect(Object.fromEntries(figures)).toEqual({ 'hand-written': 8, millrace: 8, 'best RxJS': 8, 'naive RxJS': 100, 'p-map': 8 });
  });

  it('compares an item among few with an item among many', async () => {
    const [few, many] = raceOfSizes('W3', twoCollectors.byHand, [10, 30], false).contestants;

    expect([few?.units, many?.units]).toEqual([10, 30]);
    expect(await many?.prepare()()).toMatchObject({ list: { length: 30 } });
  });
});
