import { collect, dataflow, input, node, parallelizable, source } from '@millrace/core';
import type { Collect, Parallelizable } from '@millrace/core';
import type { Order } from './services';

abstract class Base {
  @input() declare readonly orders: Order[];
  protected readonly factor: number = 2;

  @node('orders') count(orders: Order[]): number {
    return orders.length;
  }
  abstract price(count: number): number;

  @node('price') label(price: number): string {
    return String(price);
  }
  @parallelizable('orders') order(orders: Order[]): Parallelizable<Order> {
    return orders;
  }
  @node('order') protected weight(order: Order): number {
    return order.amount * this.factor;
  }
}

class Derived extends Base {
  @node('count') price(count: number): number {
    return count * this.factor;
  }
  override count(orders: Order[]): number {
    return super.count(orders) + 1;
  }
  @node('label', 'count') inherited(label: string, count: number): string {
    return label + count;
  }
  @node('label') override label(label: number | string): string {
    return String(label);
  }
  @collect('order') orderCount(orders: Collect<Order>): number {
    return orders.length;
  }
  // @ts-expect-error an inherited node's type
  @node('count') wrong(count: string): string {
    return count;
  }
}

class More extends Derived {
  @node('price', 'order') both(price: number, order: Order): number {
    return price + order.amount;
  }
}

interface Shape {
  area(side: number): number;
}

class Implements implements Shape {
  constructor(
    private readonly repository: { load(id: string): Promise<Order[]> },
    readonly clock: () => number,
  ) {}

  @input() declare readonly side: number;
  @input() declare readonly id: string;

  @node('side') area(side: number): number {
    return side * side;
  }
  @node('id') async load(id: string): Promise<Order[]> {
    return this.repository.load(id);
  }
  @node('load') first(orders: Order[]): Order | undefined {
    return orders[0];
  }
  @node('first') maybe(order: Order | undefined): number | null {
    return order?.amount ?? null;
  }
  @node('maybe') nullable(x: number | null): boolean {
    return x === null;
  }
  @node('nullable') flag(x: boolean): 'yes' | 'no' {
    return x ? 'yes' : 'no';
  }
  @node('flag') literal(x: 'yes' | 'no'): unknown {
    return x;
  }
  #own(): number {
    return 1;
  }
  @node() usesPrivate(): number {
    return this.#own();
  }
  // @ts-expect-error null does not fit
  @node('maybe') notNull(x: number): number {
    return x;
  }
  // @ts-expect-error a union does not fit one of its members
  @node('flag') narrower(x: 'yes'): unknown {
    return x;
  }
}

class Repository<T extends { readonly id: string }> {
  @input() declare readonly ids: string[];
  @input() declare readonly rows: T[];

  @node('rows') count(rows: T[]): number {
    return rows.length;
  }
  @node('ids') first(ids: string[]): string | undefined {
    return ids[0];
  }
  @node(source<T>('row')) id(row: T): string {
    return row.id;
  }
  @parallelizable('rows') row(rows: T[]): Parallelizable<T> {
    return rows;
  }
  @node('count') twice(count: number): number {
    return count * 2;
  }
  @node('rows') map(rows: T[]): Map<string, T> {
    return new Map(rows.map((row) => [row.id, row]));
  }
  @node('map') size(map: Map<string, T>): number {
    return map.size;
  }
}

class Concrete extends Repository<{ id: string; name: string }> {
  @node('rows') names(rows: { id: string; name: string }[]): string[] {
    return rows.map(({ name }) => name);
  }
  @node('row') name(row: { id: string; name: string }): string {
    return row.name;
  }
  // @ts-expect-error an item has a name that is a string
  @node('row') wrong(row: { name: number }): number {
    return row.name;
  }
}

class GenericMethods {
  @input() declare readonly xs: number[];

  @node('xs') first<T>(xs: T[]): T | undefined {
    return xs[0];
  }
  overloaded(xs: number[]): number;
  @node('xs') overloaded(xs: unknown): unknown {
    return xs;
  }
  @node('overloaded') fromOverloaded(x: number): number {
    return x;
  }
  @node('xs') readonly(xs: readonly number[]): ReadonlyMap<string, Set<number>> {
    return new Map([['', new Set(xs)]]);
  }
  @node('readonly') map(map: ReadonlyMap<string, ReadonlySet<number>>): number {
    return map.size;
  }
  @node('tuple') fromTuple([a, b]: readonly [number, string]): unknown {
    return [a, b];
  }
  @node() tuple(): [number, string] {
    return [1, ''];
  }
  @node() any(): any {
    return 1;
  }
  @node('any') fromAny(x: number): number {
    return x;
  }
  @node() nothing(): void {}
  @node('nothing') afterNothing(x: void): void {
    return x;
  }
  @node() never(): never {
    throw new Error('never');
  }
  @node('never') fromNever(x: number): number {
    return x;
  }
}

@dataflow({ namespace: 'sales', tags: { owner: 'growth', areas: ['a', 'b'] } })
class Namespaced {
  @node() year(): number {
    return 2026;
  }
}

@dataflow()
abstract class AbstractFlow {
  @node() year(): number {
    return 2026;
  }
}

class PrivateConstructor {
  private constructor() {}
  static create(): PrivateConstructor {
    return new PrivateConstructor();
  }
  @node() year(): number {
    return 2026;
  }
}
