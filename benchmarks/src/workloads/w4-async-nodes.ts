import { Driver } from '@millrace/core';
import pMap from 'p-map';
import { connect, forkJoin, from, lastValueFrom, mergeMap, reduce } from 'rxjs';

import type { Contestant, Race, Workload } from '../suite/workload';
import { collectBoth, type Pair, type Results } from './collect-both';
import { effectOfPromises, mapLimitOfPromises, withLangGraph, type PairWork } from './collect-with-libraries';
import { lanes } from './rxjs-lanes';
import { AsyncTwoCollectors, CONCURRENCY } from './w4-flow';
import { withHamilton } from './with-hamilton';

function byHand(size: number): () => Promise<Results> {
  const flow = new AsyncTwoCollectors();
  return async () => {
    const items = flow.item(size);
    const list: number[] = [];
    let total = 0;
    let next = 0;
    const work = async (): Promise<void> => {
      for (const item of items) {
        const position = next++;
        const shifted = await flow.shifted(await flow.doubled(item));
        const mixed = await flow.mixed(item, shifted);
        total += mixed;
        list[position] = shifted;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return { total, list };
  };
}

function withMillrace(size: number): () => Promise<Results> {
  const driver = new Driver({ modules: [AsyncTwoCollectors] });
  return () => driver.execute(['total', 'list'], { inputs: { size } });
}

function pairs(size: number): PairWork<Promise<Pair>> {
  const flow = new AsyncTwoCollectors();
  return {
    items: () => flow.item(size),
    pairOf: async (item) => {
      const shifted = await flow.shifted(await flow.doubled(item));
      return [await flow.mixed(item, shifted), shifted];
    },
  };
}

function withBestRxjs(size: number): () => Promise<Results> {
  const { items, pairOf } = pairs(size);
  return () =>
    lastValueFrom(
      lanes(items(), CONCURRENCY, pairOf).pipe(
        connect((shared) =>
          forkJoin({
            total: shared.pipe(reduce((total, [, [mixed]]) => total + mixed, 0)),
            list: shared.pipe(
              reduce((list: number[], [position, [, shifted]]) => {
                list[position] = shifted;
                return list;
              }, []),
            ),
          }),
        ),
      ),
    );
}

/** Right only because all items take equally long: `mergeMap` gives the values in the order in which they are ready. */
function withNaiveRxjs(size: number): () => Promise<Results> {
  const { items, pairOf } = pairs(size);
  return () => lastValueFrom(from(items()).pipe(mergeMap(pairOf, CONCURRENCY), collectBoth));
}

function withPMap(size: number): () => Promise<Results> {
  const { items, pairOf } = pairs(size);
  return async () => {
    const found = await pMap(items(), pairOf, { concurrency: CONCURRENCY });
    return { total: found.reduce((total, [mixed]) => total + mixed, 0), list: found.map(([, shifted]) => shifted) };
  };
}

export function raceOfAsyncNodes(size: number, limits: Pick<Contestant, 'must' | 'aim'> = {}): Race {
  return {
    kind: 'race',
    name: `N = ${size.toLocaleString('en')}`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(size) },
      { name: 'millrace', prepare: () => withMillrace(size), ...limits },
      { name: 'best RxJS', prepare: () => withBestRxjs(size) },
      { name: 'naive RxJS', prepare: () => withNaiveRxjs(size), isSlow: size > 10_000 },
      { name: 'p-map', prepare: () => withPMap(size) },
      { name: 'async.mapLimit', prepare: () => mapLimitOfPromises(pairs(size), CONCURRENCY) },
      { name: 'Effect', prepare: () => effectOfPromises(pairs(size), CONCURRENCY) },
    ],
    ...(limits.aim !== undefined && { leads: ['p-map', 'async.mapLimit'].map((over) => ({ over, aim: 1 })) }),
  };
}

/** Few items, for those that do not bear many. */
export function raceOfFewAsyncItems(size: number): Race {
  return {
    kind: 'race',
    name: `N = ${size.toLocaleString('en')}, with those that bear few`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(size) },
      { name: 'millrace', prepare: () => withMillrace(size) },
      { name: 'LangGraph.js', prepare: () => withLangGraph(pairs(size), CONCURRENCY) },
      withHamilton('W4', size),
    ],
    note: 'Hamilton, which has no fan-out over asynchronous functions, runs synchronous ones on 16 threads',
  };
}

export const asyncNodes = { byHand, withMillrace };

export const w4: Workload = {
  id: 'W4',
  title: `W3 with asynchronous nodes, concurrency ${CONCURRENCY}`,
  cases: [raceOfFewAsyncItems(100), raceOfAsyncNodes(1_000), raceOfAsyncNodes(100_000, { must: 1.6, aim: 1.25 })],
};
