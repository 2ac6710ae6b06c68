import { Driver, node, output, source } from '@millrace/core';

import type { Race, Workload } from '../suite/workload';
import { loadEffect } from './libraries';
import { generateClass, methodOf } from './w1-generated-class';

type Link = (value: number) => number;

const GIVEN = 1;

/** Each a function of its own: closures of one function would be compiled into the loop. */
function makeLinks(length: number): readonly Link[] {
  const nodes = Array.from({ length }, (_, place) => ({ name: `n${place}`, on: [place === 0 ? 'given' : `n${place - 1}`] }));
  const flow = new (generateClass(nodes))();
  return nodes.map(({ name }) => methodOf(flow, name));
}

function byHand(links: readonly Link[]): () => number {
  return () => {
    let value = GIVEN;
    for (const link of links) value = link(value);
    return value;
  };
}

function withMillrace(links: readonly Link[]): () => Promise<number> {
  const flow = class Chain {};
  const { prototype } = flow;
  links.forEach((value, place) => {
    const descriptor = { value, configurable: true, writable: true };
    Object.defineProperty(prototype, `n${place}`, descriptor);
    node(source<number>(place === 0 ? 'given' : `n${place - 1}`))(prototype, `n${place}`, descriptor);
  });
  const driver = new Driver({ modules: [flow] });
  const last = `n${links.length - 1}`;
  const outputs = [output<Record<string, number>>(last)] as const;
  return async () => (await driver.execute(outputs, { inputs: { given: GIVEN } }))[last] ?? NaN;
}

function withEffect(links: readonly Link[]): () => number {
  const { gen, runSync, sync } = loadEffect();
  const chain = gen(function* () {
    let value = GIVEN;
    for (const link of links) {
      const given = value;
      value = yield* sync(() => link(given));
    }
    return value;
  });
  return () => runSync(chain);
}

export function raceOfChain(length: number): Race {
  return {
    kind: 'race',
    name: `${length.toLocaleString('en')} nodes`,
    contestants: [
      { name: 'hand-written', prepare: () => byHand(makeLinks(length)) },
      { name: 'millrace', prepare: () => withMillrace(makeLinks(length)), must: 2, aim: 1.3 },
      { name: 'Effect', prepare: () => withEffect(makeLinks(length)) },
    ],
    note: 'RxJS and async.auto overflow the stack, Hamilton its limit of recursion',
  };
}

export const w2: Workload = { id: 'W2', title: 'a chain of nodes', cases: [raceOfChain(10_000), raceOfChain(100_000)] };
