import { Socket } from 'node:net';
import { findUnsendable } from './find-unsendable';

class Point {
  readonly x = 1;
}

it.each<[value: unknown, found: string | undefined]>([
  [{ a: [1, new Date(), new Map([[1, new Set(['x'])]])], at: new Point() }, undefined],
  [new Uint8Array(new SharedArrayBuffer(2)), undefined],
  [() => 1, ': a function'],
  [{ a: [0, { 'b c': Symbol('s') }] }, '.a[1]["b c"]: a symbol'],
  [new Map([['client', new Socket()]]), '.get("client"): a Socket'],
  [{ later: Promise.resolve(1) }, '.later: a Promise'],
  [[new WeakMap()], '[0]: a WeakMap'],
])('%p: %p', (value, found) => {
  expect(findUnsendable(value)).toBe(found);
});
