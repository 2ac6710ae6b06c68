import {
  collect,
  config,
  configuration,
  context,
  dataflow,
  Driver,
  does,
  each,
  input,
  mutate,
  node,
  nodeOf,
  optional,
  output,
  parallelizable,
  parameterizedSubdag,
  pipeInput,
  pipeOutput,
  source,
  step,
  subdag,
  value,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { graphFault, graphFaults, summaryOf } from '../fixtures/build';

class Sum {
  @input() declare readonly seed: number;

  @node('seed') next(seed: number): number {
    return seed + 1;
  }
  @node('seed', 'next') sum(seed: number, next: number): number {
    return seed + next;
  }
}

const namesOf = (driver: Driver) => driver.nodes().map(({ name }) => name);
const numbers = <const N extends string>(...names: N[]) => names.map((name) => output<Record<string, number>>(name));

describe('subdag', () => {
  class Report {
    @subdag(Sum, { inputs: { seed: source('n') } })
    @node(source<number>('sum'))
    first(sum: number): number {
      return sum;
    }
    @subdag(Sum, { inputs: { seed: source('first') }, namespace: 'again' })
    @node(source<number>('sum'), 'first')
    second(sum: number, first: number): number[] {
      return [first, sum];
    }
  }

  it('brings a dataflow in under a namespace, whose nodes can be requested', async () => {
    const driver = new Driver({ modules: [Report] });

    await expect(driver.execute(['second', ...numbers('first.next', 'again.sum')], { inputs: { n: 1 } })).resolves.toEqual({
      second: [3, 7],
      'first.next': 2,
      'again.sum': 7,
    });
    expect(namesOf(driver)).toEqual([
      'n',
      'first.seed',
      'first.next',
      'first.sum',
      'first',
      'again.seed',
      'again.next',
      'again.sum',
      'second',
    ]);
    expect(driver.nodes().find(({ name }) => name === 'first.sum')).toMatchObject({ module: 'Sum', method: 'sum' });
    expect(driver.nodes().find(({ name }) => name === 'first.seed')).toMatchObject({ module: 'Report', generated: 'input' });
  });

  it('takes one instance of a class for all its uses in a run', async () => {
    const get = jest.fn((cls: abstract new () => object) => Reflect.construct(cls as new () => object, []) as object);

    await new Driver({ modules: [Report], instances: { get } }).execute(['second'], { inputs: { n: 1 } });

    expect(get.mock.calls.map(([cls]) => cls.name).sort()).toEqual(['Report', 'Sum']);
  });

  it('looks names up inside first, then outside; externalInputs come from outside, bare names from the class', async () => {
    class Inner {
      @node() rate(): number {
        return 2;
      }
      @node('rate', source<number>('base')) scaled(rate: number, base: number): number {
        return rate * base;
      }
    }
    class Outer {
      @node() base(): number {
        return 10;
      }
      @node() rate(): number {
        return 100;
      }
      @subdag(Inner) @node(source<number>('scaled'), source<number>('rate'), 'rate') inside(...ns: number[]): number[] {
        return ns;
      }
      @subdag(Inner, { externalInputs: ['rate'] }) @node(source<number>('scaled'), source<number>('rate')) outside(
        scaled: number,
        rate: number,
      ): number[] {
        return [scaled, rate];
      }
    }

    await expect(new Driver({ modules: [Outer] }).execute(['inside', 'outside'])).resolves.toEqual({
      inside: [20, 2, 100],
      outside: [20, 100],
    });
  });

  it('takes inputs that nobody hands in from outside: a node, the config, or an input of the run', async () => {
    class Inner {
      @input() declare readonly a: number;
      @input() declare readonly b: number;
      @input({ default: 4 }) declare readonly c: number;
      @input() declare readonly d: number;
      @node('a', 'b', 'c', 'd') all(...ns: number[]): number[] {
        return ns;
      }
    }
    class Outer {
      @node() a(): number {
        return 1;
      }
      @subdag(Inner) @node(source<number[]>('all')) use(all: number[]): number[] {
        return all;
      }
    }
    const driver = new Driver({ modules: [Outer], config: { b: 2 } });

    await expect(driver.execute(['use'], { inputs: { d: 5 } })).resolves.toEqual({ use: [1, 2, 4, 5] });
    expect(
      driver
        .nodes({ role: 'input' })
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['c', 'd']);
  });

  it('merges its config over the outer one, for variants, names, configuration() and the context', async () => {
    class Inner {
      @config.when({ mode: 'fast' }) @node() variant__fast(): string {
        return 'fast';
      }
      @config.whenNot({ mode: 'fast' }) @node() variant__slow(): string {
        return 'slow';
      }
      @node('variant', source<number>('limit'), configuration<string>('unit'), optional(configuration<string>('absent'), '-'))
      text(variant: string, limit: number, unit: string, absent: string, @context() { config: seen }: NodeContext): string {
        return [variant, limit, unit, absent, seen['mode'], seen['outer']].join(' ');
      }
    }
    class Outer {
      @subdag(Inner, { config: { mode: 'fast', limit: 3, unit: configuration('unitOfReport') } })
      @node(source<string>('text'))
      fast(text: string): string {
        return text;
      }
      @subdag(Inner, { config: { limit: 4, unit: value('km') } }) @node(source<string>('text')) slow(text: string): string {
        return text;
      }
    }
    const driver = new Driver({ modules: [Outer], config: { unitOfReport: 'm', outer: 1, mode: 'slow' } });

    await expect(driver.execute(['fast', 'slow'])).resolves.toEqual({ fast: 'fast 3 m - fast 1', slow: 'slow 4 km - slow 1' });
  });

  it('nests, each level under the one around it', async () => {
    class Middle {
      @subdag(Sum, { inputs: { seed: source('start') } }) @node(source<number>('sum')) inner(sum: number): number {
        return sum;
      }
      @node('inner', source<number>('offset')) total(inner: number, offset: number): number {
        return inner + offset;
      }
    }
    class Outer {
      @node() offset(): number {
        return 100;
      }
      @subdag([Middle], { inputs: { start: value(5) } }) @node(source<number>('total')) outer(total: number): number {
        return total;
      }
    }
    const driver = new Driver({ modules: [Outer] });

    await expect(driver.execute(['outer', ...numbers('outer.inner.next', 'outer.inner')])).resolves.toEqual({
      outer: 111,
      'outer.inner.next': 6,
      'outer.inner': 11,
    });
  });

  it('sees the other classes of the subdag by nodeOf, and those inside from the method', async () => {
    class Left {
      @node() n(): number {
        return 1;
      }
    }
    class Right {
      @node(nodeOf(Left, 'n')) twice(n: number): number {
        return 2 * n;
      }
    }
    class Outer {
      @subdag([Left, Right]) @node(nodeOf(Right, 'twice'), nodeOf(Left, 'n')) both(twice: number, n: number): number[] {
        return [twice, n];
      }
    }

    await expect(new Driver({ modules: [Outer] }).execute(['both'])).resolves.toEqual({ both: [2, 1] });
  });

  it('keeps the namespace of a class inside', async () => {
    @dataflow({ namespace: 'calc' })
    class Inner {
      @node(source<number>('seed')) plus(seed: number): number {
        return seed + 1;
      }
      @node('plus') twice(plus: number): number {
        return 2 * plus;
      }
    }
    class Outer {
      @subdag(Inner, { inputs: { seed: value(1) } }) @node(source<number>('calc.twice')) use(twice: number): number {
        return twice;
      }
    }
    const driver = new Driver({ modules: [Outer] });

    await expect(driver.execute(['use'])).resolves.toEqual({ use: 4 });
    expect(namesOf(driver)).toEqual(['use.seed', 'use.calc.plus', 'use.calc.twice', 'use']);
  });

  it('S12: runs for each item what depends on one through inputs, and once what does not', async () => {
    const calls: string[] = [];
    class Inner {
      @node() constant(): number {
        calls.push('constant');
        return 10;
      }
      @node(source<number>('seed'), 'constant') scaled(seed: number, constant: number): number {
        calls.push('scaled');
        return seed * constant;
      }
    }
    class Outer {
      @parallelizable() item(): Parallelizable<number> {
        return [1, 2];
      }
      @subdag(Inner, { inputs: { seed: source('item') } }) @node(source<number>('scaled')) part(scaled: number): number {
        return scaled;
      }
      @collect('part') total(parts: Collect<number>): number {
        return parts.reduce((a, b) => a + b, 0);
      }
    }
    const driver = new Driver({ modules: [Outer] });

    await expect(driver.execute(['total'])).resolves.toEqual({ total: 30 });
    expect(calls.sort()).toEqual(['constant', 'scaled', 'scaled']);
    expect(
      driver
        .nodes()
        .filter(({ scope }) => scope.length > 0)
        .map(({ name }) => name),
    ).toEqual(['part.seed', 'part.scaled', 'part']);
  });

  it('S12: has fan-outs inside, whose names are looked up in the namespace first', async () => {
    class Inner {
      @parallelizable(source<number>('seed')) *item(seed: number): Generator<number> {
        for (let n = 0; n < seed; n++) yield n;
      }
      @collect('item', { over: 'item' }) sum(ns: Collect<number>): number {
        return ns.reduce((a, b) => a + b, 0);
      }
    }
    class Outer {
      @parallelizable() item(): Parallelizable<number> {
        return [2, 3];
      }
      @subdag(Inner, { inputs: { seed: source('item') } }) @node(source<number>('sum')) part(sum: number): number {
        return sum;
      }
      @subdag(Inner, { inputs: { seed: value(4) }, namespace: 'direct' }) @collect(source<number>('item'), { over: 'item' }) all(
        ns: Collect<number>,
      ): number[] {
        return [...ns];
      }
    }
    const driver = new Driver({ modules: [Outer], concurrency: { 'part.item': 2 } });

    await expect(driver.execute([each('part'), 'all'])).resolves.toEqual({ part: [1, 3], all: [0, 1, 2, 3] });
    expect(driver.nodes().find(({ name }) => name === 'part.item')?.scope).toEqual(['item']);
    expect(driver.graph.get('part.item')?.fanOut?.concurrency).toBe(2);
  });

  it('goes on any role, and together with pipes', async () => {
    class Outer {
      @pipeOutput(step((n: number) => n + 1))
      @pipeInput(step((n: number) => 10 * n))
      @subdag(Sum, { inputs: { seed: value(1) } })
      @node(source<number>('sum'))
      piped(sum: number): number {
        return sum;
      }
      @subdag(Sum, { inputs: { seed: value(2) } }) @parallelizable(source<number>('sum')) item(sum: number): Parallelizable<number> {
        return [sum, sum];
      }
    }

    await expect(new Driver({ modules: [Outer] }).execute(['piped', each('item')])).resolves.toEqual({ piped: 31, item: [5, 5] });
  });

  it('takes a class that is declared further down as a function', async () => {
    class Outer {
      @subdag(() => Later) @node(source<number>('n')) use(n: number): number {
        return n;
      }
    }
    class Later {
      @node() n(): number {
        return 1;
      }
    }

    await expect(new Driver({ modules: [Outer] }).execute(['use'])).resolves.toEqual({ use: 1 });
  });

  it('refuses a class that contains itself, naming the chain', () => {
    class Outer {
      @subdag(() => Inner) @node(source<number>('n')) use(n: number): number {
        return n;
      }
    }
    class Inner {
      @subdag(Outer) @node(source<number>('use')) n(use: number): number {
        return use;
      }
    }

    expect(graphFaults([Outer])).toContainEqual({
      code: 'RECURSIVE_SUBDAG',
      at: 'Inner.n @subdag',
      message: expect.stringContaining('Outer > Inner > Outer'),
    });
  });

  it('refuses two of one namespace, and one that a class has', () => {
    class Twice {
      @subdag(Sum, { inputs: { seed: value(1) }, namespace: 'x' }) @node(source<number>('sum')) a(n: number): number {
        return n;
      }
      @subdag(Sum, { inputs: { seed: value(1) }, namespace: 'x' }) @node(source<number>('x.sum')) b(n: number): number {
        return n;
      }
    }
    @dataflow({ namespace: 'a' })
    class Named {
      @node() n(): number {
        return 1;
      }
    }
    class Clashing {
      @subdag(Sum, { inputs: { seed: value(1) } }) @node(source<number>('sum')) a(n: number): number {
        return n;
      }
    }

    expect(summaryOf(graphFaults([Twice]))).toContain('NAMESPACE_CLASH Twice.b @subdag');
    expect(graphFaults([Named, Clashing])).toContainEqual({
      code: 'NAMESPACE_CLASH',
      at: 'Clashing.a @subdag',
      message: expect.stringContaining('which the class Named has too'),
    });
  });

  it('is replaced node by node where a later module defines it again and that is allowed', async () => {
    class Earlier {
      @subdag(Sum, { inputs: { seed: value(1) } }) @node(source<number>('sum')) a(n: number): number {
        return n;
      }
    }
    class Later {
      @subdag(Sum, { inputs: { seed: value(2) } }) @node(source<number>('sum')) a(n: number): number {
        return n;
      }
    }
    const modules = [Earlier, Later];

    await expect(new Driver({ modules, allowOverrides: true }).execute(['a'])).resolves.toEqual({ a: 5 });
    expect(summaryOf(graphFaults(modules))).toContain('NAMESPACE_CLASH Later.a @subdag');
  });

  it('may contain methods with @mutate, which change nodes inside', async () => {
    class Inner {
      @node() n(): number {
        return 1;
      }
      @config.when({ negate: true }) @mutate('n') negated(n: number): number {
        return -n;
      }
    }
    class Outer {
      @subdag(Inner, { config: { negate: true } }) @node(source<number>('n')) minus(n: number): number {
        return n;
      }
      @subdag(Inner) @node(source<number>('n')) plus(n: number): number {
        return n;
      }
    }

    await expect(new Driver({ modules: [Outer] }).execute(['minus', 'plus'])).resolves.toEqual({ minus: -1, plus: 1 });
  });

  it('refuses a key of its config that is a node inside', () => {
    class Outer {
      @subdag(Sum, { inputs: { seed: value(1) }, config: { next: 3 } }) @node(source<number>('sum')) a(n: number): number {
        return n;
      }
    }

    expect(graphFault([Outer])).toMatchObject({ code: 'CONFIG_SHADOWS_NODE' });
  });

  it.each([
    ['what is no class', () => subdag(3 as never), 'INVALID_MODULE', 'takes 3'],
    ['a class that is not there yet', () => subdag(undefined as never), 'INVALID_MODULE', 'Write () => Class'],
    ['no class', () => subdag([]), 'INVALID_MODULE', 'empty list'],
    [
      'a function that throws in place of a class',
      () =>
        subdag(() => {
          throw new ReferenceError('too early');
        }),
      'INVALID_MODULE',
      'Is the class declared below',
    ],
    ['a class without nodes', () => subdag(class Empty {}), 'INVALID_MODULE', 'has no dataflow members'],
    ['options that are none', () => subdag(Sum, [] as never), 'INVALID_OPTION', 'for its options'],
    ['an unknown option', () => subdag(Sum, { input: {} } as never), 'INVALID_OPTION', 'Did you mean "inputs"?'],
    ['inputs that are no record', () => subdag(Sum, { inputs: [] as never }), 'INVALID_OPTION', 'the option inputs'],
    ['an input that is no dependency', () => subdag(Sum, { inputs: { seed: 'n' as never } }), 'INVALID_DEPENDENCY', 'Write source("n").'],
    ['a config that is no record', () => subdag(Sum, { config: 3 as never }), 'INVALID_OPTION', 'the option config'],
    ['a dependency in the config', () => subdag(Sum, { config: { k: source('n') } }), 'INVALID_DEPENDENCY', 'through inputs'],
    ['an absent key of the outer config', () => subdag(Sum, { config: { k: configuration('j') } }), 'MISSING_CONFIG', '"j"'],
    [
      'a name in inputs and config',
      () => subdag(Sum, { config: { seed: 1 }, inputs: { seed: value(1) } }),
      'EXCLUSIVE_MODIFIERS',
      'keep one',
    ],
    ['a namespace that is no name', () => subdag(Sum, { namespace: 3 as never }), 'INVALID_OPTION', 'the option namespace'],
    ['a namespace that ends in __', () => subdag(Sum, { namespace: 'a__' }), 'INVALID_NAME', 'ends in "__"'],
    ['external inputs that are no names', () => subdag(Sum, { externalInputs: 'n' as never }), 'INVALID_OPTION', 'externalInputs'],
    ['external inputs that are not declared', () => subdag(Sum, { externalInputs: ['summ'] }), 'UNKNOWN_INJECTION', 'Did you mean "sum"?'],
  ] as const)('refuses %s', (_what, decorate, code, text) => {
    class Outer {
      @decorate() @node(source<number>('sum')) a(sum: number): number {
        return sum;
      }
    }

    expect(graphFaults([Outer])).toContainEqual({ code, at: 'Outer.a @subdag', message: expect.stringContaining(text) });
  });

  it.each([
    ['two of them', () => subdag(Sum), 'has @subdag more than once'],
    ['@does', () => does((n: number) => n) as ReturnType<typeof subdag>, 'has @does and @subdag'],
    ['@parameterizedSubdag', () => parameterizedSubdag(Sum, { b: {} }), 'has @subdag and @parameterizedSubdag'],
  ] as const)('refuses %s on one method', (_what, decorate, text) => {
    class Outer {
      @decorate() @subdag(Sum) @node(source<number>('sum')) a(sum: number): number {
        return sum;
      }
    }

    expect(graphFault([Outer])).toMatchObject({ code: 'EXCLUSIVE_MODIFIERS', at: 'Outer.a', message: expect.stringContaining(text) });
  });
});

describe('parameterizedSubdag', () => {
  it('makes a node for each variant, with a subdag of its own, and merges what all have in common', async () => {
    class Scaled {
      @config.when({ mode: 'plus' }) @node(source<number>('seed'), source<number>('by')) result__plus(a: number, b: number): number {
        return a + b;
      }
      @config.when({ mode: 'times' }) @node(source<number>('seed'), source<number>('by')) result__times(a: number, b: number): number {
        return a * b;
      }
    }
    class Outer {
      @parameterizedSubdag(
        Scaled,
        {
          sum: { inputs: { seed: value(2) } },
          product: { inputs: { seed: source('sum') }, config: { mode: 'times' }, namespace: 'times' },
        },
        { inputs: { by: value(3) }, config: { mode: 'plus' } },
      )
      @node(source<number>('result'))
      use(result: number): number {
        return result;
      }
    }
    const driver = new Driver({ modules: [Outer] });

    await expect(driver.execute(numbers('sum', 'product', 'times.result'))).resolves.toEqual({ sum: 5, product: 15, 'times.result': 15 });
    expect(namesOf(driver)).not.toContain('use');
  });

  it('takes the record alone where each variant says its classes, and a variant may have others than all', async () => {
    class Product {
      @node(source<number>('seed')) sum(seed: number): number {
        return seed * seed;
      }
    }
    class Alone {
      @parameterizedSubdag(
        { plus: { classes: Sum }, times: { classes: () => Product, inputs: { seed: value(5) } } },
        { inputs: { seed: value(3) } },
      )
      @node(source<number>('sum'))
      alone(sum: number): number {
        return sum;
      }
      @parameterizedSubdag([Sum], { a: {}, b: { classes: [Product] } }, { inputs: { seed: value(3) } })
      @node(source<number>('sum'))
      usual(sum: number): number {
        return sum;
      }
    }
    const driver = new Driver({ modules: [Alone] });

    await expect(driver.execute(numbers('plus', 'times', 'a', 'b'))).resolves.toEqual({ plus: 7, times: 25, a: 7, b: 9 });
  });

  it.each([
    ['no variants', () => parameterizedSubdag(Sum, {}), 'INVALID_OPTION', 'an empty record'],
    ['variants that are no record', () => parameterizedSubdag(Sum, 3 as never), 'INVALID_OPTION', 'has 3'],
    ['a variant that is none', () => parameterizedSubdag(Sum, { b: 3 as never }), 'INVALID_OPTION', 'for its options'],
    ['a variant without classes', () => parameterizedSubdag({ b: {} as never }), 'INVALID_MODULE', 'Write { b: { classes: … } }'],
    ['an unknown option', () => parameterizedSubdag(Sum, { b: { clases: Sum } as never }), 'INVALID_OPTION', 'Did you mean "classes"?'],
    ['a variant with an empty name', () => parameterizedSubdag(Sum, { '': {} }), 'INVALID_NAME', 'empty name'],
  ] as const)('refuses %s', (_what, decorate, code, text) => {
    class Outer {
      @decorate() @node(source<number>('sum')) a(sum: number): number {
        return sum;
      }
    }

    expect(graphFaults([Outer])).toContainEqual({ code, at: 'Outer.a @parameterizedSubdag', message: expect.stringContaining(text) });
  });
});
