import { INPUTS, type DagNode } from './w1-random-dag';

export type SmallNode = (...values: number[]) => number;
export type Flow = Readonly<Record<string, SmallNode>>;

export const GIVEN = [1, 2, 3] as const;

/** A class with a method for each node; no two are the same function. */
export function generateClass(nodes: readonly DagNode[]): new () => Flow {
  const methods = nodes.map(({ name, on }, i) => {
    const parameters = on.map((_, k) => `p${k}`);
    return `${name}(${parameters.join(', ')}) { return (${parameters.join(' * 3 + ')} + ${i}) & 0xffff; }`;
  });
  return new Function(`return class Layers { ${methods.join('\n')} };`)() as new () => Flow;
}

/** The inputs of a run. */
export function givenByName(): Readonly<Record<string, number>> {
  return Object.fromEntries(INPUTS.map((name, index) => [name, GIVEN[index] ?? 0]));
}

export function methodOf(flow: Flow, name: string): SmallNode {
  const method = flow[name];
  if (method === undefined) throw new Error(`There is no method ${name}.`);
  return method;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
