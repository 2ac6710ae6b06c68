import { collect, Driver, fold, node, parallelizable, reducers } from '@millrace/core';
import pMap from 'p-map';
import { setImmediate } from 'node:timers/promises';
import { count, from, lastValueFrom, mergeMap } from 'rxjs';

import type { Contestant, Measurement, Workload } from '../suite/workload';
import { lanes } from './rxjs-lanes';
import { seeded } from './seeded';

const CONCURRENCY = 8;

/** Jobs that take a random number of turns of the event loop, and count how many were pulled and not finished. */
class Jobs {
  /** The most that were ever pulled and not finished. */
  ahead = 0;
  readonly #size: number;
  readonly #random = seeded(10);
  #open = 0;

  constructor(size: number) {
    this.#size = size;
  }

  @parallelizable({ concurrency: CONCURRENCY })
  *job(): Generator<number> {
    for (let i = 0; i < this.#size; i++) {
      this.ahead = Math.max(this.ahead, ++this.#open);
      yield 1 + Math.floor(this.#random() * 4);
    }
  }

  @node('job')
  async done(turns: number): Promise<number> {
    for (let turn = 0; turn < turns; turn++) await setImmediate();
    this.#open--;
    return turns;
  }

  @collect(fold('done', reducers.count()))
  total(count: number): number {
    return count;
  }
}

async function byHand(jobs: Jobs): Promise<void> {
  const items = jobs.job();
  const work = async (): Promise<void> => {
    for (const turns of items) await jobs.done(turns);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}

export function overRead(size: number): Measurement {
  const contestant = (name: string, run: (jobs: Jobs) => Promise<unknown>): Contestant => ({
    name,
    prepare: () => async () => {
      const jobs = new Jobs(size);
      await run(jobs);
      return jobs.ahead;
    },
  });
  const millrace = contestant('millrace', (jobs) => new Driver({ modules: [jobs] }).execute(['total']));
  return {
    kind: 'measurement',
    name: `${size.toLocaleString('en')} asynchronous items of random duration, concurrency ${CONCURRENCY}`,
    unit: 'items pulled and not finished',
    contestants: [
      contestant('hand-written', byHand),
      { ...millrace, must: CONCURRENCY, aim: CONCURRENCY },
      contestant('best RxJS', (jobs) => lastValueFrom(lanes(jobs.job(), CONCURRENCY, (turns) => jobs.done(turns)).pipe(count()))),
      contestant('naive RxJS', (jobs) =>
        lastValueFrom(
          from(jobs.job()).pipe(
            mergeMap((turns) => jobs.done(turns), CONCURRENCY),
            count(),
          ),
        ),
      ),
      contestant('p-map', (jobs) => pMap(jobs.job(), (turns) => jobs.done(turns), { concurrency: CONCURRENCY })),
    ],
  };
}

export const w10: Workload = { id: 'W10', title: 'how far a source is read ahead', cases: [overRead(20_000)] };
