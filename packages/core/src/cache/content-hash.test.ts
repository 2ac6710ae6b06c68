import { createContext, runInContext } from 'node:vm';
import { cachedType, CachedTypes } from './cached-type';
import { ContentHasher } from './content-hash';

class Money {
  readonly cents: number;
  constructor(cents: number) {
    this.cents = cents;
  }
}

const hasher = new ContentHasher(new CachedTypes());
const versionOf = (value: unknown): string => hasher.versionOf(value);

/** Values of which no two are equal. */
const different: readonly (readonly [string, unknown])[] = [
  ['1', 1],
  ["'1'", '1'],
  ['1n', 1n],
  ['true', true],
  ["'true'", 'true'],
  ['0', 0],
  ['-0', -0],
  ['NaN', NaN],
  ['null', null],
  ["'null'", 'null'],
  ['undefined', undefined],
  ['an empty text', ''],
  ['[1]', [1]],
  ["['1']", ['1']],
  ['{ 0: 1 }', { 0: 1 }],
  ['a map of 0 to 1', new Map([[0, 1]])],
  ['a set of 1', new Set([1])],
  ['[[1]]', [[1]]],
  ['[1, 2]', [1, 2]],
  ['[2, 1]', [2, 1]],
  ['[[1], 2]', [[1], 2]],
  ['[[1, 2]]', [[1, 2]]],
  ['[-0]', [-0]],
  ['[0]', [0]],
  ['[NaN]', [NaN]],
  ['[undefined]', [undefined]],
  ['[null]', [null]],
  ['a hole', new Array(1)],
  ['two holes', new Array(2)],
  ['{}', {}],
  ['[]', []],
  ['{ a: undefined }', { a: undefined }],
  ['{ a: null }', { a: null }],
  ['{ a: { b: 1 } }', { a: { b: 1 } }],
  ["{ 'a.b': 1 }", { 'a.b': 1 }],
  ["{ a: 'b', c: 'd' }", { a: 'b', c: 'd' }],
  ["{ a: 'c', b: 'd' }", { a: 'c', b: 'd' }],
  ["['ab', 'c']", ['ab', 'c']],
  ["['a', 'bc']", ['a', 'bc']],
  ['a date', new Date(1)],
  ['a later date', new Date(2)],
  ['no date', new Date(NaN)],
  ['an empty map', new Map()],
  ['an empty set', new Set()],
  [
    'a map in order',
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
  ],
  [
    'a map in another order',
    new Map([
      ['b', 2],
      ['a', 1],
    ]),
  ],
  ['bytes', new Uint8Array([1, 2])],
  ['clamped bytes', new Uint8ClampedArray([1, 2])],
  ['a buffer', Buffer.from([1, 2])],
  ['words', new Uint16Array([513])],
  ['floats', new Float64Array([0])],
  ['floats of -0', new Float64Array([-0])],
  ['an array buffer', new Uint8Array([1, 2]).buffer],
  ['a view', new DataView(new Uint8Array([1, 2]).buffer)],
  ['big integers', new BigInt64Array([1n])],
  ['an expression', /a/],
  ['an expression with a flag', /a/i],
  ['an address', new URL('https://a.test/')],
  ["the address's text", 'https://a.test/'],
  ['a long text', 'x'.repeat(10_000)],
  ['a longer text', 'x'.repeat(10_001)],
  ['a lone surrogate', '\ud800'.repeat(50)],
  ['another', '\ud801'.repeat(50)],
  ['a large integer', 2n ** 200n],
  ['a larger one', 2n ** 200n + 1n],
];

it('gives different values different versions', () => {
  const byVersion = new Map<string, string>();

  for (const [name, value] of different) {
    const version = versionOf(value);
    expect(`${name} as ${byVersion.get(version) ?? name}`).toBe(`${name} as ${name}`);
    byVersion.set(version, name);
  }

  expect(byVersion.size).toBe(different.length);
});

it.each<[string, unknown, unknown]>([
  ['texts', 'a', 'a'],
  ['NaNs of any bits', [NaN], [-NaN]],
  ['records in any order', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['records without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ['sets in any order', new Set([1, 'x', { a: 1 }]), new Set([{ a: 1 }, 'x', 1])],
  ['parts held twice and their copies', ((part) => [part, part])({ a: 1 }), [{ a: 1 }, { a: 1 }]],
  ['views of the same bytes', new Uint8Array([9, 1, 2]).subarray(1), new Uint8Array([1, 2])],
  ['large bytes', new Uint8Array(100_000).fill(1), new Uint8Array(100_000).fill(1)],
])('gives equal versions: %s', (_, one, other) => {
  expect(versionOf(one)).toBe(versionOf(other));
});

it('is the same in every process: it may not change without need, since all stored results would be lost', () => {
  expect(versionOf({ b: [1, 'two', null], a: new Date(0) })).toBe('#fc982bd8899757f3e75ffa8652ea64898974e3a1');
});

it('tells short values by themselves', () => {
  expect([1, 'a"b', -0, 5n, null, undefined, false].map(versionOf)).toEqual(['1', '"a\\"b"', '-0', '5n', 'null', 'undefined', 'false']);
});

it('takes values of another realm for what they are', () => {
  const foreign: unknown = runInContext('({ list: [1, new Date(0)], map: new Map([[1, new Set([2])]]) })', createContext());

  expect(versionOf(foreign)).toBe(versionOf({ list: [1, new Date(0)], map: new Map([[1, new Set([2])]]) }));
});

it('comes to an end with what holds itself', () => {
  const ring = (name: string): object => {
    const one: { name: string; next?: unknown } = { name };
    one.next = [one];
    return one;
  };

  expect(versionOf(ring('a'))).toBe(versionOf(ring('a')));
  expect(versionOf(ring('a'))).not.toBe(versionOf(ring('b')));
});

it.each<[string, unknown, string | RegExp]>([
  ['functions', { items: [{ format: () => 1 }] }, 'the function format, at .items[0].format'],
  ['symbols', [Symbol('x')], 'a symbol, at [0]'],
  ['proxies', new Proxy({}, {}), 'a proxy'],
  ['promises', { later: Promise.resolve(1) }, 'an instance of Promise, at .later'],
  ['instances of unknown classes', [new Money(1)], 'an instance of Money, at [0]'],
  ['instances of what extends a known class', new (class Bag extends Map {})(), 'an instance of Bag'],
  ['errors', new Error('x'), 'an instance of Error'],
  ['records with symbols for keys', { [Symbol('x')]: 1 }, 'a record with a symbol as a key'],
  ['lists with keys of their own', 'ab'.match(/a(b)/), 'a list that has keys besides its entries'],
  ['dates with fields of their own', Object.assign(new Date(0), { zone: 'x' }), 'an instance of Date with fields of its own'],
  ['weak maps', new WeakMap(), 'an instance of WeakMap'],
  ['generators', (function* () {})(), 'an object with a prototype of its own'],
  ['boxed numbers', Object(1), 'an instance of Number'],
  ['records with keys that are not seen', Object.defineProperty({}, 'hidden', { value: 1 }), 'a record with a hidden key'],
  ['lists with countless holes', new Array<number>(4e9), 'a list with more than 100000 holes'],
  [
    'what throws when it is read',
    [
      {
        get it(): never {
          throw new Error('gone');
        },
      },
    ],
    'something that throws when it is read (gone), at [0]',
  ],
  ['memory that was given away', detached(), 'something that throws when it is read'],
  ['values too deep to be real', deep(501), /^a value more than 500 levels deep, at .{0,150}$/],
])('has no version for %s', (_, value, what) => {
  expect(() => versionOf(value)).toThrow(what);
});

it('hashes instances of registered classes by what makes them what they are', () => {
  const types = new CachedTypes([cachedType(Money, { toPlain: ({ cents }) => cents })]);
  const registered = new ContentHasher(types);

  expect(registered.versionOf(new Money(1))).toBe(registered.versionOf(new Money(1)));
  expect(registered.versionOf(new Money(1))).not.toBe(registered.versionOf(new Money(2)));
  expect(registered.versionOf([new Money(1)])).not.toBe(registered.versionOf([1]));
});

it('comes to an end with sets that hold themselves', () => {
  const ring = (name: string): Set<unknown> => {
    const set = new Set<unknown>([name]);
    return set.add({ set });
  };

  expect(versionOf(ring('a'))).toBe(versionOf(ring('a')));
  expect(versionOf(ring('a'))).not.toBe(versionOf(ring('b')));
});

it('is of use again after a value that it refused', () => {
  const before = versionOf({ a: 1 });

  expect(() => versionOf({ a: [() => 1] })).toThrow('function');
  expect(versionOf({ a: 1 })).toBe(before);
});

function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
