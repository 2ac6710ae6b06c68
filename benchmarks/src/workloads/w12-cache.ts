import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cache, collect, Driver, fileCache, input, memoryCache, node, parallelizable, type CacheStore, type Collect } from '@millrace/core';

import type { Contestant, Measurement, Workload } from '../suite/workload';

/** A value of about 1 KB when it is written. */
const page = (item: number): object => ({
  item,
  title: `page ${item}`,
  text: 'splits water off a stream '.repeat(34),
  score: item / 7,
  words: ['mill', 'race', 'wheel'],
  isDone: true,
});

/** Items with a value each, which may be cached. */
class Pages {
  @input() declare readonly items: number;

  @parallelizable('items')
  *item(items: number): Generator<number> {
    for (let item = 0; item < items; item++) yield item;
  }

  @cache()
  @node('item')
  page(item: number): object {
    return page(item);
  }

  @collect('page')
  count(pages: Collect<object>): number {
    return pages.length;
  }
}

/** How often all items are gone through, after the first time. */
const ROUNDS = 20;

/** What a hit costs more than making the value, in the best of some rounds: processor time, which others on the machine bear on less than on time. */
function costOfHits(items: number): Measurement {
  const contestant = (name: string, must: number, makeStore: (folder: string) => CacheStore): Contestant => ({
    name,
    must,
    aim: must,
    prepare: () => async () => {
      const folder = mkdtempSync(join(tmpdir(), 'millrace-'));
      const plain = new Driver({ modules: [Pages] });
      const cached = plain.with({ cache: { store: makeStore(folder), default: 'disable' } });
      await cached.execute(['count'], { inputs: { items } });
      const figures = { plain: Infinity, cached: Infinity };
      for (let round = 0; round < ROUNDS; round++) {
        figures.plain = Math.min(figures.plain, await processorTime(plain, items));
        figures.cached = Math.min(figures.cached, await processorTime(cached, items));
      }
      rmSync(folder, { recursive: true });
      return figures.cached - figures.plain;
    },
  });
  return {
    kind: 'measurement',
    name: `a hit of a 1 KB value, among ${items.toLocaleString('en')} items`,
    unit: 'µs of the processor',
    contestants: [contestant('memoryCache', 5, () => memoryCache()), contestant('fileCache', 200, (folder) => fileCache(folder))],
  };
}

/** Microseconds for an item. */
async function processorTime(driver: Driver, items: number): Promise<number> {
  const before = process.cpuUsage();
  await driver.execute(['count'], { inputs: { items } });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / items;
}

export const w12Cache: Workload = { id: 'W12c', title: 'what a cache hit costs', cases: [costOfHits(2_000)] };
