import {
  collect,
  configuration,
  fold,
  group,
  input,
  keys,
  node,
  nodeOf,
  optional,
  plain,
  reducers,
  settled,
  source,
  value,
} from '@millrace/core';
import type { Analysis, Order } from './services';

class Rates {
  @node() rate(): number {
    return 1;
  }
  @node() async later(): Promise<string> {
    return '';
  }
  protected hidden(): number {
    return 1;
  }
}

class Forms {
  @input() declare readonly orders: Order[];
  @input() declare readonly name: string;
  @input() declare readonly format: (amount: number) => string;
  @input() declare readonly mode: 'fast' | 'slow';
  readonly plainField = 3;

  @node('orders') total(orders: Order[]): number {
    return orders.length;
  }
  @node('total', 'name') label(total: number, name: string): string {
    return name + total;
  }
  @node('total') async asynchronous(total: number): Promise<Analysis> {
    return { revenue: total, returns: 0 };
  }
  @node('asynchronous') awaited(analysis: Analysis): number {
    return analysis.revenue;
  }
  @node('orders') list(orders: Order[]): number[] {
    return orders.map(({ amount }) => amount);
  }
  @node('list') listStaysWhole(list: number[]): number {
    return list.length;
  }
  @node('list') readonlyParameter(list: readonly number[]): number {
    return list.length;
  }
  @node('total') wider(total: number | string | undefined): string {
    return String(total);
  }
  @node('mode') union(mode: 'fast' | 'slow'): string {
    return mode;
  }
  @node('mode') widerUnion(mode: string): string {
    return mode;
  }
  @node('format') functionInput(format: (amount: number) => string): string {
    return format(1);
  }
  @node('total', { description: 'with options', version: '2', name: 'other' }) withOptions(total: number): number {
    return total;
  }
  @node({ name: 'onlyOptions' }) onlyOptions(): number {
    return 1;
  }
  @node() bare(): number {
    return 1;
  }
  @node('plainField') plainMember(x: number): number {
    return x;
  }
  @node('total') unknownParameter(x: unknown): unknown {
    return x;
  }
  @node('total') private secret(total: number): number {
    return total;
  }
  @node('total') protected inner(total: number): number {
    return total;
  }

  @node(source<number>('a'), source<Order[]>('b')) sources(a: number, b: Order[]): number {
    return a + b.length;
  }
  @node(source('a')) sourceIsUnknown(a: unknown): unknown {
    return a;
  }
  @node(value(2), value('x'), value([1, 2]), value({ k: 1 }), value(null)) values(
    a: 2,
    b: string,
    c: number[],
    d: { k: number },
    e: null,
  ): unknown {
    return [a, b, c, d, e];
  }
  @node(configuration<string>('key')) configured(key: string): string {
    return key;
  }
  @node(nodeOf(Rates, 'rate'), nodeOf(() => Later, 'late'), nodeOf(Rates, 'later')) others(a: number, b: boolean, c: string): unknown {
    return [a, b, c];
  }
  @node(optional('total'), optional('total', 'none'), optional(source<number>('x'), 3)) optionals(
    a: number | undefined,
    b: number | string,
    c: number,
  ): unknown {
    return [a, b, c];
  }
  @node(optional('total')) optionalWithDefault(a = 3): number {
    return a;
  }
  @node(optional('total')) optionalParameter(a?: number): number | undefined {
    return a;
  }
  @node(group('total', 'name'), group({ t: 'total', r: source<boolean>('r') })) groups(
    a: [number, string],
    b: { t: number; r: boolean },
  ): unknown {
    return [a, b];
  }
  @node(group('total', 'list')) groupReadonly(a: readonly [number, readonly number[]]): unknown {
    return a;
  }
  @node(group('total', source<number>('x'))) groupAsArray(a: number[]): unknown {
    return a;
  }
  @node(group(), group({})) emptyGroups(a: [], b: object): unknown {
    return [a, b];
  }
  @node(group({ inner: group('total', group({ n: 'name' })) })) nested(a: { inner: [number, { n: string }] }): unknown {
    return a;
  }
  @node(group(...['a', 'b'].map((name) => source<number>(name)))) dynamicGroup(a: number[]): unknown {
    return a;
  }

  // @ts-expect-error a misspelt name
  @node('totl') misspelt(total: number): number {
    return total;
  }
  // @ts-expect-error the parameter is no string
  @node('total') mismatch(total: string): string {
    return total;
  }
  // @ts-expect-error one of two
  @node('total') tooFew(total: number, name: string): string {
    return name + total;
  }
  // @ts-expect-error one too many
  @node('total', 'name') tooMany(total: number): number {
    return total;
  }
  // @ts-expect-error a dependency too many for no parameters
  @node('total') noParameters(): number {
    return 1;
  }
  // @ts-expect-error a promise is awaited
  @node('asynchronous') notAwaited(analysis: Promise<Analysis>): unknown {
    return analysis;
  }
  // @ts-expect-error unknown option
  @node('total', { descripton: '' }) wrongOption(total: number): number {
    return total;
  }
  // @ts-expect-error option of another role
  @node('total', { concurrency: 3 }) foreignOption(total: number): number {
    return total;
  }
  // @ts-expect-error unknown does not fit
  @node(source('a')) unknownSource(a: number): number {
    return a;
  }
  // @ts-expect-error number does not fit
  @node(source<number>('a')) wrongSource(a: string): string {
    return a;
  }
  // @ts-expect-error
  @node(value(2)) wrongValue(a: string): string {
    return a;
  }
  // @ts-expect-error
  @node(configuration<string>('k')) wrongConfiguration(a: number): number {
    return a;
  }
  // @ts-expect-error
  @node(configuration('k')) unknownConfiguration(a: number): number {
    return a;
  }
  // @ts-expect-error
  @node(nodeOf(Rates, 'rate')) wrongNodeOf(a: string): string {
    return a;
  }
  // @ts-expect-error no such node
  @node(nodeOf(Rates, 'rat')) misspeltNodeOf(a: number): number {
    return a;
  }
  // @ts-expect-error not public
  @node(nodeOf(Rates, 'hidden')) protectedNodeOf(a: number): number {
    return a;
  }
  // @ts-expect-error undefined does not fit
  @node(optional('total')) wrongOptional(a: number): number {
    return a;
  }
  // @ts-expect-error the fallback does not fit
  @node(optional('total', 'none')) wrongFallback(a: number): number {
    return a;
  }
  // @ts-expect-error no such node
  @node(optional('totl')) misspeltOptional(a: number | undefined): unknown {
    return a;
  }
  // @ts-expect-error
  @node(group('total', 'name')) wrongGroup(a: [number, number]): unknown {
    return a;
  }
  // @ts-expect-error
  @node(group({ t: 'total' })) wrongRecord(a: { t: string }): unknown {
    return a;
  }
  // @ts-expect-error no such node
  @node(group('total', 'nam')) misspeltGroup(a: [number, string]): unknown {
    return a;
  }
  // @ts-expect-error only in collect
  @node(plain('total')) plainInNode(a: number): unknown {
    return a;
  }
  // @ts-expect-error only in collect
  @node(fold('total', reducers.sum())) foldInNode(a: number): unknown {
    return a;
  }
  // @ts-expect-error only in collect
  @node(settled('total')) settledInNode(a: unknown): unknown {
    return a;
  }
  // @ts-expect-error only in collect
  @node(keys('total')) keysInNode(a: string[]): unknown {
    return a;
  }
  // @ts-expect-error a number is no dependency
  @node(3) numberDependency(a: number): number {
    return a;
  }
  // @ts-expect-error not public
  @node('secret') privateDependency(a: number): number {
    return a;
  }
}

class Later {
  @node() late(): boolean {
    return true;
  }
}

class OnOtherThings {
  // @ts-expect-error a field is no method
  @node() field = 3;

  // @ts-expect-error an accessor is no method
  @node() get accessor(): number {
    return 1;
  }
  // @ts-expect-error a field is no method
  @collect('field') declare other: number[];
}
