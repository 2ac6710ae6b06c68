import { Driver } from '@millrace/core';
import pMap from 'p-map';
import { from, lastValueFrom, map, mergeMap, reduce } from 'rxjs';

import { lanes } from './rxjs-lanes';

const CONCURRENCY = 16;

/** How a contestant adds up what the items of a stream are worth, without keeping the items. */
export interface Way<F> {
  readonly name: string;
  readonly prepare: (flow: F) => () => number | Promise<number>;
}

interface Flow<T, W> {
  item(): Generator<T>;
  worth(item: T): W;
  total(total: number): number;
}

function withMillrace(flow: Flow<unknown, unknown>): () => Promise<number> {
  const driver = new Driver({ modules: [flow] });
  return async () => (await driver.execute(['total'])).total;
}

function add(total: number, worth: number): number {
  return total + worth;
}

export const syncWays: readonly Way<Flow<number, number>>[] = [
  {
    name: 'hand-written',
    prepare: (flow) => () => {
      let total = 0;
      for (const item of flow.item()) total += flow.worth(item);
      return total;
    },
  },
  { name: 'millrace', prepare: withMillrace },
  {
    name: 'best RxJS',
    prepare: (flow) => () =>
      lastValueFrom(
        from(flow.item()).pipe(
          map((item) => flow.worth(item)),
          reduce(add, 0),
        ),
      ),
  },
  {
    name: 'p-map',
    prepare: (flow) => async () => {
      let total = 0;
      const addWorth = (item: number): void => {
        total += flow.worth(item);
      };
      await pMap(flow.item(), addWorth, { concurrency: CONCURRENCY });
      return total;
    },
  },
];

export function asyncWays<T>(): readonly Way<Flow<T, Promise<number>>>[] {
  return [
    {
      name: 'hand-written',
      prepare: (flow) => async () => {
        const items = flow.item();
        let total = 0;
        const work = async (): Promise<void> => {
          for (const item of items) {
            const worth = await flow.worth(item);
            total += worth;
          }
        };
        await Promise.all(Array.from({ length: CONCURRENCY }, work));
        return total;
      },
    },
    { name: 'millrace', prepare: withMillrace },
    {
      name: 'best RxJS',
      prepare: (flow) => () =>
        lastValueFrom(lanes(flow.item(), CONCURRENCY, (item) => flow.worth(item)).pipe(reduce((total, [, worth]) => total + worth, 0))),
    },
    {
      name: 'p-map',
      prepare: (flow) => async () => {
        let total = 0;
        const addWorth = async (item: T): Promise<void> => {
          const worth = await flow.worth(item);
          total += worth;
        };
        await pMap(flow.item(), addWorth, { concurrency: CONCURRENCY });
        return total;
      },
    },
    {
      name: 'naive RxJS',
      prepare: (flow) => () =>
        lastValueFrom(
          from(flow.item()).pipe(
            mergeMap((item) => flow.worth(item), CONCURRENCY),
            reduce(add, 0),
          ),
        ),
    },
  ];
}
