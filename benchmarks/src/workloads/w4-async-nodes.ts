import { collect, Driver, input, node, parallelizable, type Collect } from '@millrace/core';
import pMap from 'p-map';
import { connect, forkJoin, from, lastValueFrom, mergeMap, reduce } from 'rxjs';

import type { Contestant, Race, Workload } from '../suite/workload';
import { collectBoth, type Pair, type Results } from './collect-both';
import { lanes } from './rxjs-lanes';

const CONCURRENCY = 16;

/** As W3, with asynchronous nodes. */
class AsyncTwoCollectors {
  @input() declare readonly size: number;

  @parallelizable('size', { concurrency: CONCURRENCY })
  *item(size: number): Generator<number> {
    for (let i = 0; i < size; i++) yield i;
  }

  @node('item')
  async doubled(item: number): Promise<number> {
    return item * 2;
  }

  @node('doubled')
  async shifted(doubled: number): Promise<number> {
    return doubled + 1;
  }

  @node('item', 'shifted')
  async mixed(item: number, shifted: number): Promise<number> {
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

function pairWith(flow: AsyncTwoCollectors): (item: number) => Promise<Pair> {
  return async (item) => {
    const shifted = await flow.shifted(await flow.doubled(item));
    return [await flow.mixed(item, shifted), shifted];
  };
}

function withBestRxjs(size: number): () => Promise<Results> {
  const flow = new AsyncTwoCollectors();
  const pairOf = pairWith(flow);
  return () =>
    lastValueFrom(
      lanes(flow.item(size), CONCURRENCY, pairOf).pipe(
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
  const flow = new AsyncTwoCollectors();
  const pairOf = pairWith(flow);
  return () => lastValueFrom(from(flow.item(size)).pipe(mergeMap(pairOf, CONCURRENCY), collectBoth));
}

function withPMap(size: number): () => Promise<Results> {
  const flow = new AsyncTwoCollectors();
  const pairOf = pairWith(flow);
  return async () => {
    const pairs = await pMap(flow.item(size), pairOf, { concurrency: CONCURRENCY });
    return { total: pairs.reduce((total, [mixed]) => total + mixed, 0), list: pairs.map(([, shifted]) => shifted) };
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
      { name: 'naive RxJS', prepare: () => withNaiveRxjs(size) },
      { name: 'p-map', prepare: () => withPMap(size) },
    ],
  };
}

export const asyncNodes = { byHand, withMillrace };

export const w4: Workload = {
  id: 'W4',
  title: `W3 with asynchronous nodes, concurrency ${CONCURRENCY}`,
  cases: [raceOfAsyncNodes(1_000), raceOfAsyncNodes(100_000, { must: 1.6, aim: 1.25 })],
};
