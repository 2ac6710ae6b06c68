import type { Effort } from './effort';
import { measureLeads } from './leads';
import { formatCase } from './report';
import type { CaseResults, WorkloadResults } from './results-file';
import { runCase } from './run-case';
import type { Case, Workload } from './workload';

/** Runs all cases of a workload, and prints the table of each. */
export async function runWorkload({ id, title, cases }: Workload, effort: Effort): Promise<WorkloadResults> {
  console.log(`${id}: ${title}`);
  const at = new Date().toISOString();
  const done: CaseResults[] = [];
  for (const entry of cases) {
    const results = await resultsOf(id, entry, effort);
    console.log(formatCase(results));
    done.push(results);
  }
  return { id, title, at, cases: done };
}

async function resultsOf(workload: string, entry: Case, effort: Effort): Promise<CaseResults> {
  const { standings, skipped } = await runCase(workload, entry, effort);
  const { kind, name, note } = entry;
  const isRace = kind === 'race';
  const of = isRace ? `time ÷ ${standings[0]?.name ?? ''}` : entry.unit;
  const leads = isRace ? measureLeads(entry.leads ?? [], standings) : [];
  return { name, kind, of, standings, leads, skipped, ...(note !== undefined && { note }) };
}
