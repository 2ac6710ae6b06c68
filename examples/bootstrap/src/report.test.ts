import { resampledMeans, seededRandom } from './resample';
import { readDelays, run } from './report';

jest.setTimeout(60_000);

it('finds the hours with the longest delays in real flights, and how sure that is', async () => {
  const { hours, totalDraws } = await run('in-process', { delays: readDelays(), samples: 10 });

  expect(hours).toHaveLength(24);
  expect(hours.reduce((sum, { flights }) => sum + flights, 0)).toBe(200_000);
  expect(totalDraws).toBe(2_000_000);
  expect(hours[17]).toMatchObject({ hour: 17, flights: 13_325, mean: expect.closeTo(9.7, 1) });
  for (const { mean, from, to } of hours) expect([from <= mean + 20, mean - 20 <= to]).toEqual([true, true]);
});

it('draws means that lie around the mean of what they are drawn from, the same for the same seed', () => {
  const values = [1, 2, 3, 4, 5];

  const means = resampledMeans(values, 200, seededRandom(1));

  expect(means[0]).toBeLessThan(3);
  expect(means.at(-1)).toBeGreaterThan(3);
  expect(means.reduce((sum, mean) => sum + mean, 0) / 200).toBeCloseTo(3, 0);
  expect(means).toEqual(resampledMeans(values, 200, seededRandom(1)));
});
