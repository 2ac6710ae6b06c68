import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Driver } from '@millrace/core';
import { workerThreads, type WorkerThreads } from '@millrace/worker-threads';
import { DelayByHour, type HourlyDelay } from './delay-by-hour';
import { shareDelays, type Delays, type Flight } from './delays';

/** 200,000 US flights of 2001. */
export function readDelays(): Delays {
  // The package exports no file of its data folder, so the way there is from its entry point.
  const file = join(dirname(require.resolve('vega-datasets')), '../data/flights-200k.json');
  return shareDelays(JSON.parse(readFileSync(file, 'utf8')) as Flight[]);
}

/** What a run has found, and how long it took. */
export interface Timed {
  readonly hours: readonly HourlyDelay[];
  readonly totalDraws: number;
  readonly ms: number;
}

/** Works the delays out on workers, or in this process. */
export async function run(
  workers: WorkerThreads | 'in-process',
  inputs: { readonly delays: Delays; readonly samples: number },
): Promise<Timed> {
  const driver = new Driver({ modules: [DelayByHour], executors: { workers } });
  const startedAt = performance.now();
  const found = await driver.execute(['hours', 'totalDraws'], { inputs });
  return { ...found, ms: performance.now() - startedAt };
}

const none: Timed = { hours: [], totalDraws: 0, ms: 0 };

/** Compares this process with worker threads, three times in turn, and prints what was found in the round between the others. */
export async function report(
  print: (line: string) => void,
  { samples = 300, threads = Math.min(2, availableParallelism()) } = {},
): Promise<void> {
  const inputs = { delays: readDelays(), samples };
  const workers = workerThreads({ modules: require.resolve('./delay-by-hour'), threads });
  // The workers load their modules, and V8 compiles what is hot.
  for (const where of [workers, 'in-process'] as const) await run(where, { ...inputs, samples: Math.ceil(samples / 4) });
  const rounds: { readonly here: Timed; readonly there: Timed }[] = [];
  for (let round = 0; round < 3; round++) rounds.push({ here: await run('in-process', inputs), there: await run(workers, inputs) });
  await workers.close();

  const { here, there } = rounds.sort((a, b) => a.here.ms / a.there.ms - b.here.ms / b.there.ms)[1] ?? { here: none, there: none };
  for (const { hour, mean, from, to, flights } of there.hours)
    print(
      `${String(hour).padStart(2)} h  ${mean.toFixed(1).padStart(6)} min  (${from.toFixed(1)} to ${to.toFixed(1)}, ${flights} flights)`,
    );
  const same = JSON.stringify(here.hours) === JSON.stringify(there.hours);
  print(`${(there.totalDraws / 1e6).toFixed(0)} million draws; the same as in one thread: ${same ? 'yes' : 'no'}`);
  print(
    `in this process ${here.ms.toFixed(0)} ms, on ${threads} workers ${there.ms.toFixed(0)} ms: ${(here.ms / there.ms).toFixed(2)} times as fast`,
  );
}
