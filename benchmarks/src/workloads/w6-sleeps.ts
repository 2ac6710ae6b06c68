import { setTimeout } from 'node:timers/promises';
import { collect, Driver, input, node, parallelizable, type Collect } from '@millrace/core';
import pMap from 'p-map';
import { from, lastValueFrom, mergeMap, toArray } from 'rxjs';

import { median } from '../suite/statistics';
import type { Contestant, Measurement, Workload } from '../suite/workload';
import { loadAsync, loadEffect, loadLangGraph } from './libraries';

/** How many items, how many at once, and how long each takes. */
export interface Sleeps {
  readonly items: number;
  readonly concurrency: number;
  readonly ms: number;
}

const TURNS = 5;

class Sleepers {
  @input() declare readonly size: number;
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  @parallelizable('size')
  *item(size: number): Generator<number> {
    for (let i = 0; i < size; i++) yield i;
  }

  @node('item')
  slept(item: number): Promise<number> {
    return setTimeout(this.#ms, item);
  }

  @collect('slept')
  all(items: Collect<number>): readonly number[] {
    return items;
  }
}

type Run = () => Promise<readonly number[]>;

function byHand({ items, concurrency, ms }: Sleeps): Run {
  const flow = new Sleepers(ms);
  return async () => {
    const source = flow.item(items);
    const slept: number[] = [];
    const work = async (): Promise<void> => {
      for (const item of source) slept[item] = await flow.slept(item);
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return slept;
  };
}

function withMillrace({ items, concurrency, ms }: Sleeps): Run {
  const driver = new Driver({ modules: [new Sleepers(ms)], concurrency: { item: concurrency } });
  return async () => (await driver.execute(['all'], { inputs: { size: items } })).all;
}

function withRxjs({ items, concurrency, ms }: Sleeps): Run {
  const flow = new Sleepers(ms);
  return () =>
    lastValueFrom(
      from(flow.item(items)).pipe(
        mergeMap((item) => flow.slept(item), concurrency),
        toArray(),
      ),
    );
}

function withEffect({ items, concurrency, ms }: Sleeps): Run {
  const { forEach, promise, runPromise } = loadEffect();
  const flow = new Sleepers(ms);
  return () => runPromise(forEach(flow.item(items), (item) => promise(() => flow.slept(item)), { concurrency }));
}

function withLangGraph({ items, concurrency, ms }: Sleeps): Run {
  const { Annotation, END, Send, START, StateGraph } = loadLangGraph();
  const flow = new Sleepers(ms);
  const State = Annotation.Root({ all: Annotation<number[]>({ reducer: (all, more) => all.concat(more), default: () => [] }) });
  const graph = new StateGraph(State)
    .addNode('item', async ({ item }: { readonly item: number }) => ({ all: [await flow.slept(item)] }))
    .addConditionalEdges(START, () => Array.from(flow.item(items), (item) => new Send('item', { item })), ['item'])
    .addEdge('item', END)
    .compile();
  return async () => (await graph.invoke({}, { maxConcurrency: concurrency })).all;
}

/** How much longer it takes than the sleeps themselves: the median of some turns, after one to warm up. */
function timesIdeal(run: Run, { items, concurrency, ms }: Sleeps): () => Promise<number> {
  const ideal = Math.ceil(items / concurrency) * ms;
  const time = async (): Promise<number> => {
    const started = performance.now();
    const { length } = await run();
    if (length !== items) throw new Error(`${length} items came out of ${items}.`);
    return (performance.now() - started) / ideal;
  };
  return async () => {
    await time();
    const figures: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) figures.push(await time());
    return median(figures);
  };
}

export function measureSleeps(sleeps: Sleeps): Measurement {
  const { items, concurrency, ms } = sleeps;
  const contestant = (name: string, prepare: (sleeps: Sleeps) => Run): Contestant => ({
    name,
    prepare: () => timesIdeal(prepare(sleeps), sleeps),
  });
  const ideal = Math.ceil(items / concurrency) * ms;
  return {
    kind: 'measurement',
    name: `${items} items that sleep ${ms} ms, concurrency ${concurrency}`,
    unit: `time ÷ ideal ${ideal} ms`,
    contestants: [
      contestant('hand-written', byHand),
      { ...contestant('millrace', withMillrace), must: 1.1, aim: 1.05 },
      contestant('RxJS', withRxjs),
      contestant('p-map', (all) => {
        const flow = new Sleepers(all.ms);
        return () => pMap(flow.item(all.items), (item) => flow.slept(item), { concurrency: all.concurrency });
      }),
      contestant('async.mapLimit', (all) => {
        const { mapLimit } = loadAsync();
        const flow = new Sleepers(all.ms);
        return () => mapLimit<number, number>(flow.item(all.items), all.concurrency, async (item: number) => flow.slept(item));
      }),
      contestant('Effect', withEffect),
      contestant('LangGraph.js', withLangGraph),
    ],
  };
}

export const w6: Workload = { id: 'W6', title: 'items that wait', cases: [measureSleeps({ items: 200, concurrency: 50, ms: 20 })] };
