import {
  collect,
  Driver,
  each,
  group,
  inject,
  node,
  optional,
  output,
  parallelizable,
  parameterize,
  pipeInput,
  pipeOutput,
  plain,
  source,
  step,
  value,
  type Collect,
  type Parallelizable,
} from '@millrace/core';
import { graphFault } from '../fixtures/build';

const addOne = (n: number): number => n + 1;
const add = (n: number, other: number): number => n + other;
const times = (n: number, factor: number): number => n * factor;
const namesOf = (driver: Driver) => driver.nodes().flatMap(({ name, roles }) => (roles.includes('input') ? [] : [name]));

describe('pipeOutput', () => {
  it('sends what a method returns through steps, and gives the result its name', async () => {
    class Prices {
      @pipeOutput(step(times, value(2)).named('doubled'), step(add, 'shipping'), step(addOne))
      @node(source<number>('net'), { description: 'to be paid' })
      price(net: number): number {
        return net;
      }
      @node() shipping(): number {
        return 5;
      }
      @node('price') label(price: number): string {
        return `${price} €`;
      }
    }
    const driver = new Driver({ modules: [Prices] });

    await expect(
      driver.execute(['label', 'price', output<{ 'price.doubled': number }>('price.doubled')], { inputs: { net: 10 } }),
    ).resolves.toEqual({ label: '26 €', price: 26, 'price.doubled': 20 });
    expect(namesOf(driver).sort()).toEqual(
      ['label', 'price', 'price.doubled', 'price.raw', 'price.withAdd', 'price.withAddOne', 'shipping'].sort(),
    );
    expect(driver.nodes().find(({ name }) => name === 'price')).toMatchObject({ description: 'to be paid', method: 'price' });
    expect(driver.nodes().flatMap(({ name, generated }) => (generated === undefined ? [] : [[name, generated]]))).toEqual([
      ['price.raw', 'raw'],
      ['price.doubled', 'step'],
      ['price.withAdd', 'step'],
      ['price.withAddOne', 'step'],
    ]);
  });

  it('applies several from the inside out, as one pipe after the other', async () => {
    class Flow {
      @pipeOutput(step(times, value(10)))
      @pipeOutput(step(addOne))
      @node()
      n(): number {
        return 1;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['n'])).resolves.toEqual({ n: 20 });
    expect(namesOf(driver)).toEqual(['n.raw', 'n.withAddOne', 'n.raw_1', 'n.withTimes', 'n']);
  });

  it('F9: transforms each item of a parallelizable, and the result of a collector', async () => {
    class Flow {
      @pipeOutput(step(addOne)) @parallelizable() item(): Parallelizable<number> {
        return [1, 2];
      }
      @pipeOutput(step(async (xs: number[]) => xs.map(addOne))) @collect('item') all(xs: Collect<number>): number[] {
        return [...xs];
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['all', each('item')])).resolves.toEqual({ all: [3, 4], item: [2, 3] });
    expect(driver.nodes().find(({ name }) => name === 'item')?.scope).toEqual(['item']);
  });

  it('goes behind each variant that @parameterize makes', async () => {
    class Flow {
      @pipeOutput(step(addOne), step(times, value(10)).onOutput('b'))
      @parameterize({ a: { n: value(1) }, b: { n: value(2) } })
      @node(source<number>('n'))
      m(n: number): number {
        return n;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute([output<{ a: number }>('a'), output<{ b: number }>('b')])).resolves.toEqual({ a: 2, b: 30 });
    expect(namesOf(driver)).toEqual(expect.arrayContaining(['a.raw', 'a.withAddOne', 'b.raw', 'b.withAddOne', 'b.withTimes']));
  });

  it('leaves no trace on the class, whatever the config of a driver', async () => {
    class Flow {
      @pipeOutput(step(addOne).when({ plus: true })) @node() n(): number {
        return 1;
      }
    }
    const [with1, without] = [new Driver({ modules: [Flow], config: { plus: true } }), new Driver({ modules: [Flow] })];

    await expect(with1.execute(['n'])).resolves.toEqual({ n: 2 });
    await expect(without.execute(['n'])).resolves.toEqual({ n: 1 });
    expect(namesOf(without)).toEqual(['n']);
  });

  it('gives the node of a failing step as the one that failed', async () => {
    class Flow {
      @pipeOutput(
        step((_: number): number => {
          throw new Error('no');
        }).named('fails'),
      )
      @node()
      n(): number {
        return 1;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['n'])).rejects.toMatchObject({ node: 'n.fails' });
  });
});

describe('pipeInput', () => {
  it('sends the first dependency through steps, for this method only', async () => {
    class Flow {
      @pipeInput(step(addOne), step(add, source('k')))
      @node(source<number>('n'), source<number>('n'))
      m(a: number, b: number): number[] {
        return [a, b];
      }
      @node(source<number>('n')) other(n: number): number {
        return n;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['m', 'other'], { inputs: { n: 1, k: 5 } })).resolves.toEqual({
      m: [7, 1],
      other: 1,
    });
  });

  it('finds a declared dependency wherever it stands, and all of its places', async () => {
    class Flow {
      @pipeInput(step(addOne), { onInput: 'b' })
      @node(source<number>('a'), group({ x: source<number>('b') }), source<number>('b'))
      m(a: number, { x }: { x: number }, b: number): number[] {
        return [a, x, b];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['m'], { inputs: { a: 1, b: 2 } })).resolves.toEqual({ m: [1, 3, 3] });
  });

  it('pipes several, each through steps of its own', async () => {
    class Flow {
      @pipeInput(step(addOne), { onInput: ['a', 'b'] })
      @node(source<number>('a'), source<number>('b'))
      m(a: number, b: number): number[] {
        return [a, b];
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['m'], { inputs: { a: 1, b: 2 } })).resolves.toEqual({ m: [2, 3] });
    expect(namesOf(driver)).toEqual(['m.a.withAddOne', 'm.b.withAddOne', 'm']);
  });

  it.each(['above', 'below'])('pipes what @inject binds, which stands %s', async (where) => {
    class Above {
      @inject({ n: source('k') }) @pipeInput(step(addOne), { onInput: 'n' }) @node(source<number>('n')) m(n: number): number {
        return n;
      }
    }
    class Below {
      @pipeInput(step(addOne), { onInput: 'n' }) @inject({ n: source('k') }) @node(source<number>('n')) m(n: number): number {
        return n;
      }
    }
    const driver = new Driver({ modules: [where === 'above' ? Above : Below] });

    await expect(driver.execute([output<{ m: number }>('m')], { inputs: { k: 4 } })).resolves.toEqual({ m: 5 });
  });

  it('goes on where another pipe ended', async () => {
    class Flow {
      @pipeInput(step(times, value(10)), { onInput: 'n' })
      @pipeInput(step(addOne), { onInput: 'n' })
      @node(source<number>('n'))
      m(n: number): number {
        return n;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['m'], { inputs: { n: 1 } })).resolves.toEqual({ m: 20 });
  });

  it('pipes what each variant of @parameterize binds, and shares the steps of what none binds', async () => {
    class Flow {
      @parameterize({ a: { x: value(1) }, b: { x: value(2) } })
      @pipeInput(step(addOne), { onInput: ['x', 'y'] })
      @node(source<number>('x'), source<number>('y'))
      m(x: number, y: number): number[] {
        return [x, y];
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute([output<{ a: number[] }>('a'), output<{ b: number[] }>('b')], { inputs: { y: 10 } })).resolves.toEqual({
      a: [2, 11],
      b: [3, 11],
    });
    expect(namesOf(driver).sort()).toEqual(['a', 'a.x.withAddOne', 'b', 'b.x.withAddOne', 'm.y.withAddOne']);
  });

  it('pipes each value that a collector gathers, and the one that it takes plainly', async () => {
    class Flow {
      @parallelizable() item(): Parallelizable<number> {
        return [1, 2];
      }
      @node() base(): number {
        return 10;
      }
      @pipeInput(step(addOne))
      @pipeInput(step(times, value(2)), { onInput: 'base' })
      @collect('item', plain('base'))
      all(xs: Collect<number>, base: number): number[] {
        return [...xs, base];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'])).resolves.toEqual({ all: [2, 3, 20] });
  });

  it('pipes the fallback of an optional dependency that is absent', async () => {
    class Flow {
      @pipeInput(step(addOne)) @node(optional(source<number>('n'), 1)) m(n: number): number {
        return n;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['m'])).resolves.toEqual({ m: 2 });
    await expect(driver.execute(['m'], { inputs: { n: 5 } })).resolves.toEqual({ m: 6 });
  });
});

describe('pipes', () => {
  it.each([
    [
      'what is no step',
      () => pipeOutput(addOne as never),
      'INVALID_OPTION',
      'Flow.m @pipeOutput has the function addOne among its steps. Write step(addOne).',
    ],
    ['what is no function', () => pipeOutput(step(3 as never)), 'INVALID_OPTION', 'where it takes a function'],
    [
      'a step with a parameter too many',
      () => pipeOutput((step as (fn: unknown) => ReturnType<typeof step>)(add)),
      'ARITY_MISMATCH',
      'calls add with 1 value, but it has 2 parameters',
    ],
    ['a step without a parameter', () => pipeInput(step(() => 1)), 'ARITY_MISMATCH', 'with 1 value, but it has 0 parameters'],
    ['an unknown option', () => pipeInput(step(addOne), { on: 'n' } as never), 'INVALID_OPTION', 'has no option "on"'],
    ['a namespace that is none', () => pipeInput(step(addOne), { namespace: '' }), 'INVALID_OPTION', 'has the namespace'],
    [
      'a namespace of a step where the pipe has none',
      () => pipeOutput(step(addOne).namespaced('x'), { namespace: null }),
      'NAMESPACE_CLASH',
      'in "x"',
    ],
    ['an input that is not declared', () => pipeInput(step(addOne), { onInput: 'nn' }), 'UNKNOWN_INJECTION', 'Did you mean "n"?'],
    ['an output that is none', () => pipeOutput(step(addOne), { onOutput: 'mm' }), 'UNKNOWN_TARGET', 'Did you mean "m"?'],
    ['an output of a step that is none', () => pipeOutput(step(addOne).onOutput('mm')), 'UNKNOWN_TARGET', 'Did you mean "m"?'],
    [
      'all outputs with those that only lead to others',
      () => pipeOutput(step(addOne), { onOutput: '*' }),
      'UNKNOWN_TARGET',
      'final nodes only',
    ],
    ['outputs in two places', () => pipeOutput(step(addOne).onOutput('m'), { onOutput: 'm' }), 'EXCLUSIVE_MODIFIERS', 'Keep one'],
    ['outputs of a step on an input', () => pipeInput(step(addOne).onOutput('m')), 'INVALID_OPTION', 'onInput'],
    ['two steps of one name', () => pipeOutput(step(addOne).named('a'), step(addOne).named('a')), 'DUPLICATE_NODE', '"m.a"'],
    ['an empty name', () => pipeOutput(step(addOne).named('')), 'INVALID_NAME', 'empty name'],
    ['a name that is none', () => pipeOutput(step(addOne).named(3 as never)), 'INVALID_NAME', 'gives a node the name 3'],
    ['an empty namespace of a step', () => pipeOutput(step(addOne).namespaced('')), 'INVALID_OPTION', 'has the namespace the string ""'],
    ['a namespace of a step that is none', () => pipeInput(step(addOne).namespaced(3 as never)), 'INVALID_OPTION', 'has the namespace 3'],
    [
      'a condition that is none',
      () => pipeOutput(step(addOne).when('fast' as never)),
      'CONFIG_PREDICATE_FAILED',
      'values by config key, such as { mode: "fast" }, not the string "fast"',
    ],
    [
      'a condition that cannot be judged',
      () => pipeOutput(step(addOne).whenIn({ a: 3 as never })),
      'CONFIG_PREDICATE_FAILED',
      'must be a list',
    ],
  ] as const)('refuse %s', (_what, decorate, code, text) => {
    class Flow {
      @decorate() @node(source<number>('n')) m(n: number): number {
        return n;
      }
    }

    const fault = graphFault([Flow]);

    expect(fault).toMatchObject({ code, at: expect.stringMatching(/^Flow\.m @pipe(In|Out)put$/), message: expect.stringContaining(text) });
  });

  it('refuse a step on a method without dependencies', () => {
    class Flow {
      @pipeInput(step(addOne)) @node() m(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code: 'UNKNOWN_INJECTION', message: expect.stringContaining('declares none') });
  });

  it('are checked against the parameters of the function', () => {
    const typed = [
      step(add, source('n')),
      step(add, 'n'),
      step(add, value(1)),
      // @ts-expect-error a string is no number
      step(add, value('1')),
      // @ts-expect-error a dependency too few
      step(add),
      // @ts-expect-error a dependency too many
      step(addOne, value(1)),
    ];

    expect(typed).toHaveLength(6);
  });
});
