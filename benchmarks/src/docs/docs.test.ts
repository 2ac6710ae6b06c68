import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { race, resultsOf, standing } from '../suite/results.fixture';
import { chooseAxis } from './axis';
import { drawBars } from './bar-chart';
import { benchmarksPage } from './benchmarks-page';
import { END, START, withReadmeTable } from './readme-table';
import { targetsTable } from './targets-table';
import { writeDocs } from './write-docs';

const standings = [standing('hand-written', 1), standing('millrace', 1.5, { must: 3.5, aim: 1.3 }), standing('best RxJS', 4.6)];
const results = resultsOf({
  W3: [
    race('N = 100,000', standings, {
      leads: [{ over: 'best RxJS', times: 3.07, must: 1, aim: 5 }],
      skipped: [{ name: 'Hamilton', lacking: 'python3 cannot import hamilton' }],
      note: 'a remark',
    }),
  ],
  W11: [race('400 nodes', [standing('millrace', 1.2, { must: 2, aim: 1 })], { kind: 'measurement', of: 'seconds' })],
});

describe('the axis of a drawing', () => {
  it('begins at zero, with round steps', () => {
    const { isLogarithmic, place, ticks } = chooseAxis([1, 7]);

    expect(isLogarithmic).toBe(false);
    expect(ticks).toEqual([0, 2, 4, 6, 8]);
    expect([place(0), place(4), place(-3)]).toEqual([0, 0.5, 0]);
  });

  it('is logarithmic where values are far apart', () => {
    const { isLogarithmic, place, ticks } = chooseAxis([1, 1_000]);

    expect(isLogarithmic).toBe(true);
    expect(ticks).toEqual([1, 10, 100, 1_000]);
    expect(place(100) - place(10)).toBeCloseTo(place(10) - place(1));
    expect(place(1)).toBeGreaterThan(0);
    expect(place(1_000)).toBe(1);
  });

  it('bears zeros, negative figures, and nothing else', () => {
    expect(chooseAxis([-2, 500]).isLogarithmic).toBe(false);
    expect(chooseAxis([0, 0]).place(0)).toBe(0);
  });
});

describe('a drawing', () => {
  const drawing = drawBars(race('N < 10 & more', [...standings, standing('naive RxJS', 140)]));

  it('has a bar as long as its figure, in its colour, for each contestant', () => {
    const widths = [...drawing.matchAll(/<rect class="(.*?)".*?width="(.*?)"/g)].map(([, kind, width]) => [kind, Number(width)] as const);

    expect(widths.map(([kind]) => kind)).toEqual(['bar', 'bar ours', 'bar', 'bar']);
    expect(widths.map(([, width]) => width)).toEqual(widths.map(([, width]) => width).sort((a, b) => a - b));
    expect(drawing).toContain('>140</text>');
  });

  it('marks what must be reached and what is aimed at', () => {
    expect(drawing).toMatch(/class="must".*must: 3.5.*class="aim".*aim: 1.3/);
  });

  it('says that it is logarithmic, knows the dark, and escapes names', () => {
    expect(drawing).toContain('N &#60; 10 &#38; more: time ÷ hand-written (logarithmic)');
    expect(drawing).toContain('prefers-color-scheme:dark');
  });
});

describe('the page', () => {
  it('has a drawing, a table and remarks for a case', () => {
    const page = benchmarksPage(results);

    expect(page).toContain('![time ÷ hand-written](benchmarks/w3-n-100-000.svg)');
    expect(page).toContain('| millrace | 1.50 | 1.50 | 1.50 | 3.50 | 1.30 |');
    expect(page).toContain(
      'Millrace is 3.07 times as fast as best RxJS.\nNote: a remark.\nWithout Hamilton: python3 cannot import hamilton.',
    );
    expect(page).toContain('Measured on 2026-01-02: 2 cores, linux x64, Node.js 20.20.2 (V8 11.3), rxjs 7.8.2.');
    expect(page).not.toContain('w11-400-nodes.svg');
    expect(page).not.toContain('quick run');
  });

  it('says who failed, and why', () => {
    const broken = [{ name: 'millrace', failed: 'no', must: 2 }];
    const failed = resultsOf({ W1: [race('a', [standing('hand-written', 1)], { broken })] });

    expect(benchmarksPage(failed)).toContain('| millrace | failed |  |  | 2.00 |  |\n\nmillrace failed: no.');
    expect(targetsTable(failed)).toMatch(/\| {2}\| 2.00 \| {2}\| failed \|$/);
  });

  it('says where its figures come from a quick run', () => {
    expect(benchmarksPage({ ...results, quick: true })).toContain('**These figures come from a quick run**');
  });

  it('says which targets are reached', () => {
    const verdicts = targetsTable(results)
      .split('\n')
      .slice(2)
      .map((line) => line.split(' | ').at(-1));

    expect(verdicts).toEqual(['must |', 'must |', 'must |']);
    expect(targetsTable(resultsOf({ W1: [race('a', [standing('millrace', 4, { must: 3 })])] }))).toMatch(/\| no \|$/);
  });
});

describe('the documentation', () => {
  let root = '';
  const readme = (): string => readFileSync(join(root, 'README.md'), 'utf8');
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millrace-docs-'));
    writeFileSync(join(root, 'README.md'), `before\n\n${START}\nold\n${END}\nafter\n`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is a page, its drawings and the table of the README, and nothing is left of older ones', () => {
    mkdirSync(join(root, 'docs/benchmarks'), { recursive: true });
    writeFileSync(join(root, 'docs/benchmarks/old.svg'), '');
    const whole = resultsOf({ W1: [], W3: results.workloads[0]?.cases ?? [], W4: [], W7: [] });
    writeDocs(whole, root);

    expect(existsSync(join(root, 'docs/benchmarks.md'))).toBe(true);
    expect(readdirSync(join(root, 'docs/benchmarks'))).toEqual(['w3-n-100-000.svg']);
    expect(readme()).toMatch(
      /^before\n\n<!--.*-->\n\n\| time ÷ hand-written \| Millrace [^]*\| 1.50 \| 4.60 \| – [^]*\n\n<!--.*-->\nafter\n$/,
    );
  });

  it('takes no figures of quick runs into the README', () => {
    writeDocs({ ...results, quick: true }, root);

    expect(readme()).toContain('old');
  });

  it('takes no figures into the README before there are all that it shows', () => {
    expect(writeDocs(results, root)).toContain('README.md is as it was: its table needs W1, W4, W7, too.');
    expect(readme()).toContain('old');
  });

  it('leaves a README without marks as it is', () => {
    expect(withReadmeTable('# Millrace\n', results)).toBeUndefined();
  });
});
