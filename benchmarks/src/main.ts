// Runs the workloads that the command line names: prints a table of ratios for each, and writes results/latest.json.
import { relative } from 'node:path';

import { readCommandLine, usage } from './command-line';
import { FULL, QUICK, type Effort } from './suite/effort';
import { formatCase } from './suite/report';
import { writeResults, type WorkloadResults } from './suite/results-file';
import { runCase } from './suite/run-case';
import type { Workload } from './suite/workload';

async function main(): Promise<void> {
  const { help, quick, workloads } = readCommandLine(process.argv.slice(2));
  if (help) return console.log(usage());

  const effort = quick ? QUICK : FULL;
  const results: WorkloadResults[] = [];
  for (const workload of workloads) results.push(await runWorkload(workload, effort));
  console.log(`Written: ${relative(process.cwd(), writeResults(results, effort))}`);
}

async function runWorkload({ id, title, cases }: Workload, effort: Effort): Promise<WorkloadResults> {
  console.log(`${id}: ${title}`);
  const done: WorkloadResults['cases'][number][] = [];
  for (const entry of cases) {
    const standings = await runCase(id, entry, effort);
    console.log(formatCase(entry, standings));
    const of = entry.kind === 'race' ? `time ÷ ${entry.contestants[0]?.name ?? ''}` : entry.unit;
    done.push({ name: entry.name, of, note: entry.note, standings });
  }
  return { id, title, cases: done };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
