import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Results } from '../suite/results-file';
import { drawBars } from './bar-chart';
import { benchmarksPage, chartName, hasChart } from './benchmarks-page';
import { END, START, withReadmeTable, workloadsMissing } from './readme-table';

const ROOT = join(__dirname, '..', '..', '..');

/** Writes docs/benchmarks.md, its drawings, and the table in README.md. Returns what is to be said about it. */
export function writeDocs(results: Results, root = ROOT): string[] {
  const folder = join(root, 'docs', 'benchmarks');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const workload of results.workloads)
    for (const entry of workload.cases.filter(hasChart)) writeFileSync(join(folder, chartName(workload, entry)), drawBars(entry));
  writeFileSync(join(root, 'docs', 'benchmarks.md'), benchmarksPage(results));
  return ['Written: docs/benchmarks.md and its drawings.', writeReadme(results, join(root, 'README.md'))];
}

function writeReadme(results: Results, path: string): string {
  if (results.quick) return 'README.md is as it was: its figures do not come from quick runs.';
  const missing = workloadsMissing(results);
  if (missing.length > 0) return `README.md is as it was: its table needs ${missing.join(', ')}, too.`;
  const text = withReadmeTable(readFileSync(path, 'utf8'), results);
  if (text === undefined) return `README.md is as it was: it has no place for the table, between ${START} and ${END}.`;
  writeFileSync(path, text);
  return 'Written: the table in README.md.';
}
