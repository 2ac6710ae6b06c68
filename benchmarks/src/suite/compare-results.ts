import { formatFigure } from './format-figure';
import { OURS } from './leads';
import type { CaseResults, Results } from './results-file';
import type { Standing } from './run-case';

/** Figures that may be this much worse: 0.25 is a quarter. */
export type Tolerance = number;

interface Compared {
  readonly place: string;
  readonly stored: number;
  readonly now: number;
}

export interface Comparison {
  /** How many figures there were on both sides. */
  readonly compared: number;
  /** One sentence each. */
  readonly regressions: readonly string[];
}

/** Which of our figures are worse than the stored ones, by more than the tolerance. Those of other libraries are theirs. */
export function compareResults(stored: Results, now: Results, tolerance: Tolerance): Comparison {
  let compared = 0;
  const regressions: string[] = [];
  for (const workload of now.workloads)
    for (const entry of workload.cases) {
      const before = stored.workloads.find(({ id }) => id === workload.id)?.cases.find(({ name }) => name === entry.name);
      for (const standing of entry.standings.filter((one) => isOurs(entry, one))) {
        const old = before?.standings.find(({ name }) => name === standing.name);
        if (old === undefined) continue;
        compared++;
        const slack = tolerance * slackOf(entry, old);
        if (standing.median <= old.median + slack) continue;
        regressions.push(tell({ place: `${workload.id}, ${entry.name}, ${standing.name}`, stored: old.median, now: standing.median }));
      }
      for (const { name, failed, must } of entry.broken ?? [])
        if (name.startsWith(OURS) || must !== undefined) regressions.push(`${workload.id}, ${entry.name}, ${name} failed: ${failed}`);
    }
  return { compared, regressions };
}

/** What belongs to Millrace: contestants of that name, and in measurements all that has a limit. The first of a race is always 1. */
function isOurs({ kind, standings }: CaseResults, standing: Standing): boolean {
  if (kind === 'race' && standing === standings[0]) return false;
  return standing.name.startsWith(OURS) || standing.must !== undefined;
}

/** A figure near to zero, such as megabytes over idle, may vary by a part of its limit. */
function slackOf({ kind }: CaseResults, { median, must = 0 }: Standing): number {
  return kind === 'race' ? median : Math.max(Math.abs(median), must);
}

function tell({ place, stored, now }: Compared): string {
  return `${place}: ${formatFigure(now)}, stored ${formatFigure(stored)}`;
}
