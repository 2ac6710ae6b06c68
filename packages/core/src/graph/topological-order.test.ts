import { findCycles } from './find-cycles';
import { topologicalOrder } from './topological-order';

describe('topologicalOrder', () => {
  it('orders ids so that each follows what it depends on; ties keep the order of ids', () => {
    expect(topologicalOrder([[2], [], [1], [], [0, 3]])).toEqual([1, 3, 2, 0, 4]);
  });

  it('leaves out circles and what lies behind them', () => {
    expect(topologicalOrder([[1], [0], [0], []])).toEqual([3]);
  });

  it('orders nothing', () => {
    expect(topologicalOrder([])).toEqual([]);
  });
});

describe('findCycles', () => {
  const cyclesOf = (dependencies: number[][]) => findCycles(dependencies, topologicalOrder(dependencies));

  it('gives each circle from its lowest id, and those that share edges with it after it', () => {
    expect(cyclesOf([[1], [2], [0, 1], [3], [0]])).toEqual([
      [0, 1, 2, 0],
      [1, 2, 1],
      [3, 3],
    ]);
  });

  it('lists at most twenty', () => {
    const all = Array.from({ length: 10 }, (_, id) => id);

    expect(cyclesOf(all.map(() => all))).toHaveLength(20);
  });
});
