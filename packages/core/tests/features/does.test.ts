import {
  context,
  does,
  Driver,
  inject,
  input,
  node,
  parallelizable,
  each,
  resolveFromConfig,
  settings,
  source,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { graphFault } from '../fixtures/build';

const sum = (...ns: number[]): number => ns.reduce((a, b) => a + b, 0);

describe('does', () => {
  class Costs {
    @input() declare readonly rent: number;
    @input() declare readonly wages: number;

    @does(sum)
    @node('rent', 'wages', { description: 'all there is to pay' })
    total(rent: number, wages: number): number {
      return rent - wages;
    }
  }

  it('calls the function in the place of the method, by position', async () => {
    const driver = new Driver({ modules: [Costs] });

    await expect(driver.execute(['total'], { inputs: { rent: 3, wages: 4 } })).resolves.toEqual({ total: 7 });
    expect(driver.nodes({ role: 'node' })).toMatchObject([{ name: 'total', method: 'total', description: 'all there is to pay' }]);
  });

  it('asks for no instance where no method of the class is called', async () => {
    const instances = { get: jest.fn(() => new Costs()) };

    await new Driver({ modules: [Costs], instances }).execute(['total'], { inputs: { rent: 3, wages: 4 } });

    expect(instances.get).not.toHaveBeenCalled();
  });

  it('is applied before @inject, whatever stands above', async () => {
    class Flow {
      @inject({ a: source('b') }) @does((n: number) => 2 * n) @node(source<number>('a')) one(a: number): number {
        return a;
      }
      @does((n: number) => 2 * n) @inject({ a: source('b') }) @node(source<number>('a')) other(a: number): number {
        return a;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['one', 'other'], { inputs: { b: 4 } })).resolves.toEqual({ one: 8, other: 8 });
  });

  it('gives the items of a fan-out, receives the context, and may be asynchronous', async () => {
    class Flow {
      @does(() => [1, 2]) @parallelizable() item(): Parallelizable<number> {
        return [];
      }
      @does(async (item: number, { node }: NodeContext) => `${node} of ${item}`)
      @node('item')
      label(item: number, @context() _: NodeContext): string {
        return String(item);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute([each('label')])).resolves.toEqual({ label: ['label of 1', 'label of 2'] });
  });

  it('can be what @resolve gives', async () => {
    class Flow {
      @resolveFromConfig(({ factor }: { factor: number }) => does((n: number) => factor * n))
      @node(source<number>('n'))
      scaled(n: number): number {
        return n;
      }
    }
    const config = { factor: 3, [settings.ENABLE_POWER_USER_MODE]: true };

    await expect(new Driver({ modules: [Flow], config }).execute(['scaled'], { inputs: { n: 2 } })).resolves.toEqual({ scaled: 6 });
  });

  it('refuses a function that takes more or fewer values than the method is given', () => {
    class TooMany {
      @does(((a: number, b: number) => a + b) as (a: number) => number) @node(source<number>('a')) m(a: number): number {
        return a;
      }
    }
    class TooFew {
      @does(() => 1) @node(source<number>('a')) m(a: number): number {
        return a;
      }
    }

    expect(graphFault([TooMany])).toEqual({
      code: 'ARITY_MISMATCH',
      at: 'TooMany.m @does',
      message: expect.stringMatching(/^TooMany.m @does calls .* with 1 value, but it has 2 parameters\. Give it a dependency/),
    });
    expect(graphFault([TooFew])).toMatchObject({ code: 'ARITY_MISMATCH', at: 'TooFew.m @does' });
  });

  it('refuses what is no function', () => {
    class Flow {
      // @ts-expect-error a function, not what it returns
      @does(sum(1, 2)) @node() m(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toMatchObject({
      code: 'INVALID_OPTION',
      at: 'Flow.m @does',
      message: expect.stringContaining('has 3 where'),
    });
  });

  it('goes on a method once', () => {
    class Flow {
      @does(sum) @does(sum) @node() m(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code: 'EXCLUSIVE_MODIFIERS', at: 'Flow.m' });
  });

  it('is checked against the type of the method', () => {
    class Flow {
      // @ts-expect-error gives a string
      @does((a: number) => String(a)) @node(source<number>('a')) wrongResult(a: number): number {
        return a;
      }
      // @ts-expect-error takes a string
      @does((a: string) => a.length) @node(source<number>('a')) wrongParameter(a: number): number {
        return a;
      }
      @does(async (a: number) => a) @node(source<number>('a')) later(a: number): number {
        return a;
      }
    }

    expect(Flow.name).toBe('Flow');
  });
});
