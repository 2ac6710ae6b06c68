import { Socket } from 'node:net';
import { findUnsendable } from './find-unsendable';

class Point {
  readonly x = 1;
}

const ring: { self: object; list: object[] } = { self: {}, list: [{}, { f: () => 1 }] };
ring.self = ring;
ring.list[0] = ring;

it.each<[value: unknown, found: string | undefined]>([
  [{ a: [1, new Date(), new Map([[1, new Set(['x'])]])], at: new Point() }, undefined],
  [new Uint8Array(new SharedArrayBuffer(2)), undefined],
  [() => 1, ': a function'],
  [{ a: [0, { 'b c': Symbol('s') }] }, '.a[1]["b c"]: a symbol'],
  [new Map([['client', new Socket()]]), '.get("client"): a Socket'],
  [{ later: Promise.resolve(1) }, '.later: a Promise'],
  [[new WeakMap()], '[0]: a WeakMap'],
  [ring, '.list[1].f: a function'],
])('%p: %p', (value, found) => {
  expect(findUnsendable(value)).toBe(found);
});

it('gives up far inside, where even looking would overflow the stack', () => {
  let deep: unknown = null;
  for (let depth = 0; depth < 20_000; depth++) deep = [deep];

  expect(findUnsendable(deep)).toMatch(/^(\[0\]){100}: an Array, 100 levels deep$/);
});

it('names a getter that throws', () => {
  const value = {
    at: {
      get lazy(): number {
        throw new Error('not yet');
      },
    },
  };

  expect(findUnsendable(value)).toBe('.at.lazy: a getter that throws (Error: not yet)');
});
