import { collect, Driver, input, node, parallelizable, type Collect } from '@millrace/core';
import pMap from 'p-map';
import { concatMap, from, lastValueFrom, map, mergeMap, reduce, toArray } from 'rxjs';

import type { Race, Workload } from '../suite/workload';
import { loadAsync, loadEffect } from './libraries';

const CONCURRENCY = 16;

class Nested {
  @input() declare readonly size: number;

  @parallelizable('size')
  *row(size: number): Generator<number> {
    for (let i = 0; i < size; i++) yield i;
  }

  @parallelizable('row', 'size')
  *cell(row: number, size: number): Generator<number> {
    for (let i = 0; i < size; i++) yield row * size + i;
  }

  @node('cell')
  digit(cell: number): number {
    return cell % 7;
  }

  @collect('digit')
  rowTotal(digits: Collect<number>): number {
    return sum(digits);
  }

  @collect('rowTotal')
  totals(totals: Collect<number>): readonly number[] {
    return totals;
  }
}

type Totals = readonly number[];

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function byHand(size: number): () => Totals {
  const flow = new Nested();
  return () => {
    const totals: number[] = [];
    for (const row of flow.row(size)) {
      let total = 0;
      for (const cell of flow.cell(row, size)) total += flow.digit(cell);
      totals.push(total);
    }
    return totals;
  };
}

function withMillrace(size: number): () => Promise<Totals> {
  const driver = new Driver({ modules: [Nested] });
  return async () => (await driver.execute(['totals'], { inputs: { size } })).totals;
}

function withBestRxjs(size: number): () => Promise<Totals> {
  const flow = new Nested();
  const totalOf = (row: number) =>
    from(flow.cell(row, size)).pipe(
      map((cell) => flow.digit(cell)),
      reduce((total, digit) => total + digit, 0),
    );
  return () => lastValueFrom(from(flow.row(size)).pipe(concatMap(totalOf), toArray()));
}

function withNaiveRxjs(size: number): () => Promise<Totals> {
  const flow = new Nested();
  const totalOf = async (row: number): Promise<number> => {
    const digits = from(flow.cell(row, size)).pipe(mergeMap(async (cell) => flow.digit(cell), CONCURRENCY));
    return sum(await lastValueFrom(digits.pipe(toArray())));
  };
  return () => lastValueFrom(from(flow.row(size)).pipe(mergeMap(totalOf, CONCURRENCY), toArray()));
}

function withPMap(size: number): () => Promise<Totals> {
  const flow = new Nested();
  const totalOf = async (row: number): Promise<number> =>
    sum(await pMap(flow.cell(row, size), (cell) => flow.digit(cell), { concurrency: CONCURRENCY }));
  return () => pMap(flow.row(size), totalOf, { concurrency: CONCURRENCY });
}

function withMapLimit(size: number): () => Promise<Totals> {
  const { mapLimit } = loadAsync();
  const flow = new Nested();
  const totalOf = async (row: number): Promise<number> =>
    sum(await mapLimit<number, number>(flow.cell(row, size), CONCURRENCY, (cell, done) => done(null, flow.digit(cell))));
  return () => mapLimit<number, number>(flow.row(size), CONCURRENCY, totalOf);
}

function withEffect(size: number): () => Totals {
  const { forEach, map: mapResult, runSync, sync } = loadEffect();
  const flow = new Nested();
  const totalOf = (row: number) =>
    mapResult(
      forEach(flow.cell(row, size), (cell) => sync(() => flow.digit(cell))),
      sum,
    );
  return () => runSync(forEach(flow.row(size), totalOf));
}

export function raceOfNested(size: number): Race {
  return {
    kind: 'race',
    name: `${size} × ${size}`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(size) },
      { name: 'millrace', prepare: () => withMillrace(size), must: 3, aim: 1.15 },
      { name: 'best RxJS', prepare: () => withBestRxjs(size) },
      { name: 'naive RxJS', prepare: () => withNaiveRxjs(size) },
      { name: 'p-map', prepare: () => withPMap(size) },
      { name: 'async.mapLimit', prepare: () => withMapLimit(size) },
      { name: 'Effect', prepare: () => withEffect(size) },
    ],
    note: 'without LangGraph.js: a Send cannot wait for Sends of its own; and without Hamilton, whose nested fan-outs fail',
  };
}

export const w7: Workload = {
  id: 'W7',
  title: 'nested fan-outs, an inner and an outer collector',
  cases: [raceOfNested(300)],
};
