import { findCycles } from './find-cycles';

const graph = (edges: Record<string, string[]>): Map<string, string[]> => new Map(Object.entries(edges));

describe('findCycles', () => {
  it('finds none where imports run one way', () => {
    expect(findCycles(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([]);
  });

  it('gives a shortest path from a file back to itself', () => {
    expect(findCycles(graph({ a: ['b'], b: ['c', 'a'], c: ['a'] }))).toEqual([['a', 'b', 'a']]);
  });

  it('gives one cycle for each group of files that hang together', () => {
    expect(findCycles(graph({ x: ['a'], a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] }))).toEqual([
      ['a', 'b', 'a'],
      ['c', 'd', 'c'],
    ]);
  });

  it('takes a file that imports itself for a cycle', () => {
    expect(findCycles(graph({ a: ['a'] }))).toEqual([['a', 'a']]);
  });
});
