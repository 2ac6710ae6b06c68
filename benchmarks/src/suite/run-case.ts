import type { Launch } from './contender';
import type { Effort } from './effort';
import { runRace, type Failed, type LaunchOutcome } from './run-race';
import { summarize, type Summary } from './statistics';
import type { Case, Contestant, Measurement } from './workload';

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

/** A contestant that took part, and broke down. */
export interface Broken extends Failed, Pick<Contestant, 'must' | 'aim'> {
  readonly name: string;
}

export interface CaseOutcome {
  readonly standings: readonly Standing[];
  readonly skipped: readonly Skipped[];
  readonly broken: readonly Broken[];
}

/** Launches every contestant of a case several times, but for those that lack something; one that fails is not launched again. */
export async function runCase(entry: Case, effort: Effort, { launch, onLaunch }: CaseSetting): Promise<CaseOutcome> {
  const skipped = entry.contestants.flatMap(({ name, lacks, isSlow = false }) => {
    const lacking = isSlow && effort.skipsSlow ? 'too slow for a quick run' : lacks?.();
    return lacking === undefined ? [] : [{ name, lacking }];
  });
  const figures = new Map<Contestant, number[]>();
  for (const one of entry.contestants) if (!skipped.some(({ name }) => name === one.name)) figures.set(one, []);
  const broken: Broken[] = [];
  for (let turn = 0; turn < effort.launches; turn++) {
    onLaunch(turn);
    const contestants = [...figures.keys()];
    const latest = await launchOnce({ ...entry, contestants }, effort, launch);
    for (const [index, one] of contestants.entries()) {
      const outcome = latest[index] ?? NaN;
      if (typeof outcome === 'number') figures.get(one)?.push(outcome);
      else {
        figures.delete(one);
        const { name, must, aim } = one;
        broken.push({ name, ...outcome, ...(must !== undefined && { must }), ...(aim !== undefined && { aim }) });
      }
    }
    // Ratios to one who is gone would be ratios to somebody else.
    if (entry.kind === 'race' && broken.some(({ name }) => name === entry.contestants[0]?.name)) return { standings: [], skipped, broken };
  }
  const standings = Array.from(figures, ([{ name, must, aim }, launches]): Standing => {
    return { name, must, aim, ...summarize(launches), launches };
  });
  return { standings, skipped, broken };
}

export interface CaseSetting {
  readonly launch: Launch;
  /** Told before each launch, of which there are as many as the effort says. */
  readonly onLaunch: (turn: number) => void;
}

function launchOnce(entry: Case, effort: Effort, launch: Launch): Promise<LaunchOutcome[]> {
  return entry.kind === 'race' ? runRace(entry, effort, launch) : measure(entry, launch);
}

async function measure({ name, contestants }: Measurement, launch: Launch): Promise<LaunchOutcome[]> {
  const outcomes: LaunchOutcome[] = [];
  for (const contestant of contestants) {
    const contender = launch(name, contestant.name);
    const outcome = await contender.run().then(
      ({ figure }): LaunchOutcome => figure ?? { failed: 'it gives no figure' },
      (error: unknown): LaunchOutcome => ({ failed: error instanceof Error ? error.message : String(error) }),
    );
    contender.stop();
    outcomes.push(outcome);
  }
  return outcomes;
}
