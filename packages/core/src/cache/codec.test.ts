import { cachedType, CachedTypes } from './cached-type';
import { Codec } from './codec';
import { ContentHasher } from './content-hash';

class Money {
  readonly #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  get cents(): number {
    return this.#cents;
  }
}

class Point {
  x = 1;
  get double(): number {
    return this.x * 2;
  }
}

function codec(types = new CachedTypes()): {
  encode: (value: unknown, format?: 'msgpack' | 'json' | 'v8') => ReturnType<Codec['encode']>;
  decode: Codec['decode'];
} {
  const hasher = new ContentHasher(types);
  const made = new Codec(types, hasher);
  return { encode: (value, format) => made.encode(value, hasher.versionOf(value), format), decode: (encoded) => made.decode(encoded) };
}

const { encode, decode } = codec();

it.each<[string, unknown, string]>([
  ['a number', 1.5, 'msgpack'],
  ['undefined', undefined, 'msgpack'],
  ['a record', { a: [1, { b: null }], c: undefined }, 'msgpack'],
  ['many records of a kind', Array.from({ length: 100 }, (_, index) => ({ index, name: `n${index}` })), 'msgpack'],
  ['dates, maps and sets', { at: new Date(5), map: new Map([[{ a: 1 }, new Set([1, '1'])]]) }, 'msgpack'],
  ['bytes', new Uint8Array([1, 2, 3]), 'msgpack'],
  ['big integers', [2n ** 63n, -(2n ** 80n)], 'msgpack'],
  ['NaN', [NaN, Infinity], 'msgpack'],
  ['-0', { a: [-0] }, 'v8'],
  ['holes', Object.assign(new Array<number>(3), [1]), 'v8'],
  ['a lone surrogate', 'x\ud800', 'v8'],
  ['a key that msgpackr changes', JSON.parse('{"__proto__":1}'), 'v8'],
])('%s comes back as it was', (_, value, format) => {
  const encoded = encode(value);

  expect(encoded?.format).toBe(format);
  expect(encoded && decode(encoded)).toEqual(value);
});

it.each(['msgpack', 'v8'] as const)("what %s reads is nobody else's: to change it does not change what is stored", (format) => {
  const written = { buffer: Buffer.from('abc'), bytes: new Uint8Array([1, 2]), inner: new Map([[1, Buffer.from('x')]]) };
  const { bytes } = encode(written, format) ?? { bytes: new Uint8Array() };

  const read = decode({ format, bytes }) as typeof written;
  read.buffer[0] = read.bytes[0] = 9;
  read.inner.get(1)?.fill(9);

  expect(decode({ format, bytes })).toEqual(written);
  expect(decode({ format, bytes: new Uint8Array(bytes) })).toEqual(written);
});

it('keeps what holds itself', () => {
  const ring: { next?: unknown } = {};
  ring.next = [ring];

  const encoded = encode(ring);

  expect(encoded && decode(encoded)).toEqual(ring);
});

it('writes JSON where that is asked for, and nothing that would not come back from it', () => {
  expect(Buffer.from(encode({ a: [1, 'two'] }, 'json')?.bytes ?? []).toString()).toBe('{"a":[1,"two"]}');
  expect(encode({ at: new Date(0) }, 'json')).toBeUndefined();
  expect(encode(undefined, 'json')).toBeUndefined();
  expect(encode({ a: undefined }, 'json')).toBeUndefined();
});

it('writes nothing that no format brings back', () => {
  expect(encode(new URL('https://a.test'))).toBeUndefined();
});

it('makes instances of registered classes again, wherever they are', () => {
  const money = cachedType(Money, { toPlain: ({ cents }) => cents, fromPlain: (cents) => new Money(cents) });
  const { encode, decode } = codec(new CachedTypes([money, cachedType(Point)]));
  const encoded = encode({ list: [new Money(5)], map: new Map([['point', new Point()]]), plain: { a: 1 } });

  const value = decode(encoded ?? { format: 'json', bytes: new Uint8Array() }) as { list: [Money]; map: Map<string, Point> };

  expect(value.list[0]).toBeInstanceOf(Money);
  expect(value.list[0].cents).toBe(5);
  expect(value.map.get('point')?.double).toBe(2);
});

it('does not write instances that it could not make again', () => {
  const types = new CachedTypes([cachedType(Money, { toPlain: ({ cents }) => cents })]);

  expect(codec(types).encode([new Money(1)])).toBeUndefined();
});

it('runs no code that it reads', () => {
  const { encode, decode } = codec();
  const hostile = { 'a(){};globalThis.ran=1;b': 1, constructor: 'x', toString: 1 };
  const encoded = encode(hostile);

  for (let read = 0; read < 10; read++) expect(encoded && decode(encoded)).toEqual(hostile);
  expect(globalThis).not.toHaveProperty('ran');
});

it.each([
  ['a class', () => cachedType('Money' as never)],
  ['functions', () => cachedType(Money, { toPlain: 1 as never })],
  ['toPlain with fromPlain', () => cachedType(Money, { fromPlain: () => new Money(1) })],
  ['a name', () => cachedType(class {})],
])('cachedType takes %s', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
});
