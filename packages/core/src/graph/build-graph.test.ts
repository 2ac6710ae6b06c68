import { collect, input, node, optional, parallelizable, source, type Collect, type Parallelizable } from '@millrace/core';
import { buildGraph } from './build-graph';

class Sums {
  @input() declare readonly numbers: readonly number[];

  @parallelizable('numbers')
  number(numbers: readonly number[]): Parallelizable<number> {
    return numbers;
  }

  @node('number')
  square(n: number): number {
    return n ** 2;
  }

  @collect('square')
  sum(squares: Collect<number>): number {
    return squares.reduce((a, b) => a + b, 0);
  }

  @node('square', 'sum', optional(source<number>('scale'), 1))
  share(square: number, sum: number, scale: number): number {
    return (scale * square) / sum;
  }

  @collect('share')
  shares(shares: Collect<number>): readonly number[] {
    return shares;
  }
}

const build = (...modules: object[]) => buildGraph({ modules, config: {}, allowOverrides: false });

it('orders the nodes so that each follows what it depends on', () => {
  expect([...build(Sums).nodes.keys()]).toEqual(['numbers', 'scale', 'number', 'square', 'sum', 'share', 'shares']);
});

it('S1, S3, S6, S9: gives every node its scope', () => {
  const scopes = [...build(Sums).nodes.values()].map(({ name, scope, closes }) => [name, scope, closes]);

  expect(scopes).toEqual([
    ['numbers', [], []],
    ['scale', [], []],
    ['number', [], []],
    ['square', ['number'], []],
    ['sum', [], ['number']],
    ['share', ['number'], []],
    ['shares', [], ['number']],
  ]);
});
