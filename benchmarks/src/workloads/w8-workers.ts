import { Driver } from '@millrace/core';
import { workerThreads } from '@millrace/worker-threads';

import type { Contestant, Measurement, Race, Workload } from '../suite/workload';
import { itemByItemOnBareWorkers, onBareWorkers } from './w8-bare-workers';
import { compute, Computation } from './w8-flow';

type Size = Readonly<Record<'items' | 'steps', number>>;

function byHand({ items, steps }: Size): () => readonly number[] {
  return () => Array.from({ length: items }, (_, item) => compute(item, steps));
}

function withMillrace(inputs: Size, threads?: number): () => Promise<readonly number[]> {
  const driver = driverOn(threads);
  return async () => (await driver.execute(['all'], { inputs })).all;
}

function driverOn(threads: number | undefined) {
  if (threads === undefined) return new Driver({ modules: [Computation] });
  const workers = workerThreads({ modules: require.resolve('./w8-flow'), threads, fanOuts: 'all' });
  return new Driver({ modules: [Computation], executors: { workers } });
}

/** As much work as two threads can share: a ratio of 0.5 is ideal, and what bare workers reach is what the machine gives. */
function raceOfThreads(size: Size): Race {
  return {
    kind: 'race',
    name: `${size.items} items of ${size.steps.toLocaleString('en')} steps, two workers`,
    contestants: [
      { name: 'hand-written, one after the other', prepare: () => byHand(size) },
      { name: 'two bare workers, half of the items each', prepare: () => onBareWorkers(size, 2) },
      { name: 'two bare workers, item by item', prepare: () => itemByItemOnBareWorkers(size, 2) },
      { name: 'millrace', prepare: () => withMillrace(size) },
      { name: 'millrace, two workers', prepare: () => withMillrace(size, 2), must: 1 / 1.8, aim: 1 / 1.9 },
    ],
  };
}

/** What messages cost: the same work in one worker. */
function raceOfMessages(size: Size): Race {
  return {
    kind: 'race',
    name: `${size.items} items of ${size.steps.toLocaleString('en')} steps, one worker`,
    contestants: [
      { name: 'millrace', prepare: () => withMillrace(size) },
      { name: 'millrace, one worker', prepare: () => withMillrace(size, 1), must: 1.1, aim: 1.05 },
    ],
  };
}

/** What an item costs that hardly does anything. */
function costOfTinyItems(items: number): Measurement {
  const contestant = (name: string, output: 'all' | 'total'): Contestant => ({
    name,
    prepare: () => {
      const driver = driverOn(2);
      const run = (count: number): Promise<unknown> => driver.execute([output], { inputs: { items: count, steps: 1 } });
      return async () => {
        await run(Math.ceil(items / 10));
        const started = performance.now();
        await run(items);
        return ((performance.now() - started) * 1000) / items;
      };
    },
  });
  return {
    kind: 'measurement',
    name: `${items.toLocaleString('en')} tiny items, two workers`,
    unit: 'µs an item',
    contestants: [
      { ...contestant('into a list', 'all'), must: 2, aim: 1 },
      { ...contestant('folded in the workers', 'total'), must: 2, aim: 1 },
    ],
  };
}

export const w8: Workload = {
  id: 'W8',
  title: 'worker threads',
  cases: [raceOfThreads({ items: 64, steps: 8_000_000 }), raceOfMessages({ items: 200, steps: 400_000 }), costOfTinyItems(1_000_000)],
};
