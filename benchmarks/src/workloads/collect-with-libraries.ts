import type { Pair, Results } from './collect-both';
import { loadAsync, loadEffect, loadLangGraph } from './libraries';

/** The items of W3 or W4, and what is done for each. */
export interface PairWork<P extends Pair | Promise<Pair>> {
  readonly items: () => Generator<number>;
  readonly pairOf: (item: number) => P;
}

function resultsOf(pairs: readonly Pair[]): Results {
  return { total: pairs.reduce((total, [mixed]) => total + mixed, 0), list: pairs.map(([, shifted]) => shifted) };
}

/** The iteratee calls back: a promise for each item would only make it slower. */
export function mapLimitOfValues({ items, pairOf }: PairWork<Pair>, concurrency: number): () => Promise<Results> {
  const { mapLimit } = loadAsync();
  return async () => resultsOf(await mapLimit<number, Pair>(items(), concurrency, (item, done) => done(null, pairOf(item))));
}

export function mapLimitOfPromises({ items, pairOf }: PairWork<Promise<Pair>>, concurrency: number): () => Promise<Results> {
  const { mapLimit } = loadAsync();
  return async () => resultsOf(await mapLimit(items(), concurrency, pairOf));
}

export function effectOfValues({ items, pairOf }: PairWork<Pair>): () => Results {
  const { forEach, runSync, sync } = loadEffect();
  return () => resultsOf(runSync(forEach(items(), (item) => sync(() => pairOf(item)))));
}

export function effectOfPromises({ items, pairOf }: PairWork<Promise<Pair>>, concurrency: number): () => Promise<Results> {
  const { forEach, promise, runPromise } = loadEffect();
  return async () => resultsOf(await runPromise(forEach(items(), (item) => promise(() => pairOf(item)), { concurrency })));
}

/** A `Send` for each item, and a node that is run once all have written to the same channel. */
export function withLangGraph({ items, pairOf }: PairWork<Pair | Promise<Pair>>, maxConcurrency: number): () => Promise<Results> {
  const { Annotation, END, Send, START, StateGraph } = loadLangGraph();
  const State = Annotation.Root({
    pairs: Annotation<Pair[]>({ reducer: (all, more) => all.concat(more), default: () => [] }),
    results: Annotation<Results>(),
  });
  const graph = new StateGraph(State)
    .addNode('item', async ({ item }: { readonly item: number }) => ({ pairs: [await pairOf(item)] }))
    .addNode('collect', ({ pairs }) => ({ results: resultsOf(pairs) }))
    .addConditionalEdges(START, () => Array.from(items(), (item) => new Send('item', { item })), ['item'])
    .addEdge('item', 'collect')
    .addEdge('collect', END)
    .compile();
  return async () => (await graph.invoke({}, { maxConcurrency })).results;
}
