// Runs the workloads that the command line names, and prints a table for each case. What becomes of the figures: see usage().
import { relative } from 'node:path';

import { readCommandLine, usage } from './command-line';
import { writeDocs } from './docs/write-docs';
import { compareResults } from './suite/compare-results';
import { FULL, QUICK } from './suite/effort';
import { describeMachine } from './suite/machine';
import { mergeResults, newestResults, readResults, writeResults, type Results } from './suite/results-file';
import { runWorkload } from './suite/run-workload';
import type { Workload } from './suite/workload';
import { workloads as all } from './workloads';

async function main(): Promise<void> {
  const { help, quick, check, tolerance, docs, workloads } = readCommandLine(process.argv.slice(2));
  if (help) console.log(usage());
  else if (docs !== undefined) say(writeDocs(docs === '' ? stored() : readResults(docs)));
  else if (check) compare(stored(), await run(workloads, quick), tolerance);
  else keep(await run(workloads, quick));
}

async function run(workloads: readonly Workload[], quick: boolean): Promise<Results> {
  const effort = quick ? QUICK : FULL;
  const done: Results['workloads'][number][] = [];
  for (const workload of workloads) done.push(await runWorkload(workload, effort));
  return { quick, effort, machine: describeMachine(), workloads: done };
}

function stored(): Results {
  const results = newestResults();
  if (results === undefined) throw new Error('There are no results in benchmarks/results: run "npm run bench" first.');
  return results;
}

function keep(results: Results): void {
  const order = all.map(({ id }) => id);
  const kept = results.quick ? results : mergeResults(newestResults(), results, order);
  say([`Written: ${relative(process.cwd(), writeResults(kept))}`]);
  if (!kept.quick) say(writeDocs(kept));
}

function compare(before: Results, now: Results, tolerance: number): void {
  const { compared, regressions } = compareResults(before, now, tolerance);
  const percent = `${Math.round(tolerance * 100)} %`;
  say([`Figures compared: ${compared}. Worse than the stored ones by more than ${percent}: ${regressions.length}.`, ...regressions]);
  if (regressions.length > 0) process.exitCode = 1;
}

function say(lines: readonly string[]): void {
  console.log(lines.join('\n'));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
