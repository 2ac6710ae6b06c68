import {
  applyTo,
  config,
  configuration,
  does,
  Driver,
  extractFields,
  group,
  inject,
  mutate,
  node,
  nodeOf,
  output,
  parameterizedSubdag,
  pipeInput,
  pipeOutput,
  source,
  step,
  subdag,
  tag,
  value,
} from '@millrace/core';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

const add = (n: number, other: number): number => n + other;
const times = (n: number, factor: number): number => n * factor;
const square = (n: number): number => n * n;

const numbers = (...names: string[]) => names.map((name) => output<Record<string, number>>(name));
const namesOf = (driver: Driver) => driver.nodes().flatMap(({ name, roles }) => (roles.includes('input') ? [] : [name]));

class FooBar {
  @node(source<number>('a')) foo(a: number): number {
    return a;
  }
  @node(source<number>('b')) bar(b: number): number {
    return b;
  }
}

describe('Subdag', () => {
  it('S-01: brings nodes in under the name of the outer one', async () => {
    class Flow {
      @subdag(FooBar) @node(nodeOf(FooBar, 'foo'), nodeOf(FooBar, 'bar')) baz(foo: number, bar: number): number {
        return foo + bar;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['baz'], { inputs: { a: 10, b: 20 } })).resolves.toEqual({ baz: 30 });
    expect(namesOf(driver)).toEqual(['baz.foo', 'baz.bar', 'baz']);
  });

  it('S-02: literals that are handed in are nodes', async () => {
    class Flow {
      @subdag(FooBar, { inputs: { a: value(1), b: value(2) } }) @node(source<number>('foo'), source<number>('bar')) baz(
        foo: number,
        bar: number,
      ): number {
        return foo + bar;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['baz', ...numbers('baz.a', 'baz.b')])).resolves.toEqual({ baz: 3, 'baz.a': 1, 'baz.b': 2 });
  });

  class Variants {
    @config.when({ wide: true }) @node() bar__wide(): number {
      return 10;
    }
    @config.whenNot({ wide: true }) @node(source<number>('b')) bar__narrow(b: number): number {
      return b;
    }
  }

  it('S-04, S-05, S-06: a config of its own chooses variants and feeds names; without one the outer config holds', async () => {
    class Flow {
      @subdag(Variants, { config: { wide: true } }) @node(source<number>('bar')) chosen(bar: number): number {
        return bar;
      }
      @subdag(Variants, { config: { b: 100 } }) @node(source<number>('bar')) fed(bar: number): number {
        return bar;
      }
      @subdag(Variants) @node(source<number>('bar')) plain(bar: number): number {
        return bar;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['chosen', 'fed', 'plain'], { inputs: { b: 7 } })).resolves.toEqual({
      chosen: 10,
      fed: 100,
      plain: 7,
    });
  });

  it('S-08: one dataflow in four uses, whose config wins over the outer one', async () => {
    class Inner {
      @config.when({ op: 'sub' }) @node(source<number>('a'), source<number>('c')) d__sub(a: number, c: number): number {
        return a - c;
      }
      @config.when({ op: 'add' }) @node(source<number>('a'), source<number>('c')) d__add(a: number, c: number): number {
        return a + c;
      }
      @node(source<number>('c')) e(c: number): number {
        return 2 * c;
      }
      @node(source<number>('c'), source<number>('b'), 'e') f(c: number, b: number, e: number): number {
        return c + b + e;
      }
    }
    class Flow {
      @node() a(): number {
        return 1;
      }
      @node() b(): number {
        return 2;
      }
      @parameterizedSubdag(Inner, {
        first: { inputs: { c: value(10) }, config: { op: 'sub' } },
        second: { inputs: { c: value(20) }, config: { op: 'sub' } },
        third: { inputs: { c: value(30) } },
        fourth: { inputs: { c: source('b') } },
      })
      @node(source<number>('e'), source<number>('f'))
      pair(e: number, f: number): readonly [number, number] {
        return [e, f];
      }
      @node(group(source<number[]>('first'), source<number[]>('second'), source<number[]>('third'), source<number[]>('fourth')))
      total(pairs: number[][]): number {
        return pairs.flat().reduce((a, b) => a + b, 0);
      }
    }
    const driver = new Driver({ modules: [Flow], config: { op: 'add' } });

    await expect(driver.execute(['total', ...numbers('first', 'second', 'third', 'fourth', 'first.d', 'third.d')])).resolves.toEqual({
      total: 318,
      first: [20, 32],
      second: [40, 62],
      third: [60, 92],
      fourth: [4, 8],
      'first.d': -9,
      'third.d': 31,
    });
    expect(namesOf(driver)).not.toEqual(expect.arrayContaining(['e', 'f', 'd']));
  });

  class Pair {
    @config.when({ kind: 'pair' }) @node(source<number>('in2'), source<number>('in1')) sum(in2: number, in1: number): number {
      return in2 + 1 + in1 + 1;
    }
  }
  class Twice {
    @subdag(Pair, { inputs: { in2: source('x') } }) @node(source<number>('sum')) left(sum: number): number {
      return sum;
    }
    @subdag(Pair, { inputs: { in2: source('y') } }) @node(source<number>('sum')) right(sum: number): number {
      return sum;
    }
    @node('left', 'right') both(left: number, right: number): number {
      return left + right;
    }
  }
  class Nested {
    @subdag(Twice, { inputs: { x: value(10), y: value(3) } }) @node(source<number>('both')) result(both: number): number {
      return both;
    }
  }
  class Remapped {
    @subdag(Twice, { inputs: { x: value(10), y: value(3) }, config: { kind: configuration('outerKind') } })
    @node(source<number>('both'))
    result(both: number): number {
      return both;
    }
  }

  it('S-09: nests; the outer config reaches variants inside, under its own key or another one', async () => {
    const execute = (flow: typeof Nested | typeof Remapped, outer: Record<string, unknown>) =>
      new Driver({ modules: [flow], config: outer }).execute(['result'], { inputs: { in1: 2 } });

    await expect(execute(Nested, { kind: 'pair' })).resolves.toEqual({ result: 21 });
    await expect(execute(Remapped, { outerKind: 'pair' })).resolves.toEqual({ result: 21 });
    expect(graphFault([Remapped])).toMatchObject({ code: 'MISSING_CONFIG', at: 'Remapped.result @subdag' });
  });

  it('S-10: the outer config is the weakest; a key may stand for a key of the outer config, and for nothing else', async () => {
    class Inner {
      @node(configuration<string>('a'), configuration<string>('b'), configuration<string>('c')) all(...given: string[]): string {
        return given.join('');
      }
    }
    class Flow {
      @subdag(Inner, { config: { b: 'literal', c: configuration('other') } }) @node(source<string>('all')) use(all: string): string {
        return all;
      }
    }
    class ToSource {
      @subdag(Inner, { config: { a: source('n') } }) @node(source<string>('all')) use(all: string): string {
        return all;
      }
    }
    class ToGroup {
      @subdag(Inner, { config: { a: group(source('n')) } }) @node(source<string>('all')) use(all: string): string {
        return all;
      }
    }
    const driver = new Driver({ modules: [Flow], config: { a: 'outer ', b: 'lost', c: 'lost', other: ' mapped' } });

    await expect(driver.execute(['use'])).resolves.toEqual({ use: 'outer literal mapped' });
    for (const flow of [ToSource, ToGroup]) expect(summaryOf(graphFaults([flow]))).toContain(`INVALID_DEPENDENCY ${flow.name}.use @subdag`);
  });

  it('S-12: a parameterized subdag gives nodes of unique names, with inputs and config for each, or for all', async () => {
    class Ops {
      @config.whenNot({ mode: 'alternate' }) @node(source<number>('foo'), source<number>('bar')) op__standard(
        foo: number,
        bar: number,
      ): number {
        return foo + bar;
      }
      @config.when({ mode: 'alternate' }) @node(source<number>('foo'), source<number>('bar')) op__alternate(
        foo: number,
        bar: number,
      ): number {
        return foo * bar;
      }
    }
    const inputs = { foo: value(1), bar: value(2) };
    class Flow {
      @parameterizedSubdag(Ops, { v0: {}, v1: { config: { mode: 'standard' } }, v2: { config: { mode: 'alternate' } } }, { inputs })
      @node(source<number>('op'))
      use(op: number): number {
        return op;
      }
    }
    class WithExternal {
      @parameterizedSubdag(
        Ops,
        {
          v0: { inputs: { foo: value(0), bar: value(1) } },
          v1: { inputs: { foo: value(1), bar: value(0) } },
          v2: { inputs, config: { mode: 'alternate' } },
        },
        { externalInputs: ['baz'] },
      )
      @node(source<number>('op'), source<number>('baz'))
      use(op: number, baz: number): number {
        return op + baz;
      }
      @node(source<number>('v0'), source<number>('v1'), source<number>('v2')) total(...ns: number[]): number {
        return ns.reduce(add);
      }
    }
    class AroundPair {
      @parameterizedSubdag(Pair, { x: { inputs: { in2: value(10) } }, y: { inputs: { in2: value(3) } } }, { config: { kind: 'pair' } })
      @node(source<number>('sum'))
      use(sum: number): number {
        return sum;
      }
      @node(source<number>('x'), source<number>('y')) both(x: number, y: number): number {
        return x + y;
      }
    }
    class NestedParameterized {
      @subdag(AroundPair, { config: { kind: 'other' } }) @node(source<number>('both')) result(both: number): number {
        return both;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(numbers('v0', 'v1', 'v2'))).resolves.toEqual({ v0: 3, v1: 3, v2: 2 });
    expect(new Set(namesOf(driver)).size).toBe(namesOf(driver).length);
    await expect(new Driver({ modules: [WithExternal] }).execute(['total'], { inputs: { baz: 100 } })).resolves.toEqual({ total: 304 });
    await expect(new Driver({ modules: [NestedParameterized] }).execute(['result'], { inputs: { in1: 2 } })).resolves.toEqual({
      result: 21,
    });
  });

  it('S-13: a name in config and inputs, and an input that is no dependency, are refused', () => {
    class Flow {
      @subdag(FooBar, { config: { a: 1 }, inputs: { a: value(1), b: 2 as never } }) @node(source<number>('foo')) baz(foo: number): number {
        return foo;
      }
    }

    expect(summaryOf(graphFaults([Flow]))).toEqual(['INVALID_DEPENDENCY Flow.baz @subdag']);
  });

  it('S-14, P-32: generated names of subdags and extractions do not clash, and are refused where they do', async () => {
    class Flow {
      @tag({ of: 'fields' })
      @extractFields('foo', 'bar')
      @subdag(FooBar, { inputs: { a: value(1), b: value(2) } })
      @node(source<number>('foo'), source<number>('bar'))
      fooBar(foo: number, bar: number): { foo: number; bar: number } {
        return { foo: 10 * foo, bar: 10 * bar };
      }
    }
    class Clashing {
      @extractFields('m.foo') @subdag(FooBar) @node(source<number>('foo')) m(foo: number): { 'm.foo': number } {
        return { 'm.foo': foo };
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(numbers('foo', 'bar', 'fooBar.foo'))).resolves.toEqual({ foo: 10, bar: 20, 'fooBar.foo': 1 });
    expect(driver.graph.get('foo')?.dependencies).toEqual(['fooBar']);
    expect(driver.nodes({ tags: { of: 'fields' } }).map(({ name }) => name)).toEqual(['foo', 'bar']);
    expect(summaryOf(graphFaults([Clashing]))).toContain('DUPLICATE_NODE Clashing.m');
  });
});

describe('Pipe', () => {
  const inputs = { v: 10, in1: 10, in2: 20, in3: 30 };
  const chain = [
    step(add, value(1)).named('a'),
    step(add, value(2)).named('b'),
    step(add, value(3)).named('c').when({ calcC: true }),
    step(add, source('in1')).named('d'),
    step(times, source('in2')).named('e'),
  ];
  const second = [
    step(square).named('a'),
    step(times, value(2)).named('b'),
    step(add, value(10)).named('c').when({ calcC: true }),
    step(add, source('in3')).named('d'),
    step(add, value(2)).named('e'),
  ];
  const executeBoth = async (modules: readonly (abstract new () => object)[], names: string[]) => {
    const [withC, without] = [new Driver({ modules, config: { calcC: true } }), new Driver({ modules })];
    return [await withC.execute(numbers(...names), { inputs }), await without.execute(numbers(...names), { inputs })];
  };

  it('S-16: sends an input through steps that the config chooses', async () => {
    class Flow {
      @pipeInput(...chain) @node(source<number>('v')) f(v: number): number {
        return 10 * v;
      }
      @pipeInput(...second) @node(source<number>('v')) g(v: number): number {
        return v + 10;
      }
    }

    await expect(executeBoth([Flow], ['f', 'g'])).resolves.toEqual([
      { f: 5200, g: 252 },
      { f: 4600, g: 242 },
    ]);
    expect([...graphOf([Flow], { config: { calcC: true } }).nodes.keys()]).toEqual(
      expect.arrayContaining(['f.a', 'f.b', 'f.c', 'f.d', 'f.e']),
    );
  });

  it('S-17: pipes a parameter that is named, in a namespace that is given', async () => {
    class Flow {
      @inject({ w: value(100) })
      @pipeInput(...chain, { onInput: 'w', namespace: 'global' })
      @node(source<number>('v'), source<number>('w'))
      f(v: number, w: number): number {
        return v + 10 * w;
      }
    }

    await expect(executeBoth([Flow], ['f'])).resolves.toEqual([{ f: 23210 }, { f: 22610 }]);
    expect([...graphOf([Flow]).nodes.keys()]).toEqual(expect.arrayContaining(['global.a', 'global.b', 'global.d', 'global.e']));
  });

  it('S-18 (LIMIT): pipes several parameters', async () => {
    class Flow {
      @pipeInput(step(add, value(1)), { onInput: ['v', 'w'] }) @node(source<number>('v'), source<number>('w')) f(
        v: number,
        w: number,
      ): number {
        return v * w;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['f'], { inputs: { v: 1, w: 2 } })).resolves.toEqual({ f: 6 });
  });

  it.each([
    ['binds too little', () => (step as (fn: unknown) => ReturnType<typeof step>)(add)],
    ['binds too much', () => (step as (...given: unknown[]) => ReturnType<typeof step>)(square, value(1))],
    ['has no parameter', () => step(() => 1)],
  ])('S-20: refuses a step that %s, since exactly the first parameter is left free', (_what, make) => {
    class Flow {
      @pipeInput(make()) @node(source<number>('v')) f(v: number): number {
        return v;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code: 'ARITY_MISMATCH', at: 'Flow.f @pipeInput' });
  });

  it('S-21: a step inherits, drops or replaces the namespace of the pipe, which must have one for that', () => {
    class Flow {
      @pipeInput(step(square), step(square).named('dropped').namespaced(null), step(square).named('replaced').namespaced('other'))
      @node(source<number>('v'))
      f(v: number): number {
        return v;
      }
      @pipeInput(step(square), { namespace: null }) @node(source<number>('v')) g(v: number): number {
        return v;
      }
    }
    class Conflicting {
      @pipeInput(step(square).namespaced('own'), { namespace: null }) @node(source<number>('v')) f(v: number): number {
        return v;
      }
    }

    expect([...graphOf([Flow]).nodes.keys()].sort()).toEqual(['dropped', 'f', 'f.withSquare', 'g', 'other.replaced', 'v', 'withSquare']);
    expect(graphFault([Conflicting])).toMatchObject({ code: 'NAMESPACE_CLASH', at: 'Conflicting.f @pipeInput' });
  });

  it('S-22: sends an output through steps, behind a raw node; the last has the name', async () => {
    class Flow {
      @pipeOutput(...chain) @node(source<number>('v')) f(v: number): number {
        return 10 * v;
      }
      @pipeOutput(...second) @node(source<number>('v')) g(v: number): number {
        return v + 10;
      }
      @pipeOutput(step((text: string) => `${text} then`), step((text: string) => `${text} last`))
      @node()
      text(): string {
        return 'first';
      }
    }
    const driver = new Driver({ modules: [Flow], config: { calcC: true } });

    await expect(driver.execute(['f', 'g', 'text', ...numbers('f.raw')], { inputs })).resolves.toEqual({
      f: 2320,
      g: 842,
      text: 'first then last',
      'f.raw': 100,
    });
  });

  it('S-22: names a step without a name after its function', () => {
    class Flow {
      @pipeOutput(step(square), step(square)) @node() f(): number {
        return 2;
      }
    }

    expect([...graphOf([Flow]).nodes.keys()]).toEqual(['f.raw', 'f.withSquare', 'f.withSquare_1', 'f']);
  });

  it('S-24: without a step that is present the node stays as it is', () => {
    class Flow {
      @pipeOutput(step(square).when({ absent: true })) @pipeOutput() @node() f(): number {
        return 2;
      }
    }

    expect([...graphOf([Flow]).nodes.keys()]).toEqual(['f']);
  });

  it('S-25: goes behind all outputs of a method, those named for the pipe, or those named for a step', async () => {
    const abc = () => ({ a: 1, b: 2, c: 3 });
    const plusTen = step(add, value(10));
    class All {
      @pipeOutput(plusTen) @extractFields('a', 'b', 'c') @does(abc) @node() m(): { a: number; b: number; c: number } {
        return abc();
      }
    }
    class One {
      @pipeOutput(plusTen, { onOutput: 'a' }) @extractFields('a', 'b', 'c') @node() m(): { a: number; b: number; c: number } {
        return abc();
      }
    }
    class Some {
      @pipeOutput(plusTen, { onOutput: ['a', 'c'] }) @extractFields('a', 'b', 'c') @node() m(): { a: number; b: number; c: number } {
        return abc();
      }
    }
    class BySteps {
      @pipeOutput(plusTen.onOutput('a'), step(times, value(2)).onOutput('a', 'b')) @extractFields('a', 'b', 'c') @node() m(): {
        a: number;
        b: number;
        c: number;
      } {
        return abc();
      }
    }
    class BothLevels {
      @pipeOutput(plusTen.onOutput('a'), { onOutput: 'b' }) @extractFields('a', 'b') @node() m(): { a: number; b: number } {
        return abc();
      }
    }
    class Everything {
      @pipeOutput(plusTen, { onOutput: '*' }) @extractFields('a', 'b') @node() m(): { a: number; b: number } {
        return abc();
      }
    }
    const execute = (flow: abstract new () => object) => new Driver({ modules: [flow] }).execute(numbers('a', 'b', 'c'));

    await expect(execute(All)).resolves.toEqual({ a: 11, b: 12, c: 13 });
    await expect(execute(One)).resolves.toEqual({ a: 11, b: 2, c: 3 });
    await expect(execute(Some)).resolves.toEqual({ a: 11, b: 2, c: 13 });
    await expect(execute(BySteps)).resolves.toEqual({ a: 22, b: 4, c: 3 });
    expect(graphFault([BothLevels])).toMatchObject({ code: 'EXCLUSIVE_MODIFIERS', at: 'BothLevels.m @pipeOutput' });
    expect(graphFault([Everything])).toMatchObject({ code: 'UNKNOWN_TARGET', at: 'Everything.m @pipeOutput' });
  });

  it('S-26: a pipe of two steps is four nodes: raw, the steps, and the one that has the name', async () => {
    class Flow {
      @pipeOutput(step(add, value(10)), step(add, value(100))) @node() f(): number {
        return 2;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['f'])).resolves.toEqual({ f: 112 });
    expect(namesOf(driver)).toHaveLength(4);
  });
});

describe('Mutate', () => {
  it('S-28: a target in another class is refused', () => {
    class Other {
      @node() n(): number {
        return 1;
      }
    }
    class Flow {
      @mutate('n') changed(n: number): number {
        return n;
      }
    }

    expect(graphFault([Other, Flow])).toMatchObject({ code: 'UNKNOWN_TARGET', at: 'Flow.changed @mutate' });
  });

  it('S-29, S-30 (differs: by name and position): what @inject says holds for all targets, what a target says wins; a bare name is a target', async () => {
    class Flow {
      @node() a(): number {
        return 0;
      }
      @node() b(): number {
        return 0;
      }
      @mutate('a', applyTo('b', value(13))) shifted(n: number, @inject(value(17)) by: number): number {
        return n + by;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['a', 'b'])).resolves.toEqual({ a: 17, b: 13 });
  });
});

describe('Async', () => {
  type Row = { readonly a: string; readonly b: string; readonly n: number };
  const rows: Row[] = [
    { a: 'x', b: 'u', n: 1 },
    { a: 'x', b: 'v', n: 2 },
    { a: 'y', b: 'u', n: 3 },
  ];
  const sumBy = async (given: Row[], key: 'a' | 'b'): Promise<Row[]> => {
    const sums = new Map<string, number>();
    for (const row of given) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.n);
    return [...sums].map(([name, n]) => ({ a: name, b: name, n }));
  };
  const byConfig = [step(sumBy, value('a' as const)).when({ by: 'a' }), step(sumBy, value('b' as const)).when({ by: 'b' })];

  it.each(['a', 'b'] as const)('A-09: asynchronous steps before, after, and by mutation; the config groups by %s', async (by) => {
    class Flow {
      @node() table(): Row[] {
        return rows;
      }
      @pipeInput(...byConfig) @node('table') async before(table: Row[]): Promise<Row[]> {
        return table;
      }
      @pipeOutput(...byConfig) @node('table') after(table: Row[]): Row[] {
        return table;
      }
      @node('table') async mutated(table: Row[]): Promise<Row[]> {
        return table;
      }
      @mutate(applyTo('mutated', value('a')).when({ by: 'a' }), applyTo('mutated', value('b')).when({ by: 'b' }))
      async grouped(table: Row[], key: 'a' | 'b'): Promise<Row[]> {
        return sumBy(table, key);
      }
    }
    const direct = await sumBy(rows, by);

    await expect(new Driver({ modules: [Flow], config: { by } }).execute(['before', 'after', 'mutated'])).resolves.toEqual({
      before: direct,
      after: direct,
      mutated: direct,
    });
  });

  it('A-10: a subdag of asynchronous nodes', async () => {
    class Inner {
      @node(source<number>('x')) async f(x: number): Promise<number> {
        return x + 1;
      }
      @extractFields('r1', 'r2') @node('f') async r(f: number): Promise<{ r1: number; r2: number }> {
        return { r1: f, r2: 2 * f };
      }
    }
    class Flow {
      @subdag(Inner, { inputs: { x: value(1) } }) @node(source<number>('r1'), source<number>('r2')) async use(
        r1: number,
        r2: number,
      ): Promise<number> {
        return r1 + r2;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['use'])).resolves.toEqual({ use: 6 });
  });
});
