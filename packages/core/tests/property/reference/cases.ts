import { DROP } from '../model/behaviour';
import { both, collect, fold, given, keys, list, node, parallelizable, plain, scenario, settled } from '../model/hand-made';
import type { NodeSpec, Scenario } from '../model/graph-spec';

/** A scenario whose outcome was worked out by hand from the rules. An output that is missing in `outputs` must fail. */
export interface Case {
  readonly title: string;
  readonly scenario: Scenario;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly failures?: readonly string[];
  readonly calls?: Readonly<Record<string, number>>;
}

const sum = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);
const same = <T>(x: T): T => x;
const all = (...args: readonly unknown[]): readonly unknown[] => args;
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const boom = (): never => {
  throw new Error('boom');
};

const skip = { onItemError: 'skip' } as const;
const items = parallelizable('p', [], () => [1, 2, 3]);
const skipping = parallelizable('p', [], () => [1, 2, 3], skip);
const nested: readonly NodeSpec[] = [
  parallelizable('outer', [], () => [1, 2, 3]),
  parallelizable('inner', ['outer'], (o: number) => range(o).map((i) => o * 10 + i)),
];
const oddFails = (x: number): number => (x % 2 === 1 ? boom() : x);
const oddDrops = (x: number): unknown => (x % 2 === 1 ? DROP : x);

export const cases: readonly Case[] = [
  {
    title: 'L-04: a block of several nodes, one collector, and what follows',
    scenario: scenario(
      [
        parallelizable('i', [], () => range(6)),
        node('sq', ['i'], (i: number) => i * i),
        node('cube', ['i'], (i: number) => i ** 3),
        node('both', ['sq', 'cube'], (a: number, b: number) => a + b),
        collect('total', ['both'], sum),
        node('final', ['total'], same),
      ],
      ['final'],
    ),
    outputs: { final: 280 },
    calls: { i: 1, sq: 6, cube: 6, both: 6, total: 1, final: 1 },
  },
  {
    title: 'L-35, L-36: any number of collectors over one fan-out, one pass',
    scenario: scenario(
      [
        items,
        node('sq', ['p'], (x: number) => x * x),
        node('cube', ['p'], (x: number) => x ** 3),
        collect('a', ['sq'], sum),
        collect('b', ['cube'], sum),
        collect('c', ['sq'], (xs: number[]) => xs.length),
      ],
      ['a', 'b', 'c'],
    ),
    outputs: { a: 14, b: 36, c: 3 },
    calls: { p: 1, sq: 3, cube: 3, a: 1, b: 1, c: 1 },
  },
  {
    title: 'L-08: a plain value beside a gathered one',
    scenario: scenario(
      [
        node('foo', [], () => 1),
        parallelizable('p', [], () => range(10)),
        collect('c', ['p', plain('foo')], (xs: number[], foo: number) => sum(xs) + foo),
      ],
      ['c'],
    ),
    outputs: { c: 46 },
  },
  {
    title: 'L-25: chained fan-outs, both collectors requested',
    scenario: scenario(
      [
        items,
        node('twice', ['p'], (x: number) => 2 * x),
        collect('first', ['twice'], same),
        parallelizable('q', ['first'], same),
        node('next', ['q'], (x: number) => x + 1),
        collect('second', ['next'], same),
      ],
      ['first', 'second'],
    ),
    outputs: { first: [2, 4, 6], second: [3, 5, 7] },
  },
  {
    title: 'L-53, S10: one method gathers a fan-out and opens another',
    scenario: scenario(
      [
        items,
        node('twice', ['p'], (x: number) => 2 * x),
        both('q', ['twice'], same),
        node('next', ['q'], (x: number) => x + 1),
        collect('end', ['next'], same),
      ],
      ['end'],
    ),
    outputs: { end: [3, 5, 7] },
  },
  {
    title: 'L-41, S7: an inner collector runs once per outer item',
    scenario: scenario(
      [...nested, node('plus', ['inner'], (x: number) => x + 1), collect('each1', ['plus'], sum), collect('total', ['each1'], same)],
      ['total'],
    ),
    outputs: { total: [11, 43, 96] },
    calls: { outer: 1, inner: 3, plus: 6, each1: 3, total: 1 },
  },
  {
    title: 'L-42, S5: over closes two levels and repeats what lies in between',
    scenario: scenario(
      [...nested, node('mid', ['outer'], (o: number) => `m${o}`), collect('flat', ['inner', 'mid', keys('outer')], all, 'outer')],
      ['flat'],
    ),
    outputs: {
      flat: [
        [10, 20, 21, 30, 31, 32],
        ['m1', 'm2', 'm2', 'm3', 'm3', 'm3'],
        ['0', '1', '1', '2', '2', '2'],
      ],
    },
  },
  {
    title: 'L-46, S9: broadcast back in two phases',
    scenario: scenario(
      [
        parallelizable('p', [], () => [2, 4, 6, 8]),
        collect('total', ['p'], sum),
        node('share', ['p', 'total'], (x: number, t: number) => x / t),
        collect('shares', ['share'], same),
      ],
      ['total', 'shares'],
    ),
    outputs: { total: 20, shares: [0.1, 0.2, 0.3, 0.4] },
    calls: { p: 1, total: 1, share: 4, shares: 1 },
  },
  {
    title: 'L-56, S11: a collector on the parallelizable itself',
    scenario: scenario([items, collect('c', ['p'], same)], ['c', 'p']),
    outputs: { c: [1, 2, 3], p: [1, 2, 3] },
  },
  {
    title: 'F4: an empty source fires collectors and folds',
    scenario: scenario([parallelizable('p', [], () => []), collect('c', ['p', fold('p', 'count')], all)], ['c', 'p']),
    outputs: { c: [[], 0], p: [] },
  },
  {
    title: 'F5: falsy items are items',
    scenario: scenario(
      [
        parallelizable('p', [], () => [undefined, null, 0, '', false, NaN]),
        node('n', ['p'], same),
        collect('c', ['n', fold('n', 'count')], all),
      ],
      ['c'],
    ),
    outputs: { c: [[undefined, null, 0, '', false, NaN], 6] },
  },
  {
    title: 'S4: lists and records of gathered values are lists of rows',
    scenario: scenario(
      [
        items,
        node('n', ['p'], (x: number) => -x),
        collect('c', [list('p', 'n'), { kind: 'record', of: { a: { kind: 'ref', name: 'p' } } }], all),
      ],
      ['c'],
    ),
    outputs: {
      c: [
        [
          [1, -1],
          [2, -2],
          [3, -3],
        ],
        [{ a: 1 }, { a: 2 }, { a: 3 }],
      ],
    },
  },
  {
    title: 'E2: a collector has an item exactly if every value that it gathers exists',
    scenario: scenario(
      [
        skipping,
        node('odd', ['p'], oddFails),
        node('low', ['p'], (x: number) => (x > 2 ? boom() : x)),
        collect('a', ['odd'], same),
        collect('b', ['low', keys('p')], all),
        collect('c', ['odd', 'low'], all),
      ],
      ['a', 'b', 'c', 'odd'],
    ),
    outputs: {
      a: [2],
      b: [
        [1, 2],
        ['0', '1'],
      ],
      c: [[2], [2]],
      odd: [2],
    },
    failures: ['low @ p[2]', 'odd @ p[0]', 'odd @ p[2]'],
    calls: { p: 1, odd: 3, low: 3, a: 1, b: 1, c: 1 },
  },
  {
    title: "E5: under 'fail' a failure of one item fails the collectors that need it, and no others",
    scenario: scenario([items, node('odd', ['p'], oddFails), collect('a', ['odd'], same), collect('b', ['p'], same)], ['a', 'b']),
    outputs: { b: [1, 2, 3] },
    failures: ['odd @ p[0]', 'odd @ p[2]'],
  },
  {
    title: "E5: what fails in an inner fan-out with 'fail' costs the outer item",
    scenario: scenario(
      [
        parallelizable('outer', [], () => [1, 2, 3], skip),
        parallelizable('inner', ['outer'], (o: number) => range(o)),
        node('n', ['inner', 'outer'], (i: number, o: number) => (o === 2 && i === 1 ? boom() : i)),
        collect('some', ['n'], sum),
        collect('count', ['inner'], (xs: number[]) => xs.length),
        collect('total', ['some', keys('outer')], all),
        collect('counts', ['count'], same),
      ],
      ['total', 'counts'],
    ),
    outputs: {
      total: [
        [0, 3],
        ['0', '2'],
      ],
      counts: [1, 2, 3],
    },
    failures: ['n @ outer[1]/inner[1]'],
  },
  {
    title: 'E2: tolerate bears so many and no more',
    scenario: scenario(
      [parallelizable('p', [], () => [1, 2, 3], { onItemError: { tolerate: 2 } }), node('n', ['p'], oddFails), collect('c', ['n'], same)],
      ['c'],
    ),
    outputs: { c: [2] },
    failures: ['n @ p[0]', 'n @ p[2]'],
  },
  {
    title: 'E2: the failure after that fails the fan-out',
    scenario: scenario(
      [
        parallelizable('p', [], () => [1, 2, 3], { onItemError: { tolerate: '50%' } }),
        node('n', ['p'], oddFails),
        collect('c', ['n'], same),
      ],
      ['c'],
    ),
    outputs: {},
    failures: ['n @ p[0]', 'n @ p[2]'],
  },
  {
    title: 'E3: settled has an entry for every item',
    scenario: scenario(
      [
        { ...skipping, fanOut: { ...skipping.fanOut!, keyed: false } },
        node('n', ['p'], oddFails),
        collect('c', [settled('n')], (xs: { status: string; key?: string }[]) => xs.map(({ status, key }) => key ?? status)),
      ],
      ['c'],
    ),
    outputs: { c: ['0', 'fulfilled', '2'] },
    failures: ['n @ p[0]', 'n @ p[2]'],
  },
  {
    title: 'E3: a value gathered plainly beside it removes the item',
    scenario: scenario(
      [
        skipping,
        node('n', ['p'], oddFails),
        node('m', ['p'], (x: number) => (x === 3 ? boom() : x)),
        collect('c', [settled('n'), 'm'], (xs: { status: string }[], ms: number[]) => [xs.map(({ status }) => status), ms]),
      ],
      ['c'],
    ),
    outputs: {
      c: [
        ['rejected', 'fulfilled'],
        [1, 2],
      ],
    },
    failures: ['m @ p[2]', 'n @ p[0]', 'n @ p[2]'],
  },
  {
    title: 'E6: drop filters, and is no failure',
    scenario: scenario(
      [
        items,
        node('n', ['p'], oddDrops),
        node('m', ['n'], same),
        collect('c', ['m'], same),
        collect('d', ['p'], same),
        collect('e', [fold('m', 'count'), keys('p')], all),
      ],
      ['c', 'd', 'e', 'm'],
    ),
    outputs: { c: [2], d: [1, 2, 3], e: [1, ['1']], m: [2] },
    failures: [],
    calls: { p: 1, n: 3, m: 1, c: 1, d: 1, e: 1 },
  },
  {
    title: 'an outer value that was dropped takes the inner collectors that need it along, with or without inner items',
    scenario: scenario(
      [
        parallelizable('outer', [], () => [0, 1, 2, 3]),
        node('kept', ['outer'], oddDrops),
        parallelizable('inner', ['outer'], (o: number) => range(o)),
        node('n', ['inner', 'kept'], (i: number, k: number) => i + k),
        collect('some', ['n'], same),
        collect('lens', ['inner'], (xs: unknown[]) => xs.length),
        collect('total', ['some'], same),
        collect('all', ['lens'], same),
      ],
      ['total', 'all', 'n'],
    ),
    outputs: { total: [[], [2, 3]], all: [0, 1, 2, 3], n: [2, 3] },
    calls: { outer: 1, kept: 4, inner: 4, n: 2, some: 2, lens: 4, total: 1, all: 1 },
  },
  {
    title: 'E3: an outer value that failed gives rejected entries',
    scenario: scenario(
      [
        parallelizable('outer', [], () => [1, 2], skip),
        node('o', ['outer'], oddFails),
        parallelizable('inner', ['outer'], (o: number) => range(o), skip),
        node('n', ['inner', 'o'], (i: number, o: number) => i + o),
        collect('some', [settled('n')], (xs: { status: string }[]) => xs.map(({ status }) => status)),
        collect('total', ['some'], same),
      ],
      ['total'],
    ),
    outputs: { total: [['rejected'], ['fulfilled', 'fulfilled']] },
    failures: ['o @ outer[0]'],
  },
  {
    title: 'L-09, L-33, I4: overriding a parallelizable gives the items',
    scenario: scenario(
      [given('x'), parallelizable('p', ['x'], () => boom()), node('sq', ['p'], (x: number) => x * x), collect('c', ['sq'], sum)],
      ['c'],
      [{ name: 'p', by: 'constant', size: 3, value: -1, exactly: () => [1, 2, 3] }],
    ),
    outputs: { c: 14 },
    calls: { sq: 3, c: 1 },
  },
  {
    title: 'L-34, I4: an override of an inner node holds for every item',
    scenario: scenario(
      [items, node('n', ['p'], boom), node('m', ['n'], same), collect('c', ['m'], same)],
      ['c'],
      [{ name: 'n', by: 'constant', size: 0, value: -1, exactly: () => null }],
    ),
    outputs: { c: [null, null, null] },
    calls: { p: 1, m: 3, c: 1 },
  },
  {
    title: 'I4: perItem on a node and on a nested parallelizable',
    scenario: scenario(
      [...nested, node('n', ['inner'], same), collect('c', ['n', 'inner'], all, 'outer')],
      ['c'],
      [
        { name: 'n', by: 'perItem', size: 0, value: -1, exactly: same },
        { name: 'inner', by: 'perItem', size: 0, value: -1, exactly: (where) => [`${where}!`] },
      ],
    ),
    outputs: {
      c: [
        ['outer[0]/inner[0]', 'outer[1]/inner[0]', 'outer[2]/inner[0]'],
        ['outer[0]!', 'outer[1]!', 'outer[2]!'],
      ],
    },
    calls: { outer: 1, c: 1 },
  },
  {
    title: 'L-10: an overridden collector prunes its fan-out',
    scenario: scenario(
      [items, collect('c', ['p'], sum), node('next', ['c'], (x: number) => x + 1)],
      ['next'],
      [{ name: 'c', by: 'constant', size: 0, value: -1, exactly: () => 100 }],
    ),
    outputs: { next: 101 },
    calls: { next: 1 },
  },
  {
    title: 'E7: a fold that needs no more',
    scenario: scenario([items, collect('c', [fold('p', 'firstTwo')], same)], ['c']),
    outputs: { c: [1, 2] },
  },
  {
    title: 'O3: an empty request',
    scenario: scenario([items, collect('c', ['p'], same)], []),
    outputs: {},
    calls: {},
  },
];
