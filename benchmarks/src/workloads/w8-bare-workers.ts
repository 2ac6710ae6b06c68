// W8 by hand. This module is also what its threads run.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { compute } from './w8-flow';

/** What a thread is asked for: the items from `first` on, every `step`-th of them. */
interface Share {
  readonly first: number;
  readonly step: number;
  readonly items: number;
  readonly steps: number;
}

if (!isMainThread) parentPort?.on('message', (share: Share) => parentPort?.postMessage(computeShare(share)));

function computeShare({ first, step, items, steps }: Share): number[] {
  const results: number[] = [];
  for (let item = first; item < items; item += step) results.push(compute(item, steps));
  return results;
}

/** Each thread has its share of the items from the start, and answers once: what the machine gives at best. */
export function onBareWorkers({ items, steps }: Pick<Share, 'items' | 'steps'>, threads: number): () => Promise<readonly number[]> {
  const workers = Array.from({ length: threads }, () => new Worker(__filename));
  return async () => {
    const shares = await Promise.all(workers.map((worker, first) => ask(worker, { first, step: threads, items, steps })));
    return Array.from({ length: items }, (_, item) => shares[item % threads]?.[Math.floor(item / threads)] ?? NaN);
  };
}

/** Each thread gets the next item when it has answered. */
export function itemByItemOnBareWorkers(
  { items, steps }: Pick<Share, 'items' | 'steps'>,
  threads: number,
): () => Promise<readonly number[]> {
  const workers = Array.from({ length: threads }, () => new Worker(__filename));
  return async () => {
    const results: number[] = [];
    const next = Array.from({ length: items }, (_, item) => item).values();
    const lane = async (worker: Worker): Promise<void> => {
      for (const item of next) results[item] = (await ask(worker, { first: item, step: 1, items: item + 1, steps }))[0] ?? NaN;
    };
    await Promise.all(workers.map(lane));
    return results;
  };
}

async function ask(worker: Worker, share: Share): Promise<readonly number[]> {
  worker.postMessage(share);
  const [results] = (await once(worker, 'message')) as [readonly number[]];
  return results;
}
