import {
  applyTo,
  collect,
  config,
  context,
  defineDataflow,
  Driver,
  fold,
  GraphValidationError,
  inject,
  input,
  node,
  nodeOf,
  output,
  reducers,
  source,
  value,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { faultsOf } from '../fixtures/refusals';

const Orders = defineDataflow(
  {
    amounts: input<number[]>({ description: 'in euros' }),
    rate: input({ default: 2 }),
    amount: {
      role: 'parallelizable',
      deps: ['amounts'],
      *run(amounts: number[]) {
        yield* amounts;
      },
      key: (amount: number) => `€${amount}`,
      concurrency: 2,
    },
    converted: { deps: ['amount', 'rate'], run: async (amount: number, rate: number) => amount * rate, description: 'in dollars' },
    total: { role: 'collect', deps: [fold('converted', reducers.sum())], run: (total: number) => total },
    list: { role: 'collect', deps: ['converted'], run: (amounts: Collect<number>) => [...amounts] },
    path: { deps: ['amount', context()], run: (_amount: number, { path }: NodeContext) => path[0]?.key ?? '' },
    paths: { role: 'collect', deps: ['path'], run: (paths: Collect<string>) => paths.join(' ') },
  },
  { name: 'Orders' },
);

const codesOf = (build: () => unknown) => faultsOf(build).map(({ code }) => code);

describe('defineDataflow', () => {
  it('makes the graph that a class would make: inputs, nodes, fan-outs, collectors, the context', async () => {
    const driver = new Driver({ modules: [Orders] });

    const outputs = await driver.execute(['total', 'list', 'paths'], { inputs: { amounts: [1, 2, 3] } });

    expect(outputs).toEqual({ total: 12, list: [2, 4, 6], paths: '€1 €2 €3' });
    expect(driver.nodes({ module: 'Orders' }).find(({ name }) => name === 'converted')).toMatchObject({
      roles: ['node'],
      scope: ['amount'],
      dependencies: ['amount', 'rate'],
      description: 'in dollars',
      method: 'converted',
    });
  });

  it('mixes with classes in one driver, in both directions', async () => {
    class Report {
      @node() amounts(): number[] {
        return [1, 2];
      }
      @node(nodeOf(Orders, 'total'), source<string>('currency')) text(total: number, currency: string): string {
        return `${total} ${currency}`;
      }
    }
    const Currency = defineDataflow({
      currency: { deps: [nodeOf(Report, 'amounts')], run: (amounts: number[]) => '$'.repeat(amounts.length) },
    });

    const { text } = await new Driver({ modules: [Orders, Report, Currency] }).execute(['text']);

    expect(text).toBe('6 $$');
  });

  it('closes one fan-out and opens another in one node', async () => {
    const Twice = defineDataflow({
      digit: { role: 'parallelizable', run: (): Parallelizable<number> => [1, 2, 3] },
      top: {
        role: ['collect', 'parallelizable'],
        deps: ['digit'],
        over: 'digit',
        concurrency: 1,
        *run(digits: Collect<number>) {
          yield* digits.filter((digit) => digit > 1);
        },
      },
      sum: { role: 'collect', deps: ['top'], run: (tops: Collect<number>) => tops.reduce((a, b) => a + b) },
    });

    await expect(new Driver({ modules: [Twice] }).execute(['sum'])).resolves.toEqual({ sum: 5 });
  });

  it('takes modifiers as they would stand above a method, and variants by their suffix', async () => {
    const Rates = defineDataflow({
      rate__eu: { modifiers: [config.when({ region: 'eu' })], run: () => 1 },
      rate__us: { modifiers: [config.when({ region: 'us' })], run: () => 2 },
      double: { modifiers: [inject({ of: source('rate') })], deps: [source<number>('of')], run: (of: number) => 2 * of },
    });

    await expect(new Driver({ modules: [Rates], config: { region: 'us' } }).execute(['double'])).resolves.toEqual({ double: 4 });
  });

  it('takes steps behind other nodes, as @mutate does', async () => {
    const Prices = defineDataflow({
      net: { run: () => 10 },
      gross: { run: () => 12 },
      round: { mutates: ['net', applyTo('gross', value(100))], run: (price: number, plus = 1) => price + plus },
      both: { deps: ['net', 'gross'], run: (net: number, gross: number) => [net, gross] },
    });

    await expect(new Driver({ modules: [Prices] }).execute(['both'])).resolves.toEqual({ both: [11, 112] });
  });

  it('has the namespace and tags of its options', async () => {
    const Named = defineDataflow(
      { x: { run: () => 1 }, y: { deps: ['x'], run: (x: number) => x + 1 } },
      { namespace: 'n', tags: { owner: 'a' } },
    );
    const driver = new Driver({ modules: [Named] });

    await expect(driver.execute([output<{ 'n.y': number }>('n.y')])).resolves.toEqual({ 'n.y': 2 });
    expect(driver.nodes({ tags: { owner: 'a' } }).map(({ name }) => name)).toEqual(['n.x', 'n.y']);
  });

  it('asks no container for its instance', async () => {
    const get = jest.fn((cls: object) => new (cls as new () => object)());
    class Own {
      @node() one(): number {
        return 1;
      }
    }
    const Two = defineDataflow({ two: { deps: [source<number>('one')], run: (one: number) => one + 1 } });

    const { two } = await new Driver({ modules: [Own, Two], instances: { get } }).execute(['two']);

    expect(two).toBe(2);
    expect(get.mock.calls.map(([cls]) => cls)).toEqual([Own]);
  });

  it('may be extended by a class', async () => {
    class More extends Orders {
      @collect('converted') count(amounts: Collect<number>): number {
        return amounts.length;
      }
    }

    const { count, total } = await new Driver({ modules: [More] }).execute(['count', 'total'], { inputs: { amounts: [1, 2] } });

    expect([count, total]).toEqual([2, 6]);
  });

  it('has the functions as methods, for unit tests', () => {
    expect(new Orders().list([1, 2])).toEqual([1, 2]);
    expect(() => new Orders().rate).toThrow(/is an input, whose value belongs to a run/);
  });

  it('what is wrong with the graph is found as in classes', () => {
    const Wrong = defineDataflow({
      a: { deps: ['b'], run: (b: number) => b },
      constructor: { run: () => 1 },
      then: { run: () => 1 },
      few: { run: (x: number) => x },
    } as never);

    expect(codesOf(() => new Driver({ modules: [Wrong] })).sort()).toEqual([
      'ARITY_MISMATCH',
      'INVALID_METHOD',
      'RESERVED_NAME',
      'UNKNOWN_DEPENDENCY',
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /^dataflow is defined by undefined\. Give an object of members/m],
    ['a list', [], /^dataflow is defined by an array/m],
    ['a bare function', { x: () => 1 }, /^dataflow\.x is a function alone\. Say what it depends on/m],
    ['a literal', { x: 3 }, /^dataflow\.x is 3\. A member is a node/m],
    ['no function', { x: { deps: [] } }, /^dataflow\.x has undefined as "run"/m],
    ['a misspelt run', { x: { rnu: () => 1 } }, /Did you mean "rnu"\?/],
    ['deps that are no list', { x: { deps: 'y', run: () => 1 } }, /^dataflow\.x has the string "y" as "deps"/m],
    ['an unknown role', { x: { role: 'map', run: () => 1 } }, /^dataflow\.x has the role the string "map"\. A role is 'node'/m],
    ['targets that are no list', { x: { mutates: 'y', run: () => 1 } }, /^dataflow\.x has the string "y" as "mutates"/m],
    ['a step that is a node', { x: { mutates: ['y'], deps: ['y'], run: () => 1 } }, /^dataflow\.x has "mutates", so it is a step/m],
    ['modifiers that are none', { x: { run: () => 1, modifiers: [3] } }, /^dataflow\.x has "modifiers" that are no list of decorators/m],
  ])('refuses %s at once', (_, members, text) => {
    const define = (): unknown => defineDataflow(members as never);

    expect(define).toThrow(text);
    expect(codesOf(define)).toEqual(['INVALID_DEFINITION']);
  });

  it('tells all members that are none, with their places', () => {
    let thrown: unknown;
    try {
      defineDataflow({ a: 1, b: { run: 2, role: 3 } } as never, { name: 'Flow' });
    } catch (error) {
      thrown = error;
    }

    expect(thrown).toBeInstanceOf(GraphValidationError);
    expect((thrown as GraphValidationError).faults.map(({ at }) => at)).toEqual(['Flow.a', 'Flow.b', 'Flow.b']);
  });

  it('refuses unknown options of the dataflow and of a member', () => {
    expect(() => defineDataflow({ x: { run: () => 1 } }, { nmae: 'x' } as never)).toThrow(/has no option "nmae"\. Did you mean "name"\?/);
    const Misspelt = defineDataflow({ x: { run: () => 1, descripton: 'x' } as never });
    expect(() => new Driver({ modules: [Misspelt] })).toThrow(
      /dataflow\.x @node has no option "descripton"\. Did you mean "description"\?/,
    );
  });
});
