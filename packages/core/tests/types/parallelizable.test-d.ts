import { collect, input, node, parallelizable } from '@millrace/core';
import type { Collect, Parallelizable } from '@millrace/core';
import { from, of, type Observable } from 'rxjs';
import type { Order, RegionOrders } from './services';

class Returns {
  @input() declare readonly orders: Order[];
  @input() declare readonly ids: string[];

  @parallelizable('orders') array(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
  @parallelizable('orders') set(orders: Order[]): Parallelizable<Order> {
    return new Set(orders);
  }
  @parallelizable('orders') observable(orders: Order[]): Parallelizable<Order> {
    return from(orders);
  }
  @parallelizable('orders') *generator(orders: Order[]): Generator<Order> {
    yield* orders;
  }
  @parallelizable('orders') async *asyncGenerator(orders: Order[]): AsyncGenerator<Order> {
    yield* orders;
  }
  @parallelizable('orders') asyncIterable(orders: Order[]): Parallelizable<Order> {
    return this.asyncGenerator(orders);
  }
  @parallelizable('orders') async promise(orders: Order[]): Promise<Parallelizable<Order>> {
    return orders;
  }
  @parallelizable('orders') promised(orders: Order[]): Parallelizable<Order> {
    return Promise.resolve(orders);
  }
  @parallelizable('orders') async promisedGenerator(orders: Order[]): Promise<Generator<Order>> {
    return this.generator(orders);
  }
  @parallelizable('orders') *inferred(orders: Order[]) {
    for (const order of orders) yield order.amount;
  }
  @parallelizable() *numbers(): Generator<number, void, undefined> {
    yield 1;
  }
  @parallelizable() strings(): Parallelizable<string> {
    return ['a'];
  }
  @parallelizable() lists(): Parallelizable<number[]> {
    return [[1]];
  }
  @parallelizable() unions(): Parallelizable<'a' | 'b' | undefined> {
    return ['a', undefined];
  }

  @node('array') a(x: Order): number {
    return x.amount;
  }
  @node('set') b(x: Order): number {
    return x.amount;
  }
  @node('observable') c(x: Order): number {
    return x.amount;
  }
  @node('generator') d(x: Order): number {
    return x.amount;
  }
  @node('asyncGenerator') e(x: Order): number {
    return x.amount;
  }
  @node('promise') f(x: Order): number {
    return x.amount;
  }
  @node('promisedGenerator') g(x: Order): number {
    return x.amount;
  }
  @node('inferred') h(x: number): number {
    return x;
  }
  @node('numbers') i(x: number): number {
    return x;
  }
  @node('strings') j(x: string): string {
    return x;
  }
  @node('lists') k(x: number[]): number {
    return x.length;
  }
  @node('unions') l(x: 'a' | 'b' | undefined): unknown {
    return x;
  }
  @parallelizable('lists') nested(list: number[]): Parallelizable<number> {
    return list;
  }
  @collect('nested', { over: 'lists' }) closed(xs: Collect<number>): number {
    return xs.length;
  }
  @collect('numbers') @parallelizable({ concurrency: 2, key: (x) => x.toFixed(1) }) *again(xs: Collect<number>): Generator<number> {
    yield* xs;
  }
  @node('again') afterAgain(x: number): number {
    return x;
  }
  @node() plainList(): string[] {
    return [];
  }
  @node('plainList') neverTakenApart(list: string[]): number {
    return list.length;
  }

  // @ts-expect-error an item, not the list
  @node('array') wholeList(xs: Order[]): number {
    return xs.length;
  }
  // @ts-expect-error an item, not the generator
  @node('generator') wholeGenerator(xs: Generator<Order>): unknown {
    return xs;
  }
  // @ts-expect-error a plain list does not say that it is taken apart
  @parallelizable('ids') list(ids: string[]): string[] {
    return ids;
  }
  // @ts-expect-error nor does a promise of one
  @parallelizable('ids') async promisedList(ids: string[]): Promise<string[]> {
    return ids;
  }
  // @ts-expect-error nor an Observable
  @parallelizable('ids') stream(ids: string[]): Observable<string> {
    return of(...ids);
  }
  // @ts-expect-error nor a string
  @parallelizable() text(): string {
    return 'abc';
  }
  // @ts-expect-error nothing at all
  @parallelizable() nothing(): void {}
  // @ts-expect-error
  @parallelizable('orders') wrongParameter(orders: string): Parallelizable<string> {
    return [orders];
  }
  // @ts-expect-error
  @parallelizable('ordrs') misspelt(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
  // @ts-expect-error
  @parallelizable('orders', 'ids') tooMany(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
}

class Options {
  @input() declare readonly orders: Order[];

  @parallelizable('orders', {
    concurrency: 8,
    key: (g) => g.region,
    uniqueKeys: true,
    ordered: false,
    onItemError: 'skip',
    window: 10,
    buffer: 5,
    name: 'n',
    description: 'd',
    version: '1',
  })
  *all(orders: Order[]): Generator<RegionOrders> {
    yield { region: '', orders };
  }
  @parallelizable('orders', { key: (g, index) => g.region + index.toFixed(), concurrency: Infinity }) keyWithIndex(
    orders: Order[],
  ): Parallelizable<Order> {
    return orders;
  }
  @parallelizable('orders', { key: ({ region }) => region }) async *keyOfAsync(orders: Order[]): AsyncGenerator<Order> {
    yield* orders;
  }
  @parallelizable({ key: String }) *keyOfAnything(): Generator<number> {
    yield 1;
  }
  @parallelizable({ onItemError: 'fail' }) *fail(): Generator<number> {
    yield 1;
  }
  @parallelizable({ onItemError: { tolerate: 5 } }) *tolerate(): Generator<number> {
    yield 1;
  }
  @parallelizable({ onItemError: { tolerate: '10%' } }) *toleratePercent(): Generator<number> {
    yield 1;
  }

  // @ts-expect-error no such member
  @parallelizable('orders', { key: (g) => g.regon }) wrongMember(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
  // @ts-expect-error a key is a string
  @parallelizable('orders', { key: (g) => g.amount }) numericKey(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
  // @ts-expect-error no such option
  @parallelizable('orders', { concurency: 8 }) misspeltOption(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
  // @ts-expect-error
  @parallelizable('orders', { concurrency: '8' }) wrongOption(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
  // @ts-expect-error
  @parallelizable({ onItemError: 'settle' }) *settle(): Generator<number> {
    yield 1;
  }
  // @ts-expect-error
  @parallelizable({ onItemError: { tolerate: '10' } }) *noPercent(): Generator<number> {
    yield 1;
  }
  // @ts-expect-error
  @parallelizable({ over: 'x' }) *foreignOption(): Generator<number> {
    yield 1;
  }
}
