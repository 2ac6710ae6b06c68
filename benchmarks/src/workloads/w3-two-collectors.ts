import { collect, Driver, input, node, parallelizable, type Collect } from '@millrace/core';
import pMap from 'p-map';
import { from, lastValueFrom, map, mergeMap } from 'rxjs';

import type { Contestant, Race, Workload } from '../suite/workload';
import { collectBoth, type Pair, type Results } from './collect-both';

/** One fan-out, three synchronous nodes an item, two collectors. */
class TwoCollectors {
  @input() declare readonly size: number;

  @parallelizable('size')
  *item(size: number): Generator<number> {
    for (let i = 0; i < size; i++) yield i;
  }

  @node('item')
  doubled(item: number): number {
    return item * 2;
  }

  @node('doubled')
  shifted(doubled: number): number {
    return doubled + 1;
  }

  @node('item', 'shifted')
  mixed(item: number, shifted: number): number {
    return (item ^ shifted) & 1023;
  }

  @collect('mixed')
  total(mixed: Collect<number>): number {
    let total = 0;
    for (const value of mixed) total += value;
    return total;
  }

  @collect('shifted')
  list(shifted: Collect<number>): readonly number[] {
    return shifted;
  }
}

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

function withBestRxjs(size: number): () => Promise<Results> {
  const flow = new TwoCollectors();
  const pairOf = (item: number): Pair => {
    const shifted = flow.shifted(flow.doubled(item));
    return [flow.mixed(item, shifted), shifted];
  };
  return () => lastValueFrom(from(flow.item(size)).pipe(map(pairOf), collectBoth));
}

/** A promise for each item, whether or not the nodes are asynchronous. */
function withNaiveRxjs(size: number): () => Promise<Results> {
  const flow = new TwoCollectors();
  const pairOf = async (item: number): Promise<Pair> => {
    const shifted = await flow.shifted(await flow.doubled(item));
    return [await flow.mixed(item, shifted), shifted];
  };
  return () => lastValueFrom(from(flow.item(size)).pipe(mergeMap(pairOf, 16), collectBoth));
}

function withPMap(size: number): () => Promise<Results> {
  const flow = new TwoCollectors();
  const pairOf = (item: number): Pair => {
    const shifted = flow.shifted(flow.doubled(item));
    return [flow.mixed(item, shifted), shifted];
  };
  return async () => {
    const pairs = await pMap(flow.item(size), pairOf, { concurrency: 16 });
    return { total: pairs.reduce((total, [mixed]) => total + mixed, 0), list: pairs.map(([, shifted]) => shifted) };
  };
}

export function raceOfTwoCollectors(size: number, limits: Pick<Contestant, 'must' | 'aim'> = {}): Race {
  return {
    kind: 'race',
    name: `N = ${size.toLocaleString('en')}`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(size) },
      { name: 'millrace', prepare: () => withMillrace(size), ...limits },
      { name: 'best RxJS', prepare: () => withBestRxjs(size) },
      { name: 'naive RxJS', prepare: () => withNaiveRxjs(size) },
      { name: 'p-map', prepare: () => withPMap(size) },
    ],
  };
}

export const twoCollectors = { byHand, withMillrace };

export const w3: Workload = {
  id: 'W3',
  title: 'one fan-out over a generator, three synchronous nodes an item, two collectors',
  cases: [raceOfTwoCollectors(1_000), raceOfTwoCollectors(100_000, { must: 3.5, aim: 1.3 })],
};
