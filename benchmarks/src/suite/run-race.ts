import { availableParallelism } from 'node:os';

import type { Contender, Launch } from './contender';
import { FEWEST_ROUNDS, type Effort } from './effort';
import { median } from './statistics';
import type { Contestant, Race } from './workload';

/** What a contestant came to in one launch: a figure, or why there is none. */
export type LaunchOutcome = number | Failed;

export interface Failed {
  readonly failed: string;
}

/** A contestant of a race that has come this far. */
interface Racing {
  readonly contestant: Contestant;
  readonly contender: Contender;
  checksum: string;
  /** Ratios to the first, one of each round. */
  readonly ratios: number[];
  /** For how long it has been timed. */
  spentMs: number;
  failed: string | undefined;
}

/**
 * One launch of a race: the ratio of each contestant to the first, the median of the ratios of the rounds, in which they took turns. All work
 * alike: one whose result is another than that of the first with as many units has failed.
 */
export async function runRace({ name, contestants }: Race, effort: Effort, launch: Launch): Promise<LaunchOutcome[]> {
  const all = contestants.map((contestant): Racing => {
    const contender = launch(name, contestant.name);
    return { contestant, contender, checksum: '', ratios: [], spentMs: 0, failed: undefined };
  });
  try {
    await prepareAll(all, effort);
    compareResults(all);
    for (let round = 0; round < effort.rounds; round++) await runRound(all, round, effort);
    return all.map(({ failed, ratios }) => (failed === undefined ? median(ratios) : { failed }));
  } finally {
    for (const { contender } of all) contender.stop();
  }
}

/** Has them run once and warm up, as many at a time as there are cores. */
async function prepareAll(all: readonly Racing[], effort: Effort): Promise<void> {
  const rest = all.values();
  const lane = async (): Promise<void> => {
    for (const one of rest)
      await attempt(one, async () => {
        one.checksum = (await one.contender.run()).checksum;
        await one.contender.warmUp(effort);
      });
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

/** Contestants that do the same amount of work must give the same result. */
function compareResults(all: readonly Racing[]): void {
  const expected = new Map<number, Racing>();
  for (const one of all.filter(({ failed }) => failed === undefined)) {
    const { units = 1 } = one.contestant;
    const first = expected.get(units);
    if (first === undefined) expected.set(units, one);
    else if (first.checksum !== one.checksum) one.failed = `it gives another result than ${first.contestant.name}`;
  }
}

async function runRound(all: readonly Racing[], round: number, { enoughMs }: Effort): Promise<void> {
  const [first, ...others] = all;
  const goesOn = ({ failed, spentMs }: Racing): boolean => failed === undefined && (round < FEWEST_ROUNDS || spentMs < enoughMs);
  const inRound = others.filter(goesOn);
  if (first === undefined || first.failed !== undefined || inRound.length === 0) return;
  const order = [first, ...inRound];
  const times = new Map<Racing, number>();
  for (const one of round % 2 === 1 ? order.reverse() : order)
    await attempt(one, async () => {
      const started = performance.now();
      times.set(one, await one.contender.round());
      one.spentMs += performance.now() - started;
    });
  const base = times.get(first);
  if (base !== undefined) for (const [one, ms] of times) one.ratios.push(ms / base);
}

async function attempt(one: Racing, act: () => Promise<void>): Promise<void> {
  if (one.failed !== undefined) return;
  await act().catch((error: unknown) => {
    one.failed = error instanceof Error ? error.message : String(error);
  });
}
