import { DROP } from '../model/behaviour';
import type { OverrideSpec } from '../model/graph-spec';
import { collect, fold, given, keys, node, parallelizable, scenario, settled } from '../model/hand-made';
import type { Case } from './cases';

const same = <T>(x: T): T => x;
const all = (...args: readonly unknown[]): readonly unknown[] => args;
const sum = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);
const boom = (): never => {
  throw new Error('boom');
};
const constant = (name: string, value: unknown): OverrideSpec => ({ name, by: 'constant', size: 0, value: -1, exactly: () => value });
const skip = { onItemError: 'skip' } as const;

/** Graphs that random tests found an engine or the reference to be wrong about, made small. */
export const found: readonly Case[] = [
  {
    title: 'S5: gathers an inner value beside an inner collector over the same fan-out',
    scenario: scenario(
      [
        parallelizable('outer', [], () => [1, 2]),
        parallelizable('inner', ['outer'], (o: number) => [o, o * 10]),
        collect('total', ['inner'], sum),
        collect('table', ['inner', 'total'], all, 'outer'),
      ],
      ['table'],
    ),
    outputs: {
      table: [
        [1, 10, 2, 20],
        [11, 11, 22, 22],
      ],
    },
  },
  {
    title: 'S9: two fan-outs that each need a collector over the other',
    scenario: scenario(
      [
        parallelizable('p', [], () => [1, 2]),
        parallelizable('q', [], () => [10, 30]),
        collect('sumP', ['p'], sum),
        collect('sumQ', ['q'], sum),
        node('pShare', ['p', 'sumQ'], (x: number, total: number) => x / total),
        node('qShare', ['q', 'sumP'], (x: number, total: number) => x / total),
        collect('pShares', ['pShare'], same),
        collect('qShares', ['qShare'], same),
      ],
      ['pShares', 'qShares'],
    ),
    outputs: { pShares: [0.025, 0.05], qShares: [10 / 3, 10] },
    calls: { p: 1, q: 1, sumP: 1, sumQ: 1, pShare: 2, qShare: 2, pShares: 1, qShares: 1 },
  },
  {
    title: 'S9: the same inside the items of a third',
    scenario: scenario(
      [
        parallelizable('outer', [], () => [1, 2]),
        parallelizable('p', ['outer'], (o: number) => [o, o + 1]),
        parallelizable('q', ['outer'], (o: number) => [o * 10]),
        collect('sumP', ['p'], sum),
        collect('sumQ', ['q'], sum),
        node('x', ['p', 'sumQ'], (a: number, b: number) => a + b),
        node('y', ['q', 'sumP'], (a: number, b: number) => a + b),
        collect('xs', ['x'], same),
        collect('ys', ['y'], same),
        collect('end', ['xs', 'ys'], all),
      ],
      ['end'],
    ),
    outputs: {
      end: [
        [
          [11, 12],
          [22, 23],
        ],
        [[13], [25]],
      ],
    },
  },
  {
    title: 'I4, S9: an override inside a fan-out that opens in a later phase',
    scenario: scenario(
      [
        parallelizable('p', [], () => [1, 2]),
        collect('total', ['p'], sum),
        parallelizable('q', ['p', 'total'], (x: number, total: number) => [x, total]),
        parallelizable('r', ['q'], () => boom()),
      ],
      ['r'],
      [constant('r', ['a'])],
    ),
    outputs: { r: ['a', 'a', 'a', 'a'] },
    calls: { p: 1, total: 1, q: 2 },
  },
  {
    title: 'E7: a fold that throws beside a list, over an asynchronous source',
    scenario: scenario(
      [
        parallelizable('p', [], () => [1, 2], { source: 'asyncGenerator', concurrency: 1 }),
        collect('c', [{ ...fold('p', 'toArray'), failWhen: { modulus: 1, rest: 0 } }, 'p'], all),
      ],
      ['c'],
    ),
    outputs: {},
    failures: ['c @ '],
  },
  {
    title: 'E3: the key of a rejected value is that of the item in which the value lives',
    scenario: scenario(
      [
        parallelizable('outer', [], () => ['a'], skip),
        parallelizable('inner', ['outer'], () => ['b'], { keyed: true }),
        node('fails', ['outer'], boom),
        collect('c', ['inner', settled('fails'), keys('fails')], (_, [entry], [key]) => [entry.key, key], 'outer'),
      ],
      ['c'],
    ),
    outputs: { c: ['0', '0'] },
    failures: ['fails @ outer[0]'],
  },
  {
    title: 'an inner fan-out that could not be opened makes what is gathered from it absent, also where nothing is iterated',
    scenario: scenario(
      [
        given('x'),
        node('fails', ['x'], boom),
        parallelizable('outer', [], () => []),
        parallelizable('inner', ['outer', 'fails'], () => [1]),
        node('n', ['inner'], same),
        collect('ks', [keys('inner')], same),
      ],
      ['n', 'ks'],
      [constant('n', 7)],
    ),
    outputs: {},
    failures: ['fails @ '],
  },
  {
    title: 'a failure outweighs a drop, also where the drop keeps a fan-out from being opened',
    scenario: scenario(
      [
        parallelizable('p', [], () => [1]),
        node('dropped', ['p'], () => DROP),
        node('fails', ['p'], boom),
        parallelizable('q', ['dropped'], () => [1]),
        node('n', ['q', 'fails'], all),
        collect('c', ['n'], same),
        collect('end', ['c'], same),
      ],
      ['end', 'n'],
    ),
    outputs: {},
    failures: ['fails @ p[0]'],
  },
  {
    title: 'E2: a collector over which nothing was lost stands, whatever a plain value of it has lost',
    scenario: scenario(
      [
        parallelizable('p', [], () => [1, 2, 3], skip),
        node('odd', ['p'], (x: number) => (x % 2 === 1 ? boom() : x)),
        collect('odds', ['odd'], same),
        node('count', ['odds'], (xs: unknown[]) => xs.length),
        collect('c', ['p', { kind: 'plain', of: { kind: 'ref', name: 'count' } }], all),
      ],
      ['c'],
    ),
    outputs: { c: [[1, 2, 3], 1] },
    failures: ['odd @ p[0]', 'odd @ p[2]'],
  },
  {
    title: 'E6, S9: what a first phase dropped does not take the items of the next along',
    scenario: scenario(
      [
        parallelizable('p', [], () => [1, 2, 3]),
        node('odd', ['p'], (x: number) => (x % 2 === 1 ? DROP : x)),
        collect('odds', ['odd'], sum),
        node('n', ['p', 'odds'], (x: number, total: number) => x + total),
        collect('c', ['n'], same),
      ],
      ['c'],
    ),
    outputs: { c: [3, 4, 5] },
  },
];
