import { ContestantProcess } from './contestant-process';
import type { Effort } from './effort';
import { measureLeads } from './leads';
import type { Progress } from './progress';
import { formatCase } from './report';
import type { CaseResults, WorkloadResults } from './results-file';
import { runCase } from './run-case';
import type { Case, Workload } from './workload';

/** Runs all cases of a workload, and prints the table of each. */
export async function runWorkload({ id, title, cases }: Workload, effort: Effort, progress: Progress): Promise<WorkloadResults> {
  console.log(`${id}: ${title}`);
  const at = new Date().toISOString();
  const done: CaseResults[] = [];
  for (const entry of cases) {
    const results = await resultsOf(id, entry, { effort, progress });
    console.log(formatCase(results));
    done.push(results);
  }
  return { id, title, at, cases: done };
}

interface Running {
  readonly effort: Effort;
  readonly progress: Progress;
}

async function resultsOf(workload: string, entry: Case, { effort, progress }: Running): Promise<CaseResults> {
  const { kind, name, note, contestants } = entry;
  const { standings, skipped, broken } = await runCase(entry, effort, {
    launch: (...of) => new ContestantProcess(workload, ...of),
    onLaunch: (turn) => progress.launch(workload, entry, turn),
  });
  progress.done(entry);
  const isRace = kind === 'race';
  const of = isRace ? `time ÷ ${contestants[0]?.name ?? ''}` : entry.unit;
  const leads = isRace ? measureLeads(entry.leads ?? [], standings) : [];
  return { name, kind, of, standings, leads, skipped, ...(broken.length > 0 && { broken }), ...(note !== undefined && { note }) };
}
