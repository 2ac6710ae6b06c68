import { collect, Driver, each, input, node, output, parallelizable, perItem } from '@millrace/core';
import type { Collect, Drop, ItemFailure, ItemPath, Settled } from '@millrace/core';
import { expectTypeOf } from 'expect-type';
import { Container } from 'typedi';
import type { Order } from './services';

class Orders {
  readonly #db = new Map<string, Order>();
  private readonly db: string = 'orders';
  readonly log = (text: string) => `${this.db} ${this.#db.size} ${text}`;

  @input() declare readonly orders: Order[];
  @input() declare readonly since?: Date;

  @parallelizable('orders') *order(orders: Order[]): Generator<Order> {
    yield* orders;
  }
  @node('order') async amount(order: Order): Promise<number> {
    return order.amount;
  }
  @node('order') region(order: Order): string | Drop {
    return order.region;
  }
  @collect('amount') total(amounts: Collect<number>): number {
    return amounts.length;
  }
  @node('total') async label(total: number): Promise<string> {
    return String(total);
  }
  @node() rate__eu(): number {
    return 1;
  }
  @node() rate__us(): string {
    return '1';
  }
  @node() shared(): number {
    return 1;
  }
  @node() private secret(): number {
    return 1;
  }
}

class Invoices {
  private readonly db: number = 1;

  @input() declare readonly year: number;
  @input() declare readonly since?: Date;

  @node('year') invoice(year: number): { readonly year: number } {
    return { year: year + this.db };
  }
  @node() shared(): string {
    return '';
  }
}

const driver = new Driver({ modules: [Orders, Invoices] });
const anOrder: Order = { region: 'eu', amount: 1 };

async function results(): Promise<void> {
  const result = await driver.execute([
    'total',
    'label',
    'invoice',
    each('amount'),
    each('region'),
    each('order'),
    output<{ made: boolean }>('made'),
    output<{ 'ns.x': Date }>('ns.x'),
  ]);
  expectTypeOf(result).branded.toEqualTypeOf<{
    total: number;
    label: string;
    invoice: { readonly year: number };
    amount: number[];
    region: string[];
    order: Order[];
    made: boolean;
    'ns.x': Date;
  }>();
  expectTypeOf((await driver.execute([])) as object).toEqualTypeOf<object>();
  expectTypeOf((await driver.execute(['shared'])).shared).toEqualTypeOf<number | string>();
  expectTypeOf((await driver.execute(['rate'])).rate).toEqualTypeOf<number | string>();
  expectTypeOf((await driver.execute(['rate__eu'])).rate__eu).toEqualTypeOf<number>();
  expectTypeOf((await driver.execute(['orders', 'year'])).orders).toEqualTypeOf<Order[]>();
  expectTypeOf((await driver.execute([each('rate')])).rate).toEqualTypeOf<(number | string)[]>();

  const names = ['total', 'label'] as const;
  expectTypeOf((await driver.execute(names)).label).toEqualTypeOf<string>();
  const { total } = await driver.execute(['total'], {
    inputs: { orders: [anOrder], anything: 1 },
    overrides: { amount: perItem((path) => path.length), made: 1 },
  });
  expectTypeOf(total).toEqualTypeOf<number>();

  const settled = await driver.executeSettled(['total', each('amount'), output<{ made: boolean }>('made')]);
  expectTypeOf(settled.total).toEqualTypeOf<Settled<number>>();
  expectTypeOf(settled.amount).toEqualTypeOf<Settled<number[]>>();
  expectTypeOf(settled.made).toEqualTypeOf<Settled<boolean>>();

  for await (const { path, key, value } of driver.stream('amount', { inputs: { orders: [] } })) {
    expectTypeOf(path).toEqualTypeOf<ItemPath>();
    expectTypeOf(key).toEqualTypeOf<string>();
    expectTypeOf(value).toEqualTypeOf<number>();
  }
  for await (const { value } of driver.stream(output<{ made: Date }>('made'))) expectTypeOf(value).toEqualTypeOf<Date>();
  expectTypeOf((await driver.with({ config: { a: 1 } }).execute(['total'])).total).toEqualTypeOf<number>();
}

async function options(): Promise<void> {
  await driver.execute(['total'], {
    inputs: { orders: [anOrder], year: 3, since: new Date() },
    overrides: { total: 3, amount: perItem(([item]) => item?.index) },
    signal: AbortSignal.timeout(10),
    runId: 'r',
    context: { user: 1 },
    onFailure: (failure) => expectTypeOf(failure).toEqualTypeOf<ItemFailure>(),
  });
  await driver.execute(['total'], { inputs: { since: undefined } });
  await driver.execute(['total'], { inputs: { log: 3 as never } });
  const inputs: Record<string, unknown> = { orders: [anOrder] };
  await driver.execute(['total'], { inputs });
  // @ts-expect-error
  await driver.execute(['total'], { inputs: { orders: 'none' } });
  // @ts-expect-error
  await driver.execute(['total'], { inputs: { year: '2026' } });
  // @ts-expect-error
  await driver.execute(['total'], { input: {} });
  // @ts-expect-error
  await driver.execute(['total'], { onFailure: (failure) => failure.nodes });
}

async function refused(): Promise<void> {
  // @ts-expect-error
  await driver.execute(['totl']);
  // @ts-expect-error a lone string is no list
  await driver.execute('total');
  // @ts-expect-error private
  await driver.execute(['secret']);
  // @ts-expect-error
  await driver.execute([each('amont')]);
  // @ts-expect-error
  await driver.execute([3]);
  // @ts-expect-error the name is a key of the record
  await driver.execute([output<{ made: boolean }>('mad')]);
  // @ts-expect-error
  await driver.executeSettled(['totl']);
  // @ts-expect-error
  driver.stream('amont');
  // @ts-expect-error names that are not known need output()
  await driver.execute(['total'] as string[]);
  const { total } = await driver.execute(['total']);
  // @ts-expect-error
  const text: string = total;
  // @ts-expect-error
  const { label } = await driver.execute(['total']);
  void [text, label];
}

async function drivers(): Promise<void> {
  const withInstance = new Driver({ modules: [new Orders(), Invoices] });
  expectTypeOf((await withInstance.execute(['total', 'invoice'])).total).toEqualTypeOf<number>();

  const modules: object[] = [Orders];
  const unknown = new Driver({ modules });
  expectTypeOf((await unknown.execute(['whatever', each('x')])).whatever).toEqualTypeOf<unknown>();
  expectTypeOf((await unknown.execute(['whatever', each('x')])).x).toEqualTypeOf<unknown[]>();

  const accepted: Driver = driver;
  await accepted.execute(['total'], { inputs: { a: 1 } });

  new Driver({
    modules: [Orders],
    config: { region: 'eu' },
    instances: Container,
    concurrency: { order: 3 },
    maxConcurrency: Infinity,
    graceMs: 100,
    allowOverrides: true,
  });
  new Driver({ modules: [Orders], instances: { get: () => new Orders() } });
  new Driver({ modules: [Orders], instances: { get: async (cls, { runId, context }) => ({ cls, runId, context }) } });
  // @ts-expect-error
  new Driver({ modules: Orders });
  // @ts-expect-error
  new Driver({ modules: ['Orders'] });
  // @ts-expect-error
  new Driver({ modules: [Orders], maxConcurency: 3 });
  // @ts-expect-error
  new Driver({});
}
