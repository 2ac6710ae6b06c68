import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { mergeResults, newestResults, readResults, writeResults } from './results-file';
import { race, resultsOf, standing } from './results.fixture';
import { measureLeads } from './leads';

const figure = (value: number) => [race('a', [standing('millrace', value)])];

describe('results', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'millrace-results-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are kept by the day, and the newest are found', () => {
    const older = resultsOf({ W1: figure(1) });
    const newer = { ...older, workloads: older.workloads.map((one) => ({ ...one, at: '2026-02-01T00:00:00.000Z' })) };
    writeResults(newer, folder);

    expect(basename(writeResults(older, folder))).toBe('2026-01-02.json');
    expect(newestResults(folder)).toEqual(JSON.parse(JSON.stringify(newer)));
  });

  it('of quick runs are not among them', () => {
    const path = writeResults(resultsOf({ W1: figure(1) }, { quick: true }), folder);

    expect(basename(path)).toBe('quick.json');
    expect(readResults(path).quick).toBe(true);
    expect(newestResults(folder)).toBeUndefined();
  });
});

it('new results take the place of older ones, and the others stay, in their order', () => {
  const merged = mergeResults(resultsOf({ W3: figure(3), W1: figure(1) }), resultsOf({ W1: figure(2), W2: figure(4) }), ['W1', 'W2', 'W3']);

  expect(merged.workloads.map(({ id, cases }) => [id, cases[0]?.standings[0]?.median])).toEqual([
    ['W1', 2],
    ['W2', 4],
    ['W3', 3],
  ]);
});

it('results of another machine, or of a quick run, are not mixed with new ones', () => {
  const newer = resultsOf({ W1: figure(2) });
  const elsewhere = resultsOf({ W3: figure(3) }, { machine: { ...newer.machine, cores: 64 } });

  expect(mergeResults(elsewhere, newer, ['W1', 'W3'])).toBe(newer);
  expect(mergeResults(resultsOf({ W3: figure(3) }, { quick: true }), newer, ['W1', 'W3'])).toBe(newer);
});

it('a lead is how many times as fast we are as one who takes part', () => {
  const leads = [
    { over: 'Hamilton', must: 200 },
    { over: 'best RxJS', aim: 5 },
  ];

  expect(measureLeads(leads, [standing('millrace', 2), standing('best RxJS', 8)])).toEqual([{ over: 'best RxJS', aim: 5, times: 4 }]);
});
