import {
  collect,
  configuration,
  context,
  fold,
  group,
  input,
  keys,
  node,
  nodeOf,
  optional,
  parallelizable,
  plain,
  reducers,
  settled,
  source,
  value,
  type Collect,
  type NodeContext,
} from '@millrace/core';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

/** What JavaScript, or a cast, lets through. */
const anything = (...dependencies: unknown[]): never[] => dependencies as never[];

describe('dependencies', () => {
  it('UNKNOWN_DEPENDENCY: a bare name, with the nearest names of the class and what else to write', () => {
    class Flow {
      @input() declare readonly orders: number;
      @node(...anything('ordrs')) total(orders: number): number {
        return orders;
      }
      @node(...anything('elsewhere')) other(x: number): number {
        return x;
      }
    }
    class Other {
      @node() elsewhere(): number {
        return 1;
      }
    }

    const faults = graphFaults([Flow, Other]);

    expect(summaryOf(faults)).toEqual(['UNKNOWN_DEPENDENCY Flow.total', 'UNKNOWN_DEPENDENCY Flow.other']);
    expect(faults[0]?.message).toMatch(/Flow\.total depends on "ordrs".*Flow\. Did you mean "orders"\?\n.*@input\(\).*source\('ordrs'\)/);
    expect(faults[1]?.message).toMatch(/Other has a node of that name: write nodeOf\(Other, 'elsewhere'\)/);
  });

  it('a bare name means what the method of this name gives, also under another name', () => {
    class Flow {
      @node({ name: 'renamed' }) first(): number {
        return 1;
      }
      @node('first') second(first: number): number {
        return first;
      }
    }

    expect(graphOf([Flow]).get('second')?.dependencies).toEqual(['renamed']);
  });

  it('NOT_A_NODE: a plain member of the class, and of another one', () => {
    class Other {
      @node() one(): number {
        return 1;
      }
      helper(): number {
        return 1;
      }
    }
    class Flow {
      @node('helper') a(helper: number): number {
        return helper;
      }
      @node(nodeOf(Other, 'helper')) b(helper: number): number {
        return helper;
      }
      helper(): number {
        return 1;
      }
    }

    const faults = graphFaults([Flow, Other]);

    expect(summaryOf(faults)).toEqual(['NOT_A_NODE Flow.a', 'NOT_A_NODE Flow.b']);
    expect(faults[0]?.message).toMatch(/"helper".*Flow\.helper is a plain member.*@node/);
    expect(faults[1]?.message).toMatch(/Other\.helper/);
  });

  it('nodeOf: a class that is not listed, a name that it does not have, a class that is undefined, several that inherit', () => {
    class Base {
      @node() one(): number {
        return 1;
      }
    }
    class Left extends Base {
      @node({ name: 'left' }) override one(): number {
        return 2;
      }
    }
    class Right extends Base {
      @node({ name: 'right' }) override one(): number {
        return 3;
      }
    }
    class Unlisted extends Base {}
    class Flow {
      @node(nodeOf(Unlisted, 'one')) a(one: number): number {
        return one;
      }
      @node(...anything(nodeOf(Left, 'on' as never))) b(one: number): number {
        return one;
      }
      @node(...anything(nodeOf(undefined as never, 'one' as never))) c(one: number): number {
        return one;
      }
      @node(nodeOf(Base, 'one')) d(one: number): number {
        return one;
      }
      @node(optional(nodeOf(Unlisted, 'one'), 4)) e(one: number): number {
        return one;
      }
    }

    const faults = graphFaults([Flow, Left, Right]);

    expect(summaryOf(faults)).toEqual([
      'UNKNOWN_DEPENDENCY Flow.a',
      'UNKNOWN_DEPENDENCY Flow.b',
      'INVALID_DEPENDENCY Flow.c',
      'INVALID_DEPENDENCY Flow.d',
    ]);
    expect(faults[0]?.message).toMatch(/Unlisted is not in "modules"/);
    expect(faults[1]?.message).toMatch(/Left has no such node. Did you mean "one"\?/);
    expect(faults[2]?.message).toMatch(/undefined.*nodeOf\(\(\) => Other, 'one'\)/);
    expect(faults[3]?.message).toMatch(/Left and Right inherit/);
  });

  it('INVALID_DEPENDENCY: what is no dependency, names that are none, and options that do not stand last', () => {
    class Flow {
      @node(...anything(undefined)) a(x: number): number {
        return x;
      }
      @node(...anything({ name: 'n' }, 'a')) b(x: number, y: number): number {
        return x + y;
      }
      @node(source(undefined as never)) c(x: unknown): unknown {
        return x;
      }
      @node(configuration('')) d(x: unknown): unknown {
        return x;
      }
      @node(group(...anything(3))) e(x: unknown): unknown {
        return x;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual([
      'INVALID_DEPENDENCY Flow.a @node',
      'INVALID_DEPENDENCY Flow.b @node',
      'INVALID_DEPENDENCY Flow.c',
      'INVALID_DEPENDENCY Flow.d',
      'INVALID_DEPENDENCY Flow.e',
    ]);
    expect(faults[0]?.message).toMatch(/has undefined among its dependencies.*source\(\)/);
    expect(faults[1]?.message).toMatch(/options are one plain object at the end/);
  });

  it('INVALID_DEPENDENCY: forms of @collect elsewhere, and inside of each other', () => {
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *n(): Generator<number> {
        yield 1;
      }
      @node(...anything(plain('n'))) a(x: unknown): unknown {
        return x;
      }
      @node(...anything(group(keys('n')))) b(x: unknown): unknown {
        return x;
      }
      @collect(...anything(group('n', plain('n')))) c(x: unknown): unknown {
        return x;
      }
      @collect(...anything(settled(settled('n')))) d(x: unknown): unknown {
        return x;
      }
      @collect(...anything(fold(fold('n', reducers.count()), reducers.count()))) e(x: unknown): unknown {
        return x;
      }
      @node(...anything(optional(group('n')))) f(x: unknown): unknown {
        return x;
      }
      @collect('n', ...anything(plain(keys('n')))) g(_ns: Collect<number>, x: unknown): unknown {
        return x;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `INVALID_DEPENDENCY Flow.${name}`));
    expect(faults[0]?.message).toMatch(/plain\(\).*belongs into @collect/);
    expect(faults[2]?.message).toMatch(/parameter of its own/);
    expect(faults[5]?.message).toMatch(/group\(optional\(…\)\)/);
  });

  it.each<[string, unknown, RegExp]>([
    ['a function that was not called', reducers.sum, /call it/],
    ['nothing', undefined, /missing/],
    ['no step', { init: () => 0 }, /"step"/],
    ['a done that is no function', { init: () => 0, step: () => 0, done: 1 }, /"done"/],
  ])('INVALID_DEPENDENCY: a reducer that is %s', (_, reducer, text) => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield 1;
      }
      @collect(...anything(fold('n', reducer as never))) all(x: unknown): unknown {
        return x;
      }
    }

    expect(graphFault([Flow])).toMatchObject({
      code: 'INVALID_DEPENDENCY',
      at: 'Flow.all',
      message: expect.stringMatching(text) as string,
    });
  });

  it('MISSING_CONFIG: names the key, the method, and both fixes', () => {
    class Flow {
      @node(configuration<number>('limit')) a(limit: number): number {
        return limit;
      }
      @node(optional(configuration<number>('limit'), 3)) b(limit: number): number {
        return limit;
      }
    }

    expect(graphFault([Flow], { config: { limits: 1 } })).toMatchObject({
      code: 'MISSING_CONFIG',
      at: 'Flow.a',
      message: expect.stringMatching(/Flow\.a.*"limit".*Did you mean "limits"\?\n.*optional\(configuration\('limit'\)/) as string,
    });
    expect(graphOf([Flow], { config: { limit: null } }).get('a')?.parameters).toEqual([
      { kind: 'value', binding: { kind: 'constant', value: null } },
    ]);
  });

  it('a name that is unknown causes no fault in those that depend on it', () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield 1;
      }
      @node('n', ...anything('unknown')) inner(n: number, x: number): number {
        return n + x;
      }
      @collect('inner') all(xs: Collect<number>): number {
        return xs.length;
      }
      @node('all', 'inner') after(all: number, inner: number): number {
        return all + inner;
      }
    }

    expect(summaryOf(graphFaults([Flow]))).toEqual(['UNKNOWN_DEPENDENCY Flow.inner']);
  });
});

describe('arity', () => {
  it('ARITY_MISMATCH: tells to add @context() when exactly one parameter is missing', () => {
    class Flow {
      @node(source<number>('x')) a(x: number, _context: NodeContext): number {
        return x;
      }
      @node(source<number>('x')) b(x: number, @context() _context: NodeContext, ..._more: number[]): number {
        return x;
      }
      @node() c(_x: number, _y: number): number {
        return 1;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['ARITY_MISMATCH Flow.a', 'ARITY_MISMATCH Flow.c']);
    expect(faults[0]?.message).toMatch(/Flow\.a has 2 parameters, but is given 1 value\..*@context\(\)/);
    expect(faults[1]?.message).toMatch(/2 parameters.*0 values/);
    expect(faults[1]?.message).not.toMatch(/@context/);
  });

  it('ARITY_MISMATCH: more dependencies than parameters, unless defaults or rest parameters may take them', () => {
    class Flow {
      @node(...anything(value(1), value(2))) a(x: number): number {
        return x;
      }
      @node(value(1), value(2)) b(x: number, y = 2): number {
        return x + y;
      }
      @node(...anything(value(1), value(2))) c(...xs: number[]): number {
        return xs.length;
      }
      @node(...anything(value(1), value(2))) d({ x }: { x: number }): number {
        return x;
      }
    }

    const fault = graphFault([Flow]);

    expect(fault).toMatchObject({
      code: 'ARITY_MISMATCH',
      at: 'Flow.a',
      message: expect.stringMatching(/1 parameter, but lists 2 dependencies/) as string,
    });
  });

  it('a method that overrides another one may take fewer parameters', () => {
    class Base {
      @node(source<number>('x')) a(x: number): number {
        return x;
      }
    }
    class Derived extends Base {
      override a(): number {
        return 1;
      }
    }

    expect(graphOf([Derived]).get('a')?.dependencies).toEqual(['x']);
  });

  it('a parameter with a default may be left out, also before the context', () => {
    class Flow {
      @node(...anything(value(1))) a(x: number, y = 2, @context() { node: name }: NodeContext): string {
        return `${name} ${x + y}`;
      }
    }

    expect(graphOf([Flow]).get('a')?.parameters).toEqual([
      { kind: 'value', binding: { kind: 'constant', value: 1 } },
      { kind: 'value', binding: { kind: 'constant', value: undefined } },
      { kind: 'context' },
    ]);
  });
});

describe('circles', () => {
  it('CIRCULAR_DEPENDENCY: one fault a circle, each with its path, also where they share a node', () => {
    class Flow {
      @node('b', 'c') a(b: number, c: number): number {
        return b + c;
      }
      @node('a') b(a: number): number {
        return a;
      }
      @node('d') c(d: number): number {
        return d;
      }
      @node('a') d(a: number): number {
        return a;
      }
      @node('e') e(e: number): number {
        return e;
      }
      @node('a', 'e') behind(a: number, e: number): number {
        return a + e;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['CIRCULAR_DEPENDENCY Flow.a', 'CIRCULAR_DEPENDENCY Flow.a', 'CIRCULAR_DEPENDENCY Flow.e']);
    expect(faults.map(({ message }) => /: (\S+(?: -> \S+)+)\./.exec(message)?.[1])).toEqual(['a -> b -> a', 'a -> c -> d -> a', 'e -> e']);
    expect(faults[0]?.message).toMatch(/Remove one of these dependencies/);
  });
});
