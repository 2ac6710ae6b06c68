// Runs the workloads that the command line names, and prints a table for each case. What becomes of the figures: see usage().
import { relative } from 'node:path';

import { readCommandLine, usage } from './command-line';
import { writeDocs } from './docs/write-docs';
import { compareResults } from './suite/compare-results';
import { FULL, QUICK } from './suite/effort';
import { describeMachine } from './suite/machine';
import { Progress } from './suite/progress';
import { mergeResults, newestResults, readResults, writeResults, type Results } from './suite/results-file';
import { runWorkload } from './suite/run-workload';
import type { Workload } from './suite/workload';
import { workloads as all } from './workloads';

async function main(): Promise<void> {
  const { help, quick, check, tolerance, docs, workloads } = readCommandLine(process.argv.slice(2));
  if (help) console.log(usage());
  else if (docs !== undefined) say(writeDocs(docs === '' ? stored() : readResults(docs)));
  else if (check) compare(stored(), await run(workloads, quick), tolerance);
  else document(await run(workloads, quick, keep));
}

/** Runs the workloads one after the other; `onWorkload` is given what there is after each. */
async function run(workloads: readonly Workload[], quick: boolean, onWorkload?: (results: Results) => void): Promise<Results> {
  const effort = quick ? QUICK : FULL;
  const progress = new Progress(workloads, effort, { write: (line) => console.error(line) });
  let results: Results = { quick, effort, machine: describeMachine(), workloads: [] };
  for (const workload of workloads) {
    const done = await runWorkload(workload, effort, progress);
    results = { ...results, workloads: [...results.workloads, done] };
    onWorkload?.(results);
  }
  return results;
}

function stored(): Results {
  const results = newestResults();
  if (results === undefined) throw new Error('There are no results in benchmarks/results: run "npm run bench" first.');
  return results;
}

/** Writes results at once, for what comes later may go wrong; those of other workloads stay. Returns where they are. */
function keep(results: Results): string {
  return writeResults(withOlder(results));
}

function document(results: Results): void {
  say([`Written: ${relative(process.cwd(), keep(results))}`, ...(results.quick ? [] : writeDocs(withOlder(results)))]);
}

function withOlder(results: Results): Results {
  const order = all.map(({ id }) => id);
  return results.quick ? results : mergeResults(newestResults(), results, order);
}

function compare(before: Results, now: Results, tolerance: number): void {
  if (before.quick !== now.quick)
    say(['The stored results come from a longer run: a quick one does not warm up as far, so allow it more by --tolerance.']);
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
