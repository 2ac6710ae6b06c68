import {
  collect,
  drop,
  fold,
  group,
  input,
  keys,
  node,
  optional,
  parallelizable,
  plain,
  reducers,
  settled,
  source,
  value,
} from '@millrace/core';
import type { Collect, Drop, Reducer, Settled } from '@millrace/core';
import type { Analysis, Order, RegionOrders } from './services';

const longest: Reducer<string, string> = { init: () => '', step: (a, b) => (b.length > a.length ? b : a) };

class Sales {
  @input() declare readonly orders: Order[];
  @input() declare readonly currency: string;

  @parallelizable('orders') *region(orders: Order[]): Generator<RegionOrders> {
    yield { region: 'eu', orders };
  }
  @node('region') async analysis(region: RegionOrders): Promise<Analysis> {
    return { revenue: region.orders.length, returns: 0 };
  }
  @node('analysis') revenue(analysis: Analysis): number {
    return analysis.revenue;
  }
  @node('region') name(region: RegionOrders): string {
    return region.region;
  }
  @node('region') big(region: RegionOrders): RegionOrders | Drop {
    return region.orders.length > 3 ? region : drop;
  }
  @node('region') async bigLater(region: RegionOrders): Promise<string | Drop> {
    return region.orders.length > 3 ? region.region : drop;
  }
  @node('big') dropIsNoPart(region: RegionOrders): number {
    return region.orders.length;
  }

  @collect('revenue') total(revenues: Collect<number>): number {
    return revenues.length;
  }
  @collect('revenue') readonlyList(revenues: readonly number[]): number {
    return revenues.length;
  }
  @collect('revenue') mutableList(revenues: number[]): number {
    return revenues.length;
  }
  @collect('revenue') iterable(revenues: Iterable<number>): number {
    return [...revenues].length;
  }
  @collect('revenue', 'name', { over: 'region' }) aligned(revenues: Collect<number>, names: Collect<string>): unknown {
    return [revenues, names];
  }
  @collect('big', 'bigLater') dropped(big: Collect<RegionOrders>, later: Collect<string>): unknown {
    return [big, later];
  }
  @collect('region') items(regions: Collect<RegionOrders>): RegionOrders[] {
    return [...regions];
  }
  @collect('revenue', plain('currency')) withPlain(revenues: Collect<number>, currency: string): unknown {
    return [revenues, currency];
  }
  @collect('revenue', plain(source<number>('rate')), plain(value(3)), plain(optional('currency', 'EUR'))) plains(
    revenues: Collect<number>,
    rate: number,
    three: 3,
    currency: string,
  ): unknown {
    return [revenues, rate, three, currency];
  }
  @collect(plain(group('currency', 'orders')), 'revenue') plainGroup(a: [string, Order[]], revenues: Collect<number>): unknown {
    return [a, revenues];
  }
  @collect(settled('revenue')) outcomes(revenues: Collect<Settled<number>>): unknown {
    return revenues;
  }
  @collect(settled('big')) settledDrop(big: Collect<Settled<RegionOrders>>): unknown {
    return big;
  }
  @collect(keys('revenue'), 'revenue') table(regions: Collect<string>, revenues: Collect<number>): unknown {
    return [regions, revenues];
  }
  @collect(group('name', 'revenue')) tuples(entries: Collect<[string, number]>): unknown {
    return entries;
  }
  @collect(group({ name: 'name', revenue: 'revenue', outcome: settled('revenue') })) records(
    entries: Collect<{ name: string; revenue: number; outcome: Settled<number> }>,
  ): unknown {
    return entries;
  }
  @collect(source<number>('generated'), optional('revenue', 0)) gatheredForms(a: Collect<number>, b: Collect<number>): unknown {
    return [a, b];
  }
  @collect(fold('revenue', reducers.sum())) sum(revenue: number): number {
    return revenue;
  }
  @collect(fold('revenue', reducers.mean()), fold('region', reducers.count())) mean(mean: number, count: number): unknown {
    return mean / count;
  }
  @collect(fold('revenue', reducers.min()), fold('revenue', reducers.max())) extremes(min: number | undefined, max?: number): unknown {
    return [min, max];
  }
  @collect(fold('name', reducers.toArray<string>())) array(names: string[]): unknown {
    return names;
  }
  @collect(
    fold(
      'region',
      reducers.groupBy((region: RegionOrders) => region.region),
    ),
  )
  grouped(map: Map<string, RegionOrders[]>): unknown {
    return map;
  }
  @collect(
    fold(
      'region',
      reducers.toMap((region: RegionOrders) => region.region),
    ),
  )
  mapped(map: ReadonlyMap<string, RegionOrders>): unknown {
    return map;
  }
  @collect(
    fold(
      'revenue',
      reducers.topK<number>(3, (a, b) => a - b),
    ),
    fold('revenue', reducers.histogram([0, 10])),
  )
  top(top: number[], histogram: number[]): unknown {
    return [top, histogram];
  }
  @collect(fold(group('name', 'revenue'), { init: () => 0, step: (sum: number, [, revenue]: [string, number]) => sum + revenue }))
  overGroup(sum: number): number {
    return sum;
  }
  @collect(
    fold(group({ n: 'name' }), { init: () => '', step: (all: string, { n }: { n: string }) => all + n, done: (all: string) => all.length }),
  )
  overRecord(length: number): number {
    return length;
  }
  @collect(fold('name', longest)) own(longest: string): string {
    return longest;
  }
  @collect(
    fold(settled('revenue'), {
      init: () => 0,
      step: (failed: number, entry: Settled<number>) => failed + (entry.status === 'rejected' ? 1 : 0),
    }),
  )
  failed(count: number): number {
    return count;
  }
  @collect(fold('revenue', { init: () => 0, step: (sum: number, entry: number) => (entry < 0 ? reducers.done(sum) : sum + entry) }))
  stopsEarly(sum: number): number {
    return sum;
  }

  // @ts-expect-error a list is gathered
  @collect('revenue') notGathered(revenue: number): number {
    return revenue;
  }
  // @ts-expect-error
  @collect('revenue') wrongEntry(revenues: Collect<string>): unknown {
    return revenues;
  }
  // @ts-expect-error
  @collect('revenu') misspelt(revenues: Collect<number>): unknown {
    return revenues;
  }
  // @ts-expect-error
  @collect('revenue') tooFew(revenues: Collect<number>, names: Collect<string>): unknown {
    return [revenues, names];
  }
  // @ts-expect-error
  @collect('revenue', 'name') tooMany(revenues: Collect<number>): unknown {
    return revenues;
  }
  // @ts-expect-error a plain value is no list
  @collect('revenue', plain('currency')) plainAsList(revenues: Collect<number>, currency: Collect<string>): unknown {
    return [revenues, currency];
  }
  // @ts-expect-error
  @collect('revenue', plain('curency')) misspeltPlain(revenues: Collect<number>, currency: string): unknown {
    return [revenues, currency];
  }
  // @ts-expect-error entries are Settled
  @collect(settled('revenue')) notSettled(revenues: Collect<number>): unknown {
    return revenues;
  }
  // @ts-expect-error
  @collect(settled('revenu')) misspeltSettled(revenues: Collect<Settled<number>>): unknown {
    return revenues;
  }
  // @ts-expect-error keys are strings
  @collect(keys('revenue')) wrongKeys(keys: Collect<number>): unknown {
    return keys;
  }
  // @ts-expect-error
  @collect(keys('revenu')) misspeltKeys(keys: Collect<string>): unknown {
    return keys;
  }
  // @ts-expect-error one list of tuples, not a tuple of lists
  @collect(group('name', 'revenue')) tupleOfLists(entries: [string[], number[]]): unknown {
    return entries;
  }
  // @ts-expect-error
  @collect(group({ name: 'nam' })) misspeltGroup(entries: Collect<{ name: string }>): unknown {
    return entries;
  }
  // @ts-expect-error the entries are strings
  @collect(fold('name', reducers.sum())) wrongFoldEntry(sum: number): number {
    return sum;
  }
  // @ts-expect-error the result is a number
  @collect(fold('revenue', reducers.sum())) wrongFoldResult(sum: string): string {
    return sum;
  }
  // @ts-expect-error none may be there
  @collect(fold('revenue', reducers.max())) maximumOfNone(max: number): number {
    return max;
  }
  // @ts-expect-error
  @collect(fold('revenu', reducers.sum())) misspeltFold(sum: number): number {
    return sum;
  }
  // @ts-expect-error
  @collect(fold(group('name', 'revenue'), reducers.sum())) wrongGroupFold(sum: number): number {
    return sum;
  }
  // @ts-expect-error a reducer has init and step
  @collect(fold('revenue', { step: (a: number, b: number) => a + b })) noInit(sum: number): number {
    return sum;
  }
  // @ts-expect-error
  @collect('revenue', { ovr: 'region' }) wrongOption(revenues: Collect<number>): unknown {
    return revenues;
  }
}
