import {
  collect,
  config,
  Driver,
  drop,
  input,
  MillraceError,
  node,
  nodeOf,
  parallelizable,
  source,
  value,
  type Collect,
  type Parallelizable,
} from '@millrace/core';
import { faultOf, faultsOf } from '../fixtures/refusals';

describe('build-time validation', () => {
  it('names the path of a cycle (Hamilton: RecursionError or hang at run time)', () => {
    class Flow {
      @node('c') a(c: number): number {
        return c;
      }
      @node('a') b(a: number): number {
        return a;
      }
      @node('b') c(b: number): number {
        return b;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow] }));

    expect(fault.code).toBe('CIRCULAR_DEPENDENCY');
    expect(fault.message).toMatch(/a -> b -> c -> a|a -> c -> b -> a|b -> c -> a -> b|b -> a -> c -> b|c -> a -> b -> c|c -> b -> a -> c/);
  });

  it('names a node that depends on itself, and cycles through a collector', () => {
    class Self {
      @node('a') a(a: number): number {
        return a;
      }
    }
    class Through {
      @parallelizable('total') *n(total: number): Generator<number> {
        yield total;
      }
      @collect('n') total(ns: Collect<number>): number {
        return ns.length;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Self] })).message).toMatch(/a -> a/);
    expect(faultsOf(() => new Driver({ modules: [Through] })).map(({ code }) => code)).toContain('CIRCULAR_DEPENDENCY');
  });

  it('collects all faults in one error, each with code, place and text', () => {
    class Flow {
      // @ts-expect-error -- the compiler refuses it, too
      @node(value(1)) one(): number {
        return 1;
      }
      @node(source('helper')) two(helper: unknown): unknown {
        return helper;
      }
      helper(): number {
        return 1;
      }
      @parallelizable({ concurrency: 0 }) *n(): Generator<number> {
        yield 1;
      }
      @node(nodeOf(Date, 'getTime')) three(time: number): number {
        return time;
      }
    }

    const faults = faultsOf(() => new Driver({ modules: [Flow] }));

    expect(faults.length).toBeGreaterThanOrEqual(3);
    for (const { code, at, message } of faults) {
      expect(code).toMatch(/^[A-Z_]+$/);
      expect(at).not.toBe('');
      expect(message).not.toBe('');
    }
    expect(faults.map(({ at }) => at).join()).toMatch(/Flow\.n/);
  });

  it('names both places of a duplicate node', () => {
    class One {
      @node() rate(): number {
        return 1;
      }
    }
    class Other {
      @node() rate(): number {
        return 2;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [One, Other] }));

    expect(fault.code).toBe('DUPLICATE_NODE');
    expect(fault.message).toMatch(/One\.rate/);
    expect(fault.message).toMatch(/Other\.rate/);
    expect(fault.message).toMatch(/allowOverrides|namespace/);
  });

  it('refuses two methods of one class with one name', () => {
    class Flow {
      @node({ name: 'rate' }) a(): number {
        return 1;
      }
      @node({ name: 'rate' }) b(): number {
        return 2;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] })).code).toBe('DUPLICATE_NODE');
  });

  it('names an unknown dependency of another class', () => {
    class Other {
      @node() rate(): number {
        return 1;
      }
      helper(): number {
        return 2;
      }
    }
    class Flow {
      @node(nodeOf(Other, 'helper')) a(helper: number): number {
        return helper;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow, Other] }));

    expect(fault.code).toMatch(/NOT_A_NODE|UNKNOWN_DEPENDENCY/);
    expect(fault.at).toContain('Flow.a');
    expect(fault.message).toMatch(/helper/);
  });

  it('names a class of nodeOf that is not among the modules', () => {
    class Other {
      @node() rate(): number {
        return 1;
      }
    }
    class Flow {
      @node(nodeOf(Other, 'rate')) a(rate: number): number {
        return rate;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow] }));

    expect(fault.code).toBe('UNKNOWN_DEPENDENCY');
    expect(fault.message).toMatch(/modules/);
  });

  it('refuses a dependency that is a plain member and no node', () => {
    class Flow {
      helper(): number {
        return 1;
      }
      @node('helper') a(helper: number): number {
        return helper;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'NOT_A_NODE',
      at: expect.stringContaining('Flow.a') as string,
      message: expect.stringMatching(/"helper"/) as string,
    });
  });

  it('refuses a number of dependencies that does not fit the method', () => {
    class Flow {
      @node() a(): number {
        return 1;
      }
      @node(...(['a', 'a'] as never[])) tooMany(a: number): number {
        return a;
      }
      @node() tooFew(a: number): number {
        return a;
      }
    }

    const faults = faultsOf(() => new Driver({ modules: [Flow] }));

    expect(faults.map(({ code }) => code)).toEqual(['ARITY_MISMATCH', 'ARITY_MISMATCH']);
    expect(faults.map(({ at }) => at).join()).toMatch(/tooMany[\s\S]*tooFew/);
  });

  it.each<[string, Record<string, unknown>]>([
    ['concurrency', { concurrency: 0 }],
    ['concurrency', { concurrency: 1.5 }],
    ['concurrency', { concurrency: NaN }],
    ['window', { window: Infinity }],
    ['window', { window: 0 }],
    ['buffer', { buffer: 0 }],
    ['onItemError', { onItemError: 'ignore' }],
    ['onItemError', { onItemError: { tolerate: -1 } }],
    ['onItemError', { onItemError: { tolerate: '120%' } }],
    ['onItemError', { onItemError: { tolerate: 'many' as never } }],
    ['ordered', { ordered: 'no' }],
    ['key', { key: 'name' }],
  ])('refuses %s out of range: %j', (option, options) => {
    class Flow {
      // @ts-expect-error -- the compiler does not know what the options hold
      @parallelizable(options) *n(): Generator<number> {
        yield 1;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'INVALID_OPTION',
      at: expect.stringContaining('Flow.n') as string,
      message: expect.stringContaining(option) as string,
    });
  });

  it('accepts Infinity for concurrency and buffer', () => {
    class Flow {
      @parallelizable({ concurrency: Infinity, buffer: Infinity }) *n(): Generator<number> {
        yield 1;
      }
    }

    expect(() => new Driver({ modules: [Flow] })).not.toThrow();
  });

  it.each(['then', 'constructor', '__proto__'])('refuses the reserved name %s', (name) => {
    class Flow {
      @node({ name }) a(): number {
        return 1;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'RESERVED_NAME',
      at: expect.stringContaining('Flow.a') as string,
    });
  });

  it('refuses a node that is no method: an accessor, a static member, a field', () => {
    const asNode: (target: object, key: string | symbol, descriptor?: PropertyDescriptor) => void = node() as never;
    class Accessor {
      get a(): number {
        return 1;
      }
    }
    class Static {
      static a(): number {
        return 1;
      }
    }
    class SymbolNamed {
      [Symbol.iterator](): number {
        return 1;
      }
    }
    asNode(Accessor.prototype, 'a', Object.getOwnPropertyDescriptor(Accessor.prototype, 'a'));
    asNode(Static, 'a', Object.getOwnPropertyDescriptor(Static, 'a'));
    asNode(SymbolNamed.prototype, Symbol.iterator, Object.getOwnPropertyDescriptor(SymbolNamed.prototype, Symbol.iterator));

    for (const cls of [Accessor, Static, SymbolNamed])
      expect(faultOf(() => new Driver({ modules: [cls] }))).toMatchObject({ code: 'INVALID_METHOD' });
  });

  it('says which line of tsconfig is missing when a decorator is called the standard way', () => {
    const decorate: (method: unknown, context: unknown) => void = node() as never;
    const call = () => decorate(() => 1, { kind: 'method', name: 'a', static: false, private: false, metadata: {} });

    expect(call).toThrow(/experimentalDecorators/);
    try {
      call();
    } catch (error) {
      expect(MillraceError.is(error, 'STANDARD_DECORATORS')).toBe(true);
    }
  });

  it('refuses a modifier on what has no role', () => {
    class Flow {
      @config.when({ k: 1 }) lost(): number {
        return 1;
      }
      @node() a(): number {
        return 1;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'MODIFIER_WITHOUT_ROLE',
      at: expect.stringContaining('Flow.lost') as string,
    });
  });

  it('refuses two roles on one method, except collect with parallelizable', () => {
    class Flow {
      @node() @parallelizable() n(): Parallelizable<number> {
        return [1];
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'EXCLUSIVE_MODIFIERS',
      at: expect.stringContaining('Flow.n') as string,
    });
  });

  it('lets dependencies stand on parallelizable nowhere but where it collects nothing', () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield 1;
      }
      @collect('n') @parallelizable('n' as never) *m(ns: Collect<number>): Generator<number> {
        yield* ns;
      }
    }

    expect(faultsOf(() => new Driver({ modules: [Flow] })).length).toBeGreaterThan(0);
  });

  it('refuses a class without a single node, naming it', () => {
    class Empty {
      helper(): symbol {
        return drop;
      }
    }

    expect(() => new Driver({ modules: [Empty] })).toThrow(/Empty/);
  });

  it('a later module redefines a node with allowOverrides', async () => {
    class One {
      @input() declare readonly seed: number;
      @node('seed') rate(seed: number): number {
        return seed;
      }
      @node('rate') doubled(rate: number): number {
        return rate * 2;
      }
    }
    class Other {
      @node() rate(): number {
        return 100;
      }
    }

    await expect(new Driver({ modules: [One, Other], allowOverrides: true }).execute(['doubled'])).resolves.toEqual({ doubled: 200 });
  });
});
