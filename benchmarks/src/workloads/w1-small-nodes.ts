import { Driver, node, output, source } from '@millrace/core';
import { combineLatest, forkJoin, lastValueFrom, map, mergeMap, type Observable, of, shareReplay, Subject, zip } from 'rxjs';

import type { Race, Workload } from '../suite/workload';
import { withAsyncAuto, withEffect } from './w1-with-libraries';
import { GIVEN, generateClass, givenByName, methodOf, sum, type Flow } from './w1-generated-class';
import { INPUTS, lastOf, randomDag, type DagNode } from './w1-random-dag';
import { withHamilton } from './with-hamilton';

/** Calls to a function: in larger ones the compiler stops to inline. */
const CALLS = 25;

/** What a person would write: every node in its turn, 25 to a function. */
function byHand(nodes: readonly DagNode[]): () => number {
  const flow = new (generateClass(nodes))();
  const slotOf = new Map([...INPUTS, ...nodes.map(({ name }) => name)].map((name, slot) => [name, slot] as const));
  const read = (name: string): string => `v[${slotOf.get(name) ?? 0}]`;
  const parts: string[] = [];
  for (let from = 0; from < nodes.length; from += CALLS) {
    const calls = nodes.slice(from, from + CALLS).map(({ name, on }) => `${read(name)} = flow.${name}(${on.map(read).join(', ')});`);
    parts.push(`function part${from}(v) { ${calls.join(' ')} }`);
  }
  const run = parts.map((_, index) => `part${index * CALLS}(v);`).join(' ');
  const total = lastOf(nodes).map(read).join(' + ');
  const given = GIVEN.map((value, slot) => `v[${slot}] = ${value};`).join(' ');
  const text = `${parts.join('\n')} return () => { const v = new Array(${slotOf.size}).fill(0); ${given} ${run} return ${total}; };`;
  return (new Function('flow', text) as (flow: Flow) => () => number)(flow);
}

function withMillrace(nodes: readonly DagNode[]): () => Promise<number> {
  const flow = generateClass(nodes);
  for (const { name, on } of nodes) {
    const descriptor = Object.getOwnPropertyDescriptor(flow.prototype, name) as TypedPropertyDescriptor<Flow[string]>;
    node(...on.map((dependency) => source<number>(dependency)))(flow.prototype, name, descriptor);
  }
  const driver = new Driver({ modules: [flow] });
  const outputs = lastOf(nodes).map((name) => output<Record<string, number>>(name));
  const inputs = givenByName();
  return async () => sum(Object.values(await driver.execute(outputs, { inputs })));
}

/** Built once, from subjects that `zip` keeps in step; a run pushes one value into each input. */
function withBestRxjs(nodes: readonly DagNode[]): () => number {
  const flow = new (generateClass(nodes))();
  const inputs = INPUTS.map(() => new Subject<number>());
  const streams = new Map<string, Observable<number>>(INPUTS.map((name, index) => [name, inputs[index] ?? new Subject()]));
  for (const { name, on } of nodes) {
    const subject = new Subject<number>();
    streams.set(name, subject);
    const method = methodOf(flow, name);
    zip(on.map((dependency) => streamOf(streams, dependency)))
      .pipe(map((values) => method(...values)))
      .subscribe(subject);
  }
  let total = 0;
  zip(lastOf(nodes).map((name) => streamOf(streams, name))).subscribe((values) => (total = sum(values)));
  return () => {
    inputs.forEach((stream, index) => stream.next(GIVEN[index] ?? 0));
    return total;
  };
}

function withNaiveRxjs(nodes: readonly DagNode[]): () => Promise<number> {
  const flow = new (generateClass(nodes))();
  return () => {
    const streams = new Map<string, Observable<number>>(INPUTS.map((name, index) => [name, of(GIVEN[index] ?? 0)]));
    for (const { name, on } of nodes) {
      const method = methodOf(flow, name);
      const values = combineLatest(on.map((dependency) => streamOf(streams, dependency)));
      streams.set(
        name,
        values.pipe(
          mergeMap(async (args) => method(...args)),
          shareReplay(1),
        ),
      );
    }
    return lastValueFrom(forkJoin(lastOf(nodes).map((name) => streamOf(streams, name))).pipe(map(sum)));
  };
}

function streamOf(streams: ReadonlyMap<string, Observable<number>>, name: string): Observable<number> {
  const stream = streams.get(name);
  if (stream === undefined) throw new Error(`There is no stream ${name}.`);
  return stream;
}

export function raceOfSmallNodes(wideLayers: number): Race {
  const nodes = randomDag(wideLayers);
  return {
    kind: 'race',
    name: `${nodes.length.toLocaleString('en')} nodes`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(nodes) },
      // Of a block of so many nodes several thousand runs go by before code is generated.
      { name: 'millrace', prepare: () => withMillrace(nodes), warmUpRuns: 12_000, must: 4, aim: 1.3 },
      { name: 'best RxJS', prepare: () => withBestRxjs(nodes) },
      { name: 'naive RxJS', prepare: () => withNaiveRxjs(nodes) },
      { name: 'async.auto', prepare: () => withAsyncAuto(nodes) },
      { name: 'Effect', prepare: () => withEffect(nodes) },
      withHamilton('W1', { nodes, outputs: lastOf(nodes), inputs: givenByName() }),
    ],
    leads: [{ over: 'Hamilton', must: 200, aim: 700 }],
    note: 'p-map runs lists, not graphs; LangGraph.js has no dependencies of values',
  };
}

export const w1: Workload = {
  id: 'W1',
  title: 'tiny synchronous nodes of 2 or 3 dependencies in a layered random graph, executed again and again',
  cases: [raceOfSmallNodes(19)],
};
