import type { AsyncAutoTasks } from 'async';

import { loadAsync, loadEffect } from './libraries';
import { generateClass, givenByName, methodOf, sum } from './w1-generated-class';
import { INPUTS, lastOf, type DagNode } from './w1-random-dag';

type Values = Record<string, number>;

export function withAsyncAuto(nodes: readonly DagNode[]): () => Promise<number> {
  const { auto } = loadAsync();
  const flow = new (generateClass(nodes))();
  const given = givenByName();
  const tasks: AsyncAutoTasks<Values, Error> = Object.fromEntries(
    INPUTS.map((name) => [name, (done: (error: null, value: number) => void) => done(null, given[name] ?? 0)]),
  );
  for (const { name, on } of nodes) {
    const method = methodOf(flow, name);
    tasks[name] = [...on, (values, done) => done(null, method(...on.map((dependency) => values[dependency] ?? 0)))];
  }
  const outputs = lastOf(nodes);
  return async () => {
    const values = await auto<Values>(tasks);
    return sum(outputs.map((name) => values[name] ?? 0));
  };
}

/** One generator that goes through the nodes in their order. */
export function withEffect(nodes: readonly DagNode[]): () => number {
  const { gen, runSync, sync } = loadEffect();
  const flow = new (generateClass(nodes))();
  const slotOf = new Map([...INPUTS, ...nodes.map(({ name }) => name)].map((name, slot) => [name, slot] as const));
  const calls = nodes.map(({ name, on }) => ({ method: methodOf(flow, name), slots: on.map((dependency) => slotOf.get(dependency) ?? 0) }));
  const given = Object.values(givenByName());
  const outputs = lastOf(nodes).map((name) => slotOf.get(name) ?? 0);
  const program = gen(function* () {
    const values = [...given];
    for (const { method, slots } of calls) values.push(yield* sync(() => method(...slots.map((slot) => values[slot] ?? 0))));
    return sum(outputs.map((slot) => values[slot] ?? 0));
  });
  return () => runSync(program);
}
