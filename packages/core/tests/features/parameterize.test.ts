import {
  collect,
  config,
  Driver,
  group,
  inject,
  input,
  keys,
  node,
  optional,
  output,
  parallelizable,
  parameterize,
  parameterizeSources,
  parameterizeValues,
  resolveFromConfig,
  settings,
  source,
  value,
  type AnyDependency,
  type Collect,
} from '@millrace/core';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

describe('@parameterize', () => {
  class Prices {
    @input() declare readonly net: number;
    @node() dollarRate(): number {
      return 2;
    }
    @parameterize({ inEuro: { rate: value(1) }, inDollar: { rate: source('dollarRate') }, inBoth: [{}, 'as it is declared'] })
    @node('net', source<number>('rate'), { description: '{outputName}: {net} times {rate} {note}' })
    price(net: number, rate: number): number {
      return net * rate;
    }
  }

  it('gives a node for each name, and none for the method', async () => {
    const driver = new Driver({ modules: [Prices] });
    const outputs = [output<{ inEuro: number }>('inEuro'), output<{ inDollar: number }>('inDollar')] as const;

    await expect(driver.execute(outputs, { inputs: { net: 10 } })).resolves.toEqual({ inEuro: 10, inDollar: 20 });
    expect(driver.nodes({ role: 'node' }).map(({ name }) => name)).toEqual(['dollarRate', 'inEuro', 'inDollar', 'inBoth']);
  });

  it('fills descriptions in: what a dependency is bound to, its name where it is not, the output; other braces stay', () => {
    const graph = graphOf([Prices]);

    expect(graph.get('inEuro')?.description).toBe('inEuro: net times 1 {note}');
    expect(graph.get('inDollar')?.description).toBe('inDollar: net times dollarRate {note}');
    expect(graph.get('inBoth')?.description).toBe('as it is declared');
  });

  it.each<[string, AnyDependency, string]>([
    ['a group', group(source('a'), value(2)), 'a, 2'],
    ['a record of groups', group({ k: group(source('a'), source('b')) }), 'a, b'],
    ['an optional dependency', optional(source('a'), 3), 'a'],
    ['an object', value({ a: [1] }), '{"a":[1]}'],
    ['null', value(null), 'null'],
    ['a function', value(sum), 'sum'],
    ['what JSON cannot write', value({ big: 1n }), '[object Object]'],
  ])('writes %s into a description', (_what, bound, text) => {
    class Flow {
      @parameterize({ out: { x: bound } })
      @node(source('x'), { description: '{x}' })
      method(x: unknown): unknown {
        return x;
      }
    }

    expect(graphOf([Flow]).get('out')?.description).toBe(text);
  });

  it('binds to groups, and groups in groups', async () => {
    class Flow {
      @node() one(): number {
        return 1;
      }
      @parameterize({
        list: { xs: group(source('one'), value(2)) },
        nested: { xs: group(group(source('one'), value(2)), group({ three: value(3) })) },
      })
      @node(source<unknown>('xs'))
      shown(xs: unknown): string {
        return JSON.stringify(xs);
      }
    }

    await expect(
      new Driver({ modules: [Flow] }).execute([output<{ list: string }>('list'), output<{ nested: string }>('nested')]),
    ).resolves.toEqual({ list: '[1,2]', nested: '[[1,2],{"three":3}]' });
  });

  it('goes together with @inject: of other dependencies, of names inside, and of the same dependency', async () => {
    class Flow {
      @node() one(): number {
        return 1;
      }
      @parameterize({ first: { x: value(10) }, second: { x: value(20), one: value(5) }, third: { x: value(30), y: value(7) } })
      @inject({ y: group(source('one'), value(2)) })
      @node(source<number>('x'), source<unknown>('y'))
      shown(x: number, y: unknown): string {
        return `${x} ${JSON.stringify(y)}`;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(
      driver.execute([output<{ first: string }>('first'), output<{ second: string }>('second'), output<{ third: string }>('third')]),
    ).resolves.toEqual({ first: '10 [1,2]', second: '20 [5,2]', third: '30 7' });
  });

  it('makes several fan-outs of one method, and several collectors of one', async () => {
    class Flow {
      @parameterize({ low: { size: value(2) }, high: { size: value(3) } })
      @parallelizable(source<number>('size'))
      *items(size: number): Generator<number> {
        for (let i = 0; i < size; i++) yield i;
      }
      @node(source<number>('low')) same(x: number): number {
        return x;
      }
      @node(source<number>('high')) tenfold(x: number): number {
        return 10 * x;
      }
      @node(source<number>('high')) squared(x: number): number {
        return x * x;
      }
      @parameterize({ lows: { xs: source('same') }, tens: { xs: source('tenfold') }, squares: { xs: source('squared') } })
      @collect(source<number>('xs'), keys('same'))
      gathered(xs: Collect<number>, labels: Collect<string>): string {
        return `${xs.join()} at ${labels.join()}`;
      }
    }

    // The keys of "same" are not those of the items of "high".
    expect(() => new Driver({ modules: [Flow] })).toThrow(/INCOMPATIBLE|scope|fan-out/);

    class Fixed extends Flow {
      @parameterize({ lows: { xs: source('same') }, tens: { xs: source('tenfold') }, squares: { xs: source('squared') } })
      @collect(source<number>('xs'), keys('xs' as never))
      override gathered(xs: Collect<number>, labels: Collect<string>): string {
        return `${xs.join()} at ${labels.join()}`;
      }
    }
    const outputs = [output<{ lows: string }>('lows'), output<{ tens: string }>('tens'), output<{ squares: string }>('squares')] as const;

    await expect(new Driver({ modules: [Fixed] }).execute(outputs)).resolves.toEqual({
      lows: '0,1 at 0,1',
      tens: '0,10,20 at 0,1,2',
      squares: '0,1,4 at 0,1,2',
    });
  });

  it('wires nodes of one method to each other, and comes from a @resolve', async () => {
    class Sums {
      @node() one(): number {
        return 1;
      }
      @resolveFromConfig(({ sums }: { sums: Record<string, string[]> }) =>
        parameterize(
          Object.fromEntries(Object.entries(sums).map(([name, parts]) => [name, { parts: group(...parts.map((part) => source(part))) }])),
        ),
      )
      @node(source<number[]>('parts'))
      total(parts: number[]): number {
        return sum(parts);
      }
    }
    const sums = { two: ['one', 'one'], four: ['two', 'two'], five: ['four', 'one'] };
    const driver = new Driver({ modules: [Sums], config: { [settings.ENABLE_POWER_USER_MODE]: true, sums } });

    await expect(driver.execute([output<{ five: number }>('five')])).resolves.toEqual({ five: 5 });
  });

  it('is applied only where the config has the method, and never changes the class', async () => {
    class Flow {
      @config.when({ kind: 'many' })
      @parameterizeValues('x', { a: 1, b: 2 })
      @node(source<number>('x'))
      of__many(x: number): number {
        return x;
      }
      @config.whenNot({ kind: 'many' })
      @node()
      of__one(): number {
        return 0;
      }
    }

    expect([...graphOf([Flow], { config: { kind: 'many' } }).nodes.keys()]).toEqual(expect.arrayContaining(['a', 'b']));
    expect([...graphOf([Flow], { config: { kind: 'one' } }).nodes.keys()]).toEqual(expect.arrayContaining(['of']));
    expect([...graphOf([Flow], { config: { kind: 'many' } }).nodes.keys()]).not.toContain('of');
  });
});

describe('@parameterizeSources and @parameterizeValues', () => {
  it('are short for sources and for literals', async () => {
    class Flow {
      @node() one(): number {
        return 1;
      }
      @parameterizeSources({ twice: { x: 'one' }, fourTimes: { x: 'twice' } })
      @node(source<number>('x'))
      doubled(x: number): number {
        return 2 * x;
      }
      @parameterizeValues('x', { none: undefined, list: [1, 2] })
      @node(source('x'))
      written(x: unknown): string {
        return String(x);
      }
    }
    const outputs = [
      output<{ fourTimes: number }>('fourTimes'),
      output<{ none: string }>('none'),
      output<{ list: string }>('list'),
    ] as const;

    await expect(new Driver({ modules: [Flow] }).execute(outputs)).resolves.toEqual({ fourTimes: 4, none: 'undefined', list: '1,2' });
  });
});

describe('faults of @parameterize', () => {
  const decorated = (decorate: (...place: [object, string, PropertyDescriptor]) => void) => {
    class Flow {
      @node(source<number>('rate'))
      price(rate: number): number {
        return rate;
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Flow.prototype, 'price');
    decorate(Flow.prototype, 'price', descriptor ?? {});
    return Flow;
  };

  it.each<[string, string, unknown, RegExp]>([
    ['UNKNOWN_INJECTION', 'an unknown dependency', { a: { rat: value(1) } }, /for "a" rebinds "rat".*Did you mean "rate"\?/],
    ['INVALID_DEPENDENCY', 'a value that is no dependency', { a: { rate: 3 } }, /for "a" binds "rate" to 3.*Wrap it/],
    ['INVALID_DEPENDENCY', 'a bare name', { a: { rate: 'x' } }, /Write source\("x"\)/],
    ['INVALID_OPTION', 'no record', [], /takes a record with a member for each node.*not an array/],
    ['INVALID_OPTION', 'no record, but a map', new Map([['a', {}]]), /not an instance of Map/],
    ['INVALID_OPTION', 'no nodes', {}, /not an empty one/],
    ['INVALID_OPTION', 'bindings that are none', { a: 3 }, /gives 3 for "a"/],
    ['INVALID_OPTION', 'a dependency in the place of bindings', { a: value(3) }, /for "a"/],
    ['INVALID_OPTION', 'more than a description', { a: [{}, 'text', {}] }, /\[bindings, description\]/],
    ['INVALID_OPTION', 'a description that is no text', { a: [{}, 3] }, /\[bindings, description\]/],
    ['INVALID_NAME', 'a name that ends in __', { a__: {} }, /"a__", which ends in "__"/],
    ['INVALID_NAME', 'an empty name', { '': {} }, /empty name/],
    ['RESERVED_NAME', 'a reserved name', { then: {} }, /"then", which is reserved/],
  ])('%s: %s', (code, _what, given, text) => {
    const fault = graphFault([decorated(parameterize(given as never))]);

    expect(fault).toMatchObject({ code, at: 'Flow.price @parameterize', message: expect.stringMatching(text) as string });
  });

  it('lists all of them at once, and applies nothing', () => {
    const faults = graphFaults([decorated(parameterize({ a: { nope: value(1) }, b__: {}, c: { rate: 1 } } as never))]);

    expect(summaryOf(faults)).toEqual([
      'UNKNOWN_INJECTION Flow.price @parameterize',
      'INVALID_NAME Flow.price @parameterize',
      'INVALID_DEPENDENCY Flow.price @parameterize',
    ]);
  });

  it.each<[string, string, object]>([
    ['INVALID_DEPENDENCY', 'parameterizeSources', decorated(parameterizeSources({ a: { rate: 3 } } as never))],
    ['UNKNOWN_INJECTION', 'parameterizeValues', decorated(parameterizeValues('nope', { a: 3 }))],
    ['INVALID_OPTION', 'parameterizeValues', decorated(parameterizeValues('rate', 3 as never))],
  ])('%s: in @%s', (code, name, module) => {
    expect(graphFault([module])).toMatchObject({ code, at: `Flow.price @${name}` });
  });

  it.each<[string, object, string]>([
    ['parameterize', decorated(parameterize({})), 'Write { euro: { rate: value(1.1) }, dollar: { rate: source("rateOfToday") } }.'],
    [
      'parameterizeSources',
      decorated(parameterizeSources({})),
      'Write { euro: { rate: "rateOfEuro" }, dollar: { rate: "rateOfDollar" } }.',
    ],
    ['parameterizeValues', decorated(parameterizeValues('rate', {})), 'Write @parameterizeValues("rate", { euro: 1.1, dollar: 1 }).'],
  ])('@%s says how it is written', (_name, module, text) => {
    expect(graphFault([module]).message).toContain(text);
  });

  it('UNKNOWN_DEPENDENCY: the name of the method, which is no node', () => {
    class Flow {
      @parameterizeValues('x', { a: 1, b: 2 })
      @node(source<number>('x'))
      method(x: number): number {
        return x;
      }
      @node('method') after(x: number): number {
        return x;
      }
    }

    expect(graphFault([Flow]).message).toMatch(/gives the nodes "a" and "b".*source\('a'\)/);
  });

  it.each([
    [parameterize({ a: {} }), parameterize({ b: {} }), /@parameterize/],
    [parameterizeValues('rate', { a: 1 }), parameterize({ b: {} }), /@parameterize and @parameterizeValues/],
    [parameterizeSources({ a: {} }), parameterizeValues('rate', { a: 1 }), /@parameterizeSources and @parameterizeValues/],
  ])('EXCLUSIVE_MODIFIERS: two of them on one method (case %#)', (first, second, text) => {
    const faults = graphFaults([decorated((...place) => [first, second].forEach((decorate) => decorate(...place)))]);

    expect(faults).toEqual([expect.objectContaining({ code: 'EXCLUSIVE_MODIFIERS', message: expect.stringMatching(text) as string })]);
  });

  it('DUPLICATE_NODE: a name that another method gives', () => {
    class Flow {
      @node() a(): number {
        return 1;
      }
      @parameterizeValues('x', { a: 1 })
      @node(source<number>('x'))
      method(x: number): number {
        return x;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code: 'DUPLICATE_NODE' });
  });
});
