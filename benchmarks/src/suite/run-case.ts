import { ContestantProcess } from './contestant-process';
import type { Effort } from './effort';
import { median, summarize, type Summary } from './statistics';
import type { Case, Contestant, Race } from './workload';

/** What a contestant came to: ratios to the first of a race, or figures; one of each launch. */
export interface Standing extends Summary {
  readonly name: string;
  readonly must: number | undefined;
  readonly aim: number | undefined;
  readonly launches: readonly number[];
}

/** A contestant that could not take part. */
export interface Skipped {
  readonly name: string;
  readonly lacking: string;
}

export interface CaseOutcome {
  readonly standings: readonly Standing[];
  readonly skipped: readonly Skipped[];
}

/** Launches every contestant of a case several times, but for those that lack something. Throws if they do not agree on the result. */
export async function runCase(workload: string, all: Case, effort: Effort): Promise<CaseOutcome> {
  const skipped = all.contestants.flatMap(({ name, lacks, isSlow = false }) => {
    const lacking = isSlow && effort.skipsSlow ? 'too slow for a quick run' : lacks?.();
    return lacking === undefined ? [] : [{ name, lacking }];
  });
  const entry = { ...all, contestants: all.contestants.filter((one) => !skipped.some(({ name }) => name === one.name)) };
  const results: number[][] = entry.contestants.map(() => []);
  for (let launch = 0; launch < effort.launches; launch++) {
    const latest = entry.kind === 'race' ? await race(workload, entry, effort) : await measure(workload, entry);
    latest.forEach((value, index) => results[index]?.push(value));
  }
  const standings = entry.contestants.map(({ name, must, aim }, index): Standing => {
    const launches = results[index] ?? [];
    return { name, must, aim, ...summarize(launches), launches };
  });
  return { standings, skipped };
}

/** The ratio of each contestant to the first: the median of the ratios of the rounds, in which they took turns. */
async function race(workload: string, { name, contestants }: Race, { rounds, ...effort }: Effort): Promise<number[]> {
  return withProcesses(workload, name, contestants, async (processes) => {
    await compareResults(name, contestants, processes);
    for (const contestant of processes) await contestant.warmUp(effort);
    const ratios: number[][] = processes.map(() => []);
    for (let round = 0; round < rounds; round++) {
      const times = await timeRound(processes, round % 2 === 1);
      times.forEach((ms, index) => ratios[index]?.push(ms / (times[0] ?? NaN)));
    }
    return ratios.map(median);
  });
}

async function timeRound(processes: readonly ContestantProcess[], isReversed: boolean): Promise<number[]> {
  const times: number[] = [];
  const order = processes.map((_, index) => index);
  for (const index of isReversed ? order.reverse() : order) times[index] = (await processes[index]?.round()) ?? NaN;
  return times;
}

/** Contestants that do the same amount of work must give the same result. */
async function compareResults(
  caseName: string,
  contestants: readonly Contestant[],
  processes: readonly ContestantProcess[],
): Promise<void> {
  const expected = new Map<number, { readonly by: string; readonly checksum: string }>();
  for (const [index, contestant] of processes.entries()) {
    const { checksum } = await contestant.run();
    const units = contestants[index]?.units ?? 1;
    const first = expected.get(units);
    if (first === undefined) expected.set(units, { by: contestant.name, checksum });
    else if (first.checksum !== checksum) throw new Error(`${caseName}: ${contestant.name} gives another result than ${first.by}.`);
  }
}

async function measure(workload: string, { name, contestants }: Case): Promise<number[]> {
  const figures: number[] = [];
  for (const contestant of contestants) {
    const figure = await withProcesses(workload, name, [contestant], async ([process]) => (await process?.run())?.figure);
    figures.push(figure ?? NaN);
  }
  return figures;
}

async function withProcesses<R>(
  workload: string,
  caseName: string,
  contestants: readonly Contestant[],
  use: (processes: readonly ContestantProcess[]) => Promise<R>,
): Promise<R> {
  const processes = contestants.map(({ name }) => new ContestantProcess(workload, caseName, name));
  try {
    return await use(processes);
  } finally {
    for (const contestant of processes) contestant.stop();
  }
}
