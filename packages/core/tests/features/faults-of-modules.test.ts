import {
  collect,
  config,
  context,
  dataflow,
  inject,
  input,
  node,
  parallelizable,
  resolve,
  ResolveAt,
  settings,
  source,
  value,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

class Fine {
  @node() one(): number {
    return 1;
  }
}

/** Decorates without the compiler's checks, as JavaScript does. */
const unchecked = (decorator: unknown) => decorator as (target: object, key: string | symbol, descriptor?: PropertyDescriptor) => void;

describe('faults of modules', () => {
  it.each<[string, unknown, RegExp]>([
    ['undefined', undefined, /undefined.*\n?.*imported in a circle/],
    ['null', null, /null/],
    ['a string', 'Fine', /the string "Fine"/],
    ['a plain object', { one: 1 }, /a plain object/],
    ['an object without prototype', Object.create(null), /a plain object/],
    ['a list', [Fine], /an array.*Spread it/],
    ['an arrow function', () => Fine, /function/],
    ['a number', 3, /3/],
  ])('INVALID_MODULE: %s among the modules, with the place and the fix', (_, entry, text) => {
    const fault = graphFault([Fine, entry as object]);

    expect(fault).toMatchObject({ code: 'INVALID_MODULE', at: 'modules[1]' });
    expect(fault.message).toMatch(text);
  });

  it('INVALID_MODULE: a class without dataflow members, and an instance of one', () => {
    class Empty {
      helper(): number {
        return 1;
      }
    }

    expect(graphFault([Empty])).toMatchObject({
      code: 'INVALID_MODULE',
      at: 'modules[0]',
      message: expect.stringMatching(/Empty.*@node/) as string,
    });
    expect(graphFault([new Empty()]).message).toMatch(/Empty/);
    expect(graphFault([new Date()]).message).toMatch(/Date/);
  });

  it('INVALID_MODULE: one class with two instances; the same module twice is read once', () => {
    const flow = new Fine();

    expect(graphFault([Fine, flow])).toMatchObject({
      code: 'INVALID_MODULE',
      at: 'modules[1]',
      message: expect.stringMatching(/Fine.*modules\[0\].*once/) as string,
    });
    expect([...graphOf([Fine, Fine]).nodes.keys()]).toEqual(['one']);
    expect([...graphOf([flow, flow]).nodes.keys()]).toEqual(['one']);
  });

  it('INVALID_OPTION: a namespace that is no name', () => {
    @dataflow({ namespace: '' })
    class Flow extends Fine {}

    expect(graphFault([Flow])).toMatchObject({
      code: 'INVALID_OPTION',
      at: 'Flow @dataflow',
      message: expect.stringMatching(/namespace/) as string,
    });
  });

  it('INVALID_TAG: tags of a class with a bad key, a reserved one, and a bad value', () => {
    @dataflow({ tags: { 'two words': 'a', 'millrace.x': 'b', twice: ['c', 'c'], 'team.owner': ['d', 'e'] } })
    class Flow {
      @node() one(): number {
        return 1;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['INVALID_TAG Flow.one', 'INVALID_TAG Flow.one', 'INVALID_TAG Flow.one']);
    expect(faults.map(({ message }) => message).join()).toMatch(/"two words"[\s\S]*"millrace.x"[\s\S]*"twice"/);
  });
});

describe('faults of methods', () => {
  it.each<[string, () => object, RegExp]>([
    [
      'an accessor',
      () =>
        decorated(
          class Flow {
            get a(): number {
              return 1;
            }
          },
          (Flow) => [Flow.prototype, 'a'],
        ),
      /Flow\.a.*accessor.*method/,
    ],
    [
      'a static method',
      () =>
        decorated(
          class Flow {
            static a(): number {
              return 1;
            }
          },
          (Flow) => [Flow, 'a'],
        ),
      /Flow\.a.*static/,
    ],
    [
      'a field',
      () =>
        decorated(
          class Flow {
            a = 1;
          },
          (Flow) => [Flow.prototype, 'a'],
        ),
      /Flow\.a.*field/,
    ],
  ])('INVALID_METHOD: %s with a role', (_, make, text) => {
    const fault = graphFault([make()]);

    expect(fault.code).toBe('INVALID_METHOD');
    expect(fault.at).toBe('Flow.a');
    expect(fault.message).toMatch(text);
  });

  it('INVALID_METHOD: a method that a field of a subclass hides', () => {
    class Flow extends Fine {}
    Object.defineProperty(Flow.prototype, 'one', { value: 1 });

    expect(graphFault([Flow])).toMatchObject({ code: 'INVALID_METHOD', at: 'Fine.one', message: expect.stringMatching(/Flow/) as string });
  });

  it('INVALID_METHOD: a name that ends in "__"; one that begins so has no suffix', () => {
    class Ends {
      @node() rate__(): number {
        return 1;
      }
    }
    class Begins {
      @node() __rate__eu(): number {
        return 1;
      }
      @node() _rate__eu(): number {
        return 1;
      }
    }

    expect(graphFault([Ends])).toMatchObject({
      code: 'INVALID_METHOD',
      at: 'Ends.rate__',
      message: expect.stringMatching(/suffix/) as string,
    });
    expect([...graphOf([Begins]).nodes.keys()]).toEqual(['__rate__eu', '_rate']);
  });

  it('INVALID_METHOD: an input that is a method', () => {
    const Own = decoratedInput();

    expect(graphFault([Own])).toMatchObject({
      code: 'INVALID_METHOD',
      at: 'Own.a',
      message: expect.stringMatching(/@input.*field/) as string,
    });
  });

  it('RESERVED_NAME: a method, an option and an input of such a name', () => {
    class Flow {
      @input() declare readonly __proto__: never;
      @node() then(): number {
        return 1;
      }
      @node({ name: '__proto__' }) b(): number {
        return 1;
      }
      @node(source('then')) c(then: unknown): unknown {
        return then;
      }
    }

    const faults = graphFaults([Flow]);

    expect(faults.map(({ code }) => code)).toEqual(expect.arrayContaining(['RESERVED_NAME']));
    expect(summaryOf(faults)).toEqual(expect.arrayContaining(['RESERVED_NAME Flow.then', 'RESERVED_NAME Flow.b', 'RESERVED_NAME Flow.c']));
    expect(faults[0]?.message).toMatch(/"then".*reserved.*Rename/);
  });

  it('MODIFIER_WITHOUT_ROLE: names the decorators and says which roles there are', () => {
    class Flow {
      @config.when({ a: 1 }) lost(@inject(source('x')) x: unknown, @context() _: NodeContext): unknown {
        return x;
      }
    }

    expect(graphFault([Flow])).toMatchObject({
      code: 'MODIFIER_WITHOUT_ROLE',
      at: 'Flow.lost',
      message: expect.stringMatching(/@config\.when.*@node, @parallelizable or @collect/) as string,
    });
  });

  it('EXCLUSIVE_MODIFIERS: two roles, one role twice, and three', () => {
    class Flow {
      @node() @collect() a(): number {
        return 1;
      }
      @node() @node() b(): number {
        return 1;
      }
      @node() @collect() @parallelizable() c(): Parallelizable<number> {
        return [];
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['EXCLUSIVE_MODIFIERS Flow.a', 'EXCLUSIVE_MODIFIERS Flow.b', 'EXCLUSIVE_MODIFIERS Flow.c']);
    expect(faults[0]?.message).toMatch(/@node and @collect.*@collect and @parallelizable may stand together/);
  });

  it('EXCLUSIVE_MODIFIERS: a parameter that is injected although the role lists dependencies, or twice', () => {
    class Flow {
      @node(source<number>('x')) listed(@inject(source<number>('y')) x: number): number {
        return x;
      }
      @node() twice(@inject(source<number>('y')) @inject(source<number>('x')) x: number): number {
        return x;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['EXCLUSIVE_MODIFIERS Flow.listed', 'EXCLUSIVE_MODIFIERS Flow.twice']);
    expect(faults[0]?.message).toMatch(/Parameter 1 of Flow\.listed.*@node/);
  });

  it('S10: INVALID_DEPENDENCY where @parallelizable lists dependencies beside @collect', () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield 1;
      }
      @collect('n') @parallelizable('n' as never) *m(ns: Collect<number>): Generator<number> {
        yield* ns;
      }
    }

    expect(graphFault([Flow])).toMatchObject({
      code: 'INVALID_DEPENDENCY',
      at: 'Flow.m @parallelizable',
      message: expect.stringMatching(/move them to @collect/) as string,
    });
  });

  it('a fault in a base class is told once, whatever the number of modules that inherit it', () => {
    class Base {
      @parallelizable({ concurrency: 0 }) *n(): Generator<number> {
        yield 1;
      }
    }
    @dataflow({ namespace: 'a' })
    class A extends Base {}
    @dataflow({ namespace: 'b' })
    class B extends Base {}

    expect(summaryOf(graphFaults([A, B]))).toEqual(['INVALID_OPTION Base.n @parallelizable']);
  });

  it('all faults at once: a wrong option hides no fault of scopes', () => {
    class Flow {
      @parallelizable({ concurrency: 0 }) *n(): Generator<number> {
        yield 1;
      }
      @parallelizable(...([{ windw: 3 }] as never[])) *m(): Generator<number> {
        yield 1;
      }
      @node('n', 'm') both(n: number, m: number): number {
        return n + m;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual([
      'INVALID_OPTION Flow.n @parallelizable',
      'INVALID_OPTION Flow.m @parallelizable',
      'INCOMPATIBLE_SCOPES Flow.both',
    ]);
    expect(faults[1]?.message).toMatch(/no option "windw"\. Did you mean "window"\?/);
  });

  it('a method that the config excludes is not resolved', () => {
    let calls = 0;
    class Flow extends Fine {
      @config.when({ area: 'eu' })
      @resolve({
        when: ResolveAt.CONFIG_AVAILABLE,
        decorateWith: () => {
          calls++;
          return inject({ x: value(1) });
        },
      })
      @node(source<number>('x'))
      rate(x: number): number {
        return x;
      }
    }

    const excluded = graphOf([Flow], { config: { area: 'us' } });
    graphOf([Flow], { config: { area: 'eu', [settings.ENABLE_POWER_USER_MODE]: true } });

    expect(excluded.get('rate')).toBeUndefined();
    expect(calls).toBe(1);
  });
});

function decorated<C extends new () => object>(cls: C, place: (cls: C) => [object, string]): C {
  const [target, key] = place(cls);
  unchecked(node())(target, key, Object.getOwnPropertyDescriptor(target, key));
  return cls;
}

function decoratedInput(): object {
  class Own {
    a(): number {
      return 1;
    }
  }
  unchecked(input())(Own.prototype, 'a', Object.getOwnPropertyDescriptor(Own.prototype, 'a'));
  return Own;
}
