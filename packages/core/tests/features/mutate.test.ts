import {
  applyTo,
  collect,
  config,
  context,
  Driver,
  each,
  inject,
  mutate,
  node,
  output,
  parallelizable,
  parameterize,
  pipeOutput,
  resolveFromConfig,
  settings,
  source,
  step,
  tag,
  value,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { readClass } from '../../src/metadata/read-class';
import { graphFault } from '../fixtures/build';

describe('mutate', () => {
  class Flow {
    readonly factor = 3;

    @node() raw(): number {
      return 2;
    }
    @tag({ owner: 'growth' }) @node() other(): number {
      return 5;
    }

    @mutate('raw', applyTo('other', value(10)))
    times(n: number, factor = this.factor): number {
      return factor * n;
    }

    @node('raw', 'other') total(raw: number, other: number): number {
      return raw + other;
    }
  }

  it('gives the dependants of a node what the method makes of it', async () => {
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['raw', 'other', 'total'])).resolves.toEqual({ raw: 6, other: 50, total: 56 });
    expect(driver.nodes().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['raw.raw', 'raw.withTimes', 'raw', 'other.raw', 'other.withTimes', 'other', 'total']),
    );
    expect(driver.nodes({ tags: { owner: 'growth' } })).toMatchObject([{ name: 'other', method: 'other' }]);
  });

  it('is applied when the graph is built, and leaves the class as it was', async () => {
    class Switched {
      @node() n(): number {
        return 1;
      }
      @config.when({ negate: true }) @mutate('n') negated(n: number): number {
        return -n;
      }
    }
    const before = readClass(Switched).members;
    const negating = new Driver({ modules: [Switched], config: { negate: true } });
    const plain = new Driver({ modules: [Switched] });

    await expect(negating.execute(['n'])).resolves.toEqual({ n: -1 });
    await expect(plain.execute(['n'])).resolves.toEqual({ n: 1 });
    expect(plain.nodes().map(({ name }) => name)).toEqual(['n']);
    expect(readClass(Switched).members).toEqual(before);
  });

  it('applies several in the order in which they are written, behind the pipe of the node itself', async () => {
    class Ordered {
      @pipeOutput(step((n: number) => n + 1).named('plus'))
      @node()
      n(): number {
        return 1;
      }
      @mutate('n') doubled(n: number): number {
        return 2 * n;
      }
      @mutate('n') async minusOne(n: number): Promise<number> {
        return n - 1;
      }
    }
    const driver = new Driver({ modules: [Ordered] });

    await expect(driver.execute(['n'])).resolves.toEqual({ n: 3 });
    expect(driver.nodes().map(({ name }) => name)).toEqual(['n.raw', 'n.plus', 'n.raw_1', 'n.withDoubled', 'n.withMinusOne', 'n']);
  });

  it('changes each item of a parallelizable, and what a collector gives', async () => {
    class Items {
      @parallelizable() item(): Parallelizable<number> {
        return [1, 2];
      }
      @collect('item') sum(ns: Collect<number>): number {
        return ns.reduce((a, b) => a + b, 0);
      }
      @mutate('item', 'sum') tenfold(n: number): number {
        return 10 * n;
      }
    }

    await expect(new Driver({ modules: [Items] }).execute(['sum', each('item')])).resolves.toEqual({ sum: 300, item: [10, 20] });
  });

  it('takes one of several outputs by its name, all of them by that of the method, or some by onOutput', async () => {
    class Several {
      @parameterize({ a: { n: value(1) }, b: { n: value(2) }, c: { n: value(3) } }) @node(source<number>('n')) m(n: number): number {
        return n;
      }
      @mutate('m') plusOne(n: number): number {
        return n + 1;
      }
      @mutate('a', applyTo('m').onOutput('b')) tenfold(n: number): number {
        return 10 * n;
      }
    }
    const outputs = [output<{ a: number }>('a'), output<{ b: number }>('b'), output<{ c: number }>('c')];

    await expect(new Driver({ modules: [Several] }).execute(outputs)).resolves.toEqual({ a: 20, b: 30, c: 4 });
  });

  it('gives further parameters what the target says, else what @inject does; the context goes anywhere', async () => {
    class Further {
      @node() a(): number {
        return 1;
      }
      @node() b(): number {
        return 2;
      }
      @mutate('a', applyTo('b', value(13)).named('shifted').when({ on: true }))
      add(n: number, @context() { node }: NodeContext, @inject(source('shift')) shift: number): string {
        return `${node}: ${n + shift}`;
      }
    }
    const driver = new Driver({ modules: [Further], config: { on: true } });

    await expect(driver.execute([output<{ a: string }>('a'), output<{ b: string }>('b')], { inputs: { shift: 17 } })).resolves.toEqual({
      a: 'a.withAdd: 18',
      b: 'b.shifted: 15',
    });
  });

  it('is no node itself', () => {
    class Depends {
      @node() n(): number {
        return 1;
      }
      @mutate('n') doubled(n: number): number {
        return 2 * n;
      }
      @node('doubled') m(n: number): number {
        return n;
      }
    }

    expect(graphFault([Depends])).toMatchObject({ code: 'NOT_A_NODE', at: 'Depends.m' });
  });

  it('leaves a target that the config excludes', () => {
    class Excluded {
      @config.when({ a: 1 }) @node() n(): number {
        return 1;
      }
      @mutate('n') doubled(n: number): number {
        return 2 * n;
      }
    }

    expect(new Driver({ modules: [Excluded] }).nodes()).toEqual([]);
  });

  it('is inherited with the nodes of a base class', async () => {
    class Child extends Flow {
      @mutate('total') doubled(n: number): number {
        return 2 * n;
      }
    }

    await expect(new Driver({ modules: [Child] }).execute(['total'])).resolves.toEqual({ total: 112 });
  });

  it('refuses a target in another class', () => {
    class Other {
      @mutate('raw') half(n: number): number {
        return n / 2;
      }
    }

    expect(graphFault([Flow, Other])).toEqual({
      code: 'UNKNOWN_TARGET',
      at: 'Other.half @mutate',
      message:
        'Other.half @mutate changes "raw", which is a node of Flow. A method changes nodes of its own class only: move it there, or use @pipeOutput on the node.',
    });
  });

  it.each([
    ['a target that is no node', () => mutate(applyTo('raww', value(1))), 'UNKNOWN_TARGET', 'Did you mean "raw"?'],
    ['a target that is no name', () => mutate(3 as never), 'UNKNOWN_TARGET', 'has 3 among its targets'],
    ['a dependency too few', () => mutate('raw'), 'ARITY_MISMATCH', 'gives nothing for parameter 2'],
    ['a dependency too many', () => mutate(applyTo('raw', value(1), value(2))), 'ARITY_MISMATCH', 'gives 2 dependencies'],
    ['a name that is none', () => mutate(applyTo('raw', value(1)).named('')), 'INVALID_NAME', 'empty name'],
  ] as const)('refuses %s', (_what, decorate, code, text) => {
    class Bad {
      @node() raw(): number {
        return 1;
      }
      @decorate() times(n: number, factor: number): number {
        return n * factor;
      }
    }

    expect(graphFault([Bad])).toMatchObject({ code, at: expect.stringContaining('@mutate'), message: expect.stringContaining(text) });
  });

  it('cannot be what @resolve gives', () => {
    class Resolved {
      @resolveFromConfig(() => mutate('m')) @node() n(): number {
        return 1;
      }
      @node() m(): number {
        return 1;
      }
    }

    expect(graphFault([Resolved], { config: { [settings.ENABLE_POWER_USER_MODE]: true } })).toMatchObject({
      code: 'RESOLVE_FAILED',
      message: expect.stringContaining('@mutate are written on the method itself'),
    });
  });

  it('refuses a role, and modifiers that have no meaning there, on the same method', () => {
    class WithRole {
      @mutate('n') @node() n(): number {
        return 1;
      }
    }
    class WithModifier {
      @node() n(): number {
        return 1;
      }
      @tag({ owner: 'x' }) @mutate('n') half(n: number): number {
        return n / 2;
      }
    }
    class OnField {
      @node() n(): number {
        return 1;
      }
      // @ts-expect-error no method
      @mutate('n') half = 3;
    }

    expect(graphFault([WithRole])).toMatchObject({ code: 'EXCLUSIVE_MODIFIERS', at: 'WithRole.n' });
    expect(graphFault([WithModifier])).toMatchObject({ code: 'EXCLUSIVE_MODIFIERS', at: 'WithModifier.half' });
    expect(graphFault([OnField])).toMatchObject({
      code: 'INVALID_METHOD',
      at: 'OnField.half',
      message: expect.stringContaining('@mutate'),
    });
  });
});
