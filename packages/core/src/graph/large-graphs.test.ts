import { node } from '@millrace/core';
import { buildGraph } from './build-graph';

/** Classes of so many nodes each, in one chain `n0 <- n1 <- …`; `first` is what `n0` depends on. */
function chain(length: number, first: readonly string[], perClass = 20): object[] {
  const modules: object[] = [];
  for (let from = 0; from < length; from += perClass) {
    const cls = class {};
    for (let index = from; index < Math.min(length, from + perClass); index++) {
      const dependencies = index === 0 ? first : [`n${index - 1}`];
      addNode(cls.prototype, `n${index}`, dependencies);
    }
    modules.push(cls);
  }
  return modules;
}

function addNode(prototype: object, key: string, dependencies: readonly string[]): void {
  const method = dependencies.length === 0 ? () => 1 : (x: number) => x;
  const descriptor = { value: method, configurable: true, writable: true };
  Object.defineProperty(prototype, key, descriptor);
  node(...(dependencies.map(ref) as never[]))(prototype, key as never, descriptor);
}

/** What `source(name)` makes, without the cost of its types. */
const ref = (name: string) => ({ [Symbol.for('millrace.dependency')]: 'ref', name });

describe('large graphs', () => {
  const length = 100_000;

  it('builds a chain of 100,000 nodes', () => {
    const graph = buildGraph({ modules: chain(length, []), config: {}, allowOverrides: false });

    expect(graph.nodes.size).toBe(length);
    expect([...graph.nodes.keys()].at(-1)).toBe(`n${length - 1}`);
    expect(graph.upstreamOf(`n${length - 1}`)).toHaveLength(length);
  });

  it('reads a class of 50,000 methods as fast as many small ones', () => {
    const graph = buildGraph({ modules: chain(50_000, [], Infinity), config: {}, allowOverrides: false });

    expect(graph.nodes.size).toBe(50_000);
  });

  it('names a circle of 100,000 nodes, shortened', () => {
    const modules = chain(length, [`n${length - 1}`]);

    expect(() => buildGraph({ modules, config: {}, allowOverrides: false })).toThrow(
      /n0 -> n99999 -> n99998 .* -> … 99961 more … -> .* -> n1 -> n0/,
    );
  });
});
