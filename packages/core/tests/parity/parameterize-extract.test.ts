import {
  collect,
  config,
  does,
  Driver,
  extractFields,
  group,
  input,
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
  subdag,
  tag,
  tagOutputs,
  unpackFields,
  value,
  type AnyDependency,
  type Collect,
} from '@millrace/core';
import { z } from 'zod';
import { graphFault, graphOf } from '../fixtures/build';

const sum = (...ns: readonly number[]) => ns.reduce((a, b) => a + b, 0);
const outputs = <N extends string>(...names: N[]) => names.map((name) => output<Record<N, unknown>>(name));
const namesOf = (module: object) => [...graphOf([module]).nodes.keys()].sort();

describe('Parameterize', () => {
  it('P-01: literals give a node each; the method itself is none', async () => {
    class Flow {
      @parameterize({ p1: { x: value(1) }, p2: { x: value(2) }, p3: { x: value(3) } })
      @node(source<number>('x'))
      toParam(x: number): number {
        return x;
      }
    }

    expect(namesOf(Flow)).toEqual(['p1', 'p2', 'p3']);
    await expect(new Driver({ modules: [Flow] }).execute(outputs('p1', 'p2', 'p3'))).resolves.toEqual({ p1: 1, p2: 2, p3: 3 });
  });

  it('P-02: sources, and defaults for those that are not bound', async () => {
    class Flow {
      @parameterizeValues('n', { input1: 1, input2: 2, input3: 3 })
      @node(source<number>('n'))
      inputs(n: number): number {
        return n;
      }
      @parameterize({
        output1: { a: source('input1'), b: value(0), c: value(0) },
        output2: { a: value(0), b: source('input2'), c: value(0) },
        output12: { a: source('input1'), b: source('input2'), c: value(0) },
        output123: { a: source('input1'), b: source('input2'), c: source('input3') },
      })
      @node(source<number>('a'), source<number>('b'), source<number>('c'), source<number>('s'))
      added(a: number, b: number, c: number, s: number): number {
        return a + b + c + s;
      }
    }
    const driver = new Driver({ modules: [Flow], config: { s: 3 } });

    await expect(driver.execute(outputs('output1', 'output2', 'output12', 'output123'))).resolves.toEqual({
      output1: 4,
      output2: 5,
      output12: 6,
      output123: 9,
    });
  });

  it('P-04: a dependency that the method lacks, or any for a method that has none, is refused', () => {
    class Lacks {
      @parameterize({ out: { nope: value(1) } })
      @node(source<number>('x'))
      method(x: number): number {
        return x;
      }
    }
    class HasNone {
      @parameterizeValues('x', { out: 1 })
      @node()
      method(): number {
        return 1;
      }
    }

    expect(graphFault([Lacks])).toMatchObject({ code: 'UNKNOWN_INJECTION', at: 'Lacks.method @parameterize' });
    expect(graphFault([HasNone])).toMatchObject({ code: 'UNKNOWN_INJECTION', at: 'HasNone.method @parameterizeValues' });
  });

  it('P-06: sources are swapped between two nodes; placeholders are filled with their names', async () => {
    class Flow {
      @parameterizeValues('p', { a: '1', b: '2' })
      @node(source<string>('p'))
      part(p: string): string {
        return p;
      }
      @parameterizeSources({ ab: { p1: 'a', p2: 'b' }, ba: { p1: 'b', p2: 'a' } })
      @node(source<string>('p1'), source<string>('p2'), source<string>('s'), { description: '{p1} before {p2}' })
      joined(p1: string, p2: string, s: string): string {
        return p1 + p2 + s;
      }
    }
    const driver = new Driver({ modules: [Flow], config: { s: '3' } });

    await expect(driver.execute(outputs('ab', 'ba'))).resolves.toEqual({ ab: '123', ba: '213' });
    expect(driver.nodes({ role: 'node' }).flatMap(({ description }) => (description === '' ? [] : [description]))).toEqual([
      'a before b',
      'b before a',
    ]);
  });

  const concat = (bindings: Parameters<typeof parameterize>[0]) => {
    class Flow {
      @node() foo(): string {
        return 'foo';
      }
      @parameterize(bindings)
      @node(source<string>('u'), source<string>('l'), { description: 'joins' })
      concat(u: string, l: string): string {
        return u + l;
      }
    }
    return Flow;
  };

  it('P-08: nothing replaced gives the node under another name', async () => {
    const driver = new Driver({ modules: [concat({ copy: {} })] });

    expect(driver.graph.get('copy')?.dependencies).toEqual(['u', 'l']);
    await expect(driver.execute(outputs('copy'), { inputs: { u: 'foo', l: 'bar' } })).resolves.toEqual({ copy: 'foobar' });
  });

  it.each<[string, Record<string, AnyDependency>, string[], Record<string, string>]>([
    ['a source', { u: source('foo') }, ['foo', 'l'], { l: 'bar' }],
    ['a literal', { l: value('bar') }, ['u'], { u: 'foo' }],
    ['both', { u: source('foo'), l: value('bar') }, ['foo'], {}],
  ])('P-09: replaces %s', async (_what, bindings, dependencies, inputs) => {
    const driver = new Driver({ modules: [concat({ out: bindings })] });

    expect(driver.graph.get('out')?.dependencies).toEqual(dependencies);
    await expect(driver.execute(outputs('out'), { inputs })).resolves.toEqual({ out: 'foobar' });
  });

  it('P-09: several nodes at once keep their own descriptions', () => {
    const graph = graphOf([
      concat({
        none: [{}, 'replaces none'],
        upstream: [{ u: source('foo') }, 'replaces u'],
        literal: [{ l: value('bar') }, 'replaces l'],
        both: { u: source('foo'), l: value('bar') },
      }),
    ]);

    expect(['none', 'upstream', 'literal', 'both'].map((name) => graph.get(name)?.description)).toEqual([
      'replaces none',
      'replaces u',
      'replaces l',
      'joins',
    ]);
  });

  it('P-10: one source twice, for two dependencies and in a group', async () => {
    class Flow {
      @input() declare readonly n: number;
      @parameterize({ plain: { x: source('n'), y: source('n') }, grouped: { x: value(0), y: group(source('n'), source('n')) } })
      @node(source<number>('x'), source<number | number[]>('y'))
      total(x: number, y: number | number[]): number {
        return sum(x, ...[y].flat());
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(outputs('plain', 'grouped'), { inputs: { n: 1 } })).resolves.toEqual({
      plain: 2,
      grouped: 2,
    });
  });

  it('P-24 (differs: extraction is a decorator of its own, so the nodes between have their own names): extracts from each setting', async () => {
    class Flow {
      @extractFields('product', 'total')
      @parameterizeValues('i3', { ten: 10, hundred: 100 })
      @node(source<number>('i1'), source<number>('i2'), source<number>('i3'))
      figures(i1: number, i2: number, i3: number): { product: number; total: number } {
        return { product: i1 * i2 * i3, total: i1 + i2 + i3 };
      }
    }
    const names = ['ten.product', 'ten.total', 'hundred.product', 'hundred.total'] as const;

    await expect(new Driver({ modules: [Flow] }).execute(outputs(...names), { inputs: { i1: 1, i2: 1 } })).resolves.toEqual({
      'ten.product': 10,
      'ten.total': 12,
      'hundred.product': 100,
      'hundred.total': 102,
    });
    expect(namesOf(Flow).filter((name) => !name.startsWith('i'))).toEqual([...names, 'ten', 'hundred'].sort());
  });

  it('P-25: several fan-outs, and several collectors, of one method', async () => {
    class Flow {
      @parameterizeValues('size', { two: 2, three: 3 })
      @parallelizable(source<number>('size'))
      *items(size: number): Generator<number> {
        for (let i = 0; i < size; i++) yield i;
      }
      @node(source<number>('two')) plain(i: number): number {
        return i;
      }
      @node(source<number>('three')) tenfold(i: number): number {
        return 10 * i;
      }
      @parameterizeSources({ plains: { xs: 'plain' }, tenfolds: { xs: 'tenfold' } })
      @collect(source<number>('xs'))
      all(xs: Collect<number>): number[] {
        return [...xs];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(outputs('plains', 'tenfolds'))).resolves.toEqual({
      plains: [0, 1],
      tenfolds: [0, 10, 20],
    });
  });

  it('L-39: two collectors of one method, over one fan-out', async () => {
    class Flow {
      @parallelizable() *item(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('item') tenfold(item: number): number {
        return 10 * item;
      }
      @parameterizeSources({ plain: { xs: 'item' }, tens: { xs: 'tenfold' } })
      @collect(source<number>('xs'))
      total(xs: Collect<number>): number {
        return sum(...xs);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(outputs('plain', 'tens'))).resolves.toEqual({ plain: 6, tens: 60 });
  });

  it.each([
    ['C-12: a method that the config has', 'bar', { e: 30, f: 40 }],
    ['C-13: none where it has none', 'other', undefined],
  ])('%s is expanded and replaced', async (_what, foo, expected) => {
    class Flow {
      @config.when({ foo: 'bar' })
      @parameterizeValues('a', { e: 10, f: 20 })
      @does((a: number, b: number) => a + b)
      @node(source<number>('a'), source<number>('b'))
      total__bar(_a: number, _b: number): number {
        return 0;
      }
      @config.when({ foo: 'baz' })
      @parameterizeValues('a', { e: 11, f: 22 })
      @does((a: number, b: number) => a + b)
      @node(source<number>('a'), source<number>('b'))
      total__baz(_a: number, _b: number): number {
        return 0;
      }
    }
    const driver = new Driver({ modules: [Flow], config: { foo, b: 20 } });
    const result = driver.execute(outputs('e', 'f'));

    await (expected === undefined
      ? expect(result).rejects.toMatchObject({ code: 'UNKNOWN_OUTPUT' })
      : expect(result).resolves.toEqual(expected));
    await expect(new Driver({ modules: [Flow], config: { foo: 'baz', b: 20 } }).execute(outputs('e', 'f'))).resolves.toEqual({
      e: 31,
      f: 42,
    });
  });

  it('I-08: groups of literals and of sources', async () => {
    class Flow {
      @parameterizeValues('n', { one: 1, two: 2, three: 3 })
      @node(source<number>('n'))
      number(n: number): number {
        return n;
      }
      @parameterize({
        literals: { ns: group(value(1), value(2), value(3)) },
        sources: { ns: group(source('one'), source('two'), source('three')) },
      })
      @node(source<number[]>('ns'))
      total(ns: number[]): number {
        return sum(...ns);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(outputs('literals', 'sources'))).resolves.toEqual({ literals: 6, sources: 6 });
  });

  it('I-16: sums that the config lists, of which some are sums of others', async () => {
    class Flow {
      @parameterizeValues('n', { a: 1, b: 1, c: 1, d: 1, e: 1 })
      @node(source<number>('n'))
      base(n: number): number {
        return n;
      }
      @resolveFromConfig(({ sums }: { sums: Record<string, [string, string]> }) =>
        parameterizeSources(Object.fromEntries(Object.entries(sums).map(([name, [x, y]]) => [name, { x, y }]))),
      )
      @node(source<number>('x'), source<number>('y'))
      pairwise(x: number, y: number): number {
        return x + y;
      }
    }
    const sums = { ab: ['a', 'b'], cd: ['c', 'd'], ed: ['e', 'd'], ae: ['a', 'e'], abcd: ['ab', 'cd'], abcdcd: ['abcd', 'cd'] };
    const driver = new Driver({ modules: [Flow], config: { sums, [settings.ENABLE_POWER_USER_MODE]: true } });

    await expect(driver.execute(outputs(...Object.keys(sums)))).resolves.toEqual({ ab: 2, cd: 2, ed: 2, ae: 2, abcd: 4, abcdcd: 6 });
  });
});

describe('Extraction', () => {
  const recordOf = (record: unknown, decorate: ReturnType<typeof extractFields>) => {
    class Flow {
      @decorate
      @node()
      record(): unknown {
        return record;
      }
    }
    return Flow;
  };

  it('P-12: fills in for what is missing, without changing what the method gave', async () => {
    const record = Object.freeze({ a: [1, 2] });
    const driver = new Driver({ modules: [recordOf(record, extractFields('a', 'b', { fillWith: [0, 0] }))] });

    await expect(driver.execute(['record', ...outputs('a', 'b')])).resolves.toEqual({ record: { a: [1, 2] }, a: [1, 2], b: [0, 0] });
  });

  it('P-13, P-18: a missing field fails when its node runs, and no sooner', async () => {
    const driver = new Driver({ modules: [recordOf({ c1: 1, c2: 'two', c3: null }, extractFields('c1', 'c2', 'c3', 'c4'))] });

    await expect(driver.execute(outputs('c1', 'c2', 'c3'))).resolves.toEqual({ c1: 1, c2: 'two', c3: null });
    await expect(driver.execute(outputs('c1', 'c4'))).rejects.toMatchObject({ node: 'c4', cause: { code: 'MISSING_FIELD' } });
  });

  it('P-18: a filler stands in for missing fields only', async () => {
    const driver = new Driver({ modules: [recordOf({ c1: 1, c2: 1 }, extractFields('c1', 'c2', 'c4', { fillWith: 1.5 }))] });

    await expect(driver.execute(outputs('c2', 'c4'))).resolves.toEqual({ c2: 1, c4: 1.5 });
  });

  it.each<[string, unknown[]]>([
    ['no names', []],
    ['nothing', [undefined]],
    ['null', [null]],
    ['a list', [['a', 'b']]],
    ['an empty record', [{}]],
    ['a name that is no string', [3]],
    ['a type that is no schema', [{ a: Number }]],
  ])('P-14, P-17 (differs: a lone string is a name, fields have schemas instead of types): refuses %s', (_what, given) => {
    const decorate = (extractFields as (...fields: unknown[]) => ReturnType<typeof extractFields>)(...given);

    expect(graphFault([recordOf({}, decorate)])).toMatchObject({ code: 'INVALID_OPTION', at: 'Flow.record @extractFields' });
  });

  it('P-14 (differs: what a method returns is known when it runs): a method that gives no record fails the fields', async () => {
    const driver = new Driver({ modules: [recordOf(3, extractFields('a'))] });

    await expect(driver.execute(['record'])).resolves.toEqual({ record: 3 });
    await expect(driver.execute(outputs('a'))).rejects.toMatchObject({ cause: { code: 'MISSING_FIELD' } });
  });

  it('P-16: the record and its fields together are what a direct call gives', async () => {
    class Flow {
      @extractFields<{ a: number[]; b: number[] }>('a', 'b')
      @node()
      frame(): { a: number[]; b: number[] } {
        return { a: [1, 2], b: [3, 4] };
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['frame', ...outputs('a', 'b')])).resolves.toEqual({
      frame: new Flow().frame(),
      ...new Flow().frame(),
    });
  });

  it('P-17: fields with schemas of any depth', async () => {
    const decorate = extractFields({ a: z.record(z.string(), z.array(z.number())), b: z.number().optional() });
    const driver = new Driver({ modules: [recordOf({ a: { x: [1] } }, decorate)] });

    await expect(driver.execute(outputs('a', 'b'))).resolves.toEqual({ a: { x: [1] }, b: undefined });
  });

  it('P-20 (differs: the schema judges the value, not a declared type): a narrower schema refuses values, a wider one does not', async () => {
    const driver = new Driver({
      modules: [recordOf({ n: 1, m: 1 }, extractFields({ n: z.union([z.number(), z.string()]), m: z.literal(2) }))],
    });

    await expect(driver.execute(outputs('n'))).resolves.toEqual({ n: 1 });
    await expect(driver.execute(outputs('m'))).rejects.toMatchObject({ cause: { code: 'INVALID_OUTPUT' } });
  });

  it('P-21 (differs: types are gone at run time, so fields are always named): some of the fields', () => {
    expect(namesOf(recordOf({ a: 1, b: 2 }, extractFields<{ a: number; b: number }>('a')))).toEqual(['a', 'record']);
  });

  it.each<[string, unknown[], string[], Record<string, unknown>]>([
    ['by position', [1, '2', 3], ['A', 'B', 'C'], { A: 1, B: '2', C: 3 }],
    ['fewer names than entries', [1, '2', 3], ['A', 'B'], { A: 1, B: '2' }],
    ['of a list of any length', Array.from({ length: 9 }, (_, i) => i), ['A', 'B', 'C', 'D'], { A: 0, B: 1, C: 2, D: 3 }],
  ])('P-22: unpacks a tuple: %s', async (_what, tuple, names, expected) => {
    await expect(new Driver({ modules: [recordOf(tuple, unpackFields(...names))] }).execute(outputs(...names))).resolves.toEqual(expected);
  });

  const figures = (p0 = 1, p1 = 2, p2 = 0) => ({ col: p1 - 0, total: p0 + p1 + p2 });

  it('P-26: extraction over @does; tags are on the fields, not on the record', async () => {
    class Flow {
      @tag({ kind: 'figure' })
      @extractFields('col', 'total')
      @does(figures)
      @node(source<number>('p0'), optional(source<number>('p1')), optional(source<number>('p2')))
      made(_p0: number, _p1?: number, _p2?: number): { col: number; total: number } {
        return { col: 0, total: 0 };
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(outputs('col', 'total'), { inputs: { p0: 3, p1: 1, p2: 2 } })).resolves.toEqual({ col: 1, total: 6 });
    expect(driver.nodes({ tags: { kind: 'figure' } }).map(({ name }) => name)).toEqual(['col', 'total']);
  });
});

describe('Extraction over a subdag', () => {
  class Inner {
    @node() foo(): number {
      return 1;
    }
    @node() bar(): number {
      return 2;
    }
  }

  class Outer {
    @tagOutputs({ foo: { field: 'foo' }, bar: { field: 'bar' } })
    @extractFields<{ foo: number; bar: number }>('foo', 'bar')
    @subdag(Inner)
    @node(source<number>('foo'), source<number>('bar'))
    fooBar(foo: number, bar: number): { foo: number; bar: number } {
      return { foo: 10 * foo, bar: 10 * bar };
    }
  }

  it('P-32: fields may have the names of nodes inside; they depend on the whole only, and tags tell them apart', async () => {
    const driver = new Driver({ modules: [Outer] });

    expect(namesOf(Outer)).toEqual(['bar', 'foo', 'fooBar', 'fooBar.bar', 'fooBar.foo']);
    expect(['foo', 'bar'].map((name) => driver.graph.get(name)?.dependencies)).toEqual([['fooBar'], ['fooBar']]);
    expect(driver.nodes({ tags: { field: 'bar' } }).map(({ name }) => name)).toEqual(['bar']);
    await expect(driver.execute(outputs('foo', 'bar', 'fooBar.foo'))).resolves.toEqual({ foo: 10, bar: 20, 'fooBar.foo': 1 });
  });

  it('P-32: nodes inside that nothing needs do no harm', async () => {
    class Dangling extends Inner {
      @node() spare(): number {
        throw new Error('not needed');
      }
    }
    class Flow {
      @extractFields('foo')
      @subdag(Dangling)
      @node(source<number>('foo'))
      whole(foo: number): { foo: number } {
        return { foo: foo + 1 };
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(outputs('foo'))).resolves.toEqual({ foo: 2 });
  });
});

describe('Replacement', () => {
  it.each([
    [{ p0: 0 }, 3],
    [{ p0: 0, p1: 0, p2: 0 }, 0],
  ])('P-28: optional dependencies stay optional: %j', async (inputs, expected) => {
    class Flow {
      @does((p0: number, p1 = 1, p2 = 2) => p0 + p1 + p2)
      @node(source<number>('p0'), optional(source<number>('p1')), optional(source<number>('p2')))
      total(_p0: number, _p1?: number, _p2?: number): number {
        return 0;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'], { inputs })).resolves.toEqual({ total: expected });
  });

  it.each([
    [{ a: 0 }, 2],
    [{ a: 1, b: 4 }, 9],
  ])('P-28 (differs: by position, so names need no mapping): a + b * c: %j', async (inputs, expected) => {
    class Flow {
      @does((x: number, y = 1, z2 = 2) => x + y * z2)
      @node(source<number>('a'), optional(source<number>('b')), optional(source<number>('c')))
      total(_a: number, _b?: number, _c?: number): number {
        return 0;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'], { inputs })).resolves.toEqual({ total: expected });
  });

  it.each<[string, (...values: never[]) => unknown, boolean]>([
    ['as many parameters', (a: number, b: number) => a + b, true],
    ['them in another order', (b: number, a: number) => a + b, true],
    ['a rest parameter', (...ns: number[]) => sum(...ns), true],
    ['one and a rest', (a: number, ...ns: number[]) => sum(a, ...ns), true],
    ['one with a default', (a: number, b = 1) => a + b, true],
    ['all with defaults, and more', (a = 1, b = 1, c = 1) => a + b + c, true],
    ['too few parameters', (a: number) => a, false],
    ['none', () => 1, false],
    ['one too many', (a: number, b: number, c: number) => a + b + c, false],
  ])('P-29 (differs: by position): a function with %s', (_what, fn, fits) => {
    class Flow {
      @(does(fn) as MethodDecorator)
      @node(source<number>('a'), source<number>('b'))
      total(_a: number, _b: number): number {
        return 0;
      }
    }

    if (fits) expect(namesOf(Flow)).toEqual(['a', 'b', 'total']);
    else expect(graphFault([Flow])).toMatchObject({ code: 'ARITY_MISMATCH', at: 'Flow.total @does' });
  });

  it('P-30 (differs: a body cannot be looked at): the body of the method is not called', async () => {
    class Flow {
      @does(() => 1)
      @node()
      one(): number {
        throw new Error('not called');
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['one'])).resolves.toEqual({ one: 1 });
  });
});
