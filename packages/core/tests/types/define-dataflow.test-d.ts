import { expectTypeOf } from 'expect-type';
import {
  configuration,
  context,
  defineDataflow,
  Driver,
  each,
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
  type Collect,
  type Drop,
  type NodeContext,
  type Parallelizable,
  type Settled,
} from '@millrace/core';
import { drop } from '@millrace/core';
import type { Order } from './services';

const Sales = defineDataflow({
  orders: input<Order[]>({ description: 'all of them' }),
  rate: input({ default: 2 }),
  format: input<(amount: number) => string>(),

  order: {
    role: 'parallelizable',
    deps: ['orders'],
    run: (orders: Order[]): Parallelizable<Order> => orders,
    key: (order: Order) => String(order.amount),
    onItemError: { tolerate: '10%' },
  },
  amount: { deps: ['order', 'rate'], run: async ({ amount }: Order, rate: number) => amount * rate },
  paid: { deps: ['order'], run: (order: Order): Order | Drop => (order.amount > 0 ? order : drop) },
  stillOrder: { deps: ['paid'], run: (order: Order) => order.amount },
  widened: { deps: ['amount'], run: (amount: number | string | undefined) => String(amount) },
  formatted: { deps: ['amount', 'format'], run: (amount: number, format: (amount: number) => string) => format(amount) },
  told: { deps: [context(), 'amount'], run: ({ runId }: NodeContext, amount: number) => runId + amount },

  total: { role: 'collect', deps: ['amount'], run: (amounts: Collect<number>) => amounts.length },
  sum: { role: 'collect', deps: [fold('amount', reducers.sum())], run: (sum: number) => sum },
  all: {
    role: 'collect',
    deps: [settled('amount'), keys('amount'), plain('rate'), context()],
    run: (amounts: Collect<Settled<number>>, names: Collect<string>, rate: number, { signal }: NodeContext) => [
      amounts,
      names,
      rate,
      signal,
    ],
    over: 'order',
  },
  both: {
    role: ['collect', 'parallelizable'],
    deps: ['amount'],
    *run(amounts: Collect<number>) {
      yield* amounts;
    },
    concurrency: 4,
    over: 'order',
  },
  tens: { deps: ['both'], run: (both: number) => both * 10 },

  forms: {
    deps: [
      source<string>('x'),
      value(3),
      configuration<boolean>('flag'),
      optional('total', 0),
      group('total', 'sum'),
      group({ t: 'total' }),
    ],
    run: (x: string, three: 3, flag: boolean, total: number, pair: [number, number], record: { t: number }) => [
      x,
      three,
      flag,
      total,
      pair,
      record,
    ],
    description: 'all of them',
    version: '2',
  },
  variant__a: { run: () => 1 },
  variant__b: { run: async () => '' },
  ofVariant: { deps: ['variant'], run: (variant: number | string) => variant },
  withoutDeps: { run: () => 1 },
  injected: { run: (later: number) => later },
});

class Report {
  @node(nodeOf(Sales, 'total'), nodeOf(Sales, 'amount')) text(total: number, amount: number): string {
    return `${total} ${amount}`;
  }
  // @ts-expect-error a node of a definition has its type
  @node(nodeOf(Sales, 'total')) wrong(total: string): string {
    return total;
  }
}

const driver = new Driver({ modules: [Sales, Report] });

void driver.execute(['total', each('amount'), 'text', 'ofVariant', 'rate'], { inputs: { orders: [], rate: 3 } }).then((outputs) => {
  expectTypeOf(outputs).toEqualTypeOf<{ total: number; amount: number[]; text: string; ofVariant: string | number; rate: number }>();
});

// @ts-expect-error an input has the type it was given
void driver.execute(['total'], { inputs: { orders: 3 } });

expectTypeOf(new Sales().total).toEqualTypeOf<(amounts: Collect<number>) => number>();

// @ts-expect-error no such member
nodeOf(Sales, 'totl');

const Bad = {
  // @ts-expect-error an input whose type is not said is unknown
  unknownInput: defineDataflow({ x: input(), y: { deps: ['x'], run: (x: number) => x } }),
  // @ts-expect-error no such role
  role: defineDataflow({ y: { role: 'map', run: () => 1 } }),
  // @ts-expect-error the context is listed where its parameter stands
  context: defineDataflow({ y: { deps: [value(1)], run: (one: number, c: NodeContext) => [one, c] } }),
};
void Bad;
