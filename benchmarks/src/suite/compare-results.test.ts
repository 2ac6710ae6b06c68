import { compareResults } from './compare-results';
import { race, resultsOf, standing } from './results.fixture';

const w3 = (millrace: number, rxjs = 5) =>
  resultsOf({ W3: [race('N = 10', [standing('hand-written', 1), standing('millrace', millrace), standing('best RxJS', rxjs)])] });

it('tells of figures of ours that are worse than the stored ones by more than the tolerance', () => {
  expect(compareResults(w3(2), w3(2.6), 0.25)).toEqual({ compared: 1, regressions: ['W3, N = 10, millrace: 2.60, stored 2.00'] });
});

it('says nothing of what is within the tolerance, better, or of others', () => {
  expect(compareResults(w3(2), w3(2.5), 0.25)).toEqual({ compared: 1, regressions: [] });
  expect(compareResults(w3(2), w3(1, 50), 0.25)).toEqual({ compared: 1, regressions: [] });
});

it('compares what is on both sides', () => {
  expect(compareResults(resultsOf({ W4: [] }), w3(2), 0.25)).toEqual({ compared: 0, regressions: [] });
});

it('allows a figure near to zero a part of its limit', () => {
  const memory = (megabytes: number) =>
    resultsOf({ W5: [race('memory', [standing('millrace', megabytes, { must: 30 })], { kind: 'measurement' })] });

  expect(compareResults(memory(-1), memory(6), 0.25).regressions).toEqual([]);
  expect(compareResults(memory(-1), memory(7), 0.25).regressions).toEqual(['W5, memory, millrace: 7.00, stored -1.00']);
});

it('tells of contestants of ours that failed', () => {
  const failed = resultsOf({
    W3: [
      race('N = 10', [], {
        broken: [
          { name: 'millrace', failed: 'no' },
          { name: 'p-map', failed: 'no' },
        ],
      }),
    ],
  });

  expect(compareResults(w3(2), failed, 0.25)).toEqual({ compared: 0, regressions: ['W3, N = 10, millrace failed: no'] });
});
