import { Driver } from '@millrace/core';
import pMap from 'p-map';
import { from, lastValueFrom, map, mergeMap } from 'rxjs';

import type { Contestant, Lead, Race, Workload } from '../suite/workload';
import { collectBoth, type Pair, type Results } from './collect-both';
import { effectOfValues, mapLimitOfValues, withLangGraph, type PairWork } from './collect-with-libraries';
import { TwoCollectors } from './w3-flow';
import { withHamilton } from './with-hamilton';

const CONCURRENCY = 16;

function byHand(size: number): () => Results {
  const flow = new TwoCollectors();
  return () => {
    let total = 0;
    const list: number[] = [];
    for (const item of flow.item(size)) {
      const shifted = flow.shifted(flow.doubled(item));
      total += flow.mixed(item, shifted);
      list.push(shifted);
    }
    return { total, list };
  };
}

function withMillrace(size: number): () => Promise<Results> {
  const driver = new Driver({ modules: [TwoCollectors] });
  return () => driver.execute(['total', 'list'], { inputs: { size } });
}

function pairs(size: number): PairWork<Pair> {
  const flow = new TwoCollectors();
  return {
    items: () => flow.item(size),
    pairOf: (item) => {
      const shifted = flow.shifted(flow.doubled(item));
      return [flow.mixed(item, shifted), shifted];
    },
  };
}

function withBestRxjs(size: number): () => Promise<Results> {
  const { items, pairOf } = pairs(size);
  return () => lastValueFrom(from(items()).pipe(map(pairOf), collectBoth));
}

/** A promise for each item, whether or not the nodes are asynchronous. */
function withNaiveRxjs(size: number): () => Promise<Results> {
  const flow = new TwoCollectors();
  const pairOf = async (item: number): Promise<Pair> => {
    const shifted = await flow.shifted(await flow.doubled(item));
    return [await flow.mixed(item, shifted), shifted];
  };
  return () => lastValueFrom(from(flow.item(size)).pipe(mergeMap(pairOf, CONCURRENCY), collectBoth));
}

function withPMap(size: number): () => Promise<Results> {
  const { items, pairOf } = pairs(size);
  return async () => {
    const found = await pMap(items(), pairOf, { concurrency: CONCURRENCY });
    return { total: found.reduce((total, [mixed]) => total + mixed, 0), list: found.map(([, shifted]) => shifted) };
  };
}

interface RaceOptions {
  readonly limits?: Pick<Contestant, 'must' | 'aim'>;
  readonly others?: readonly Contestant[];
  readonly leads?: readonly Lead[];
  readonly note?: string;
}

export function raceOfTwoCollectors(size: number, { limits = {}, others = [], ...more }: RaceOptions = {}): Race {
  return {
    kind: 'race',
    name: `N = ${size.toLocaleString('en')}`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(size) },
      { name: 'millrace', prepare: () => withMillrace(size), ...limits },
      { name: 'best RxJS', prepare: () => withBestRxjs(size) },
      { name: 'naive RxJS', prepare: () => withNaiveRxjs(size), isSlow: size > 10_000 },
      { name: 'p-map', prepare: () => withPMap(size) },
      { name: 'async.mapLimit', prepare: () => mapLimitOfValues(pairs(size), CONCURRENCY) },
      { name: 'Effect', prepare: () => effectOfValues(pairs(size)) },
      ...others,
    ],
    ...more,
  };
}

/** Few items, for those that do not bear many. */
export function raceOfFewItems(size: number): Race {
  return {
    kind: 'race',
    name: `N = ${size.toLocaleString('en')}, with those that bear few`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(size) },
      { name: 'millrace', prepare: () => withMillrace(size) },
      { name: 'LangGraph.js', prepare: () => withLangGraph(pairs(size), CONCURRENCY) },
    ],
  };
}

export const twoCollectors = { byHand, withMillrace };

export const w3: Workload = {
  id: 'W3',
  title: 'one fan-out over a generator, three synchronous nodes an item, two collectors',
  cases: [
    raceOfFewItems(100),
    raceOfTwoCollectors(1_000, {
      others: [withHamilton('W3', 1_000)],
      leads: [{ over: 'Hamilton', must: 1_000, aim: 5_000 }],
      note: 'Hamilton loses one of two collectors over a fan-out: it collects pairs, and takes them apart afterwards',
    }),
    raceOfTwoCollectors(100_000, { limits: { must: 3.5, aim: 1.3 }, leads: [{ over: 'best RxJS', must: 1, aim: 5 }] }),
  ],
};
