import { Driver, input, node, nodeOf, output, source } from '@millrace/core';
import { codesOf, faultOf, refusalOf } from '../fixtures/refusals';

/** b = a + 1, c = b + 1, d = c + 1. */
class Chain {
  @input() declare readonly a: number;
  @node('a') b(a: number): number {
    return a + 1;
  }
  @node('b') c(b: number): number {
    return b + 1;
  }
  @node('c') d(c: number): number {
    return c + 1;
  }
}

describe('Overrides, inputs, validation errors', () => {
  const driver = new Driver({ modules: [Chain] });

  it('V-01: an override needs none of what it replaces', async () => {
    await expect(driver.execute(['c'], { overrides: { b: 1 } })).resolves.toEqual({ c: 2 });
  });

  it('V-02: also further down', async () => {
    await expect(driver.execute(['d'], { overrides: { b: 1 } })).resolves.toEqual({ d: 3 });
  });

  it('V-04: without permission two modules with one name are refused; with it the later one wins', async () => {
    class Other {
      @node() b(): number {
        return 100;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Chain, Other] })).code).toBe('DUPLICATE_NODE');
    await expect(new Driver({ modules: [Chain, Other], allowOverrides: true }).execute(['d'])).resolves.toEqual({ d: 102 });
    await expect(new Driver({ modules: [Other, Chain], allowOverrides: true }).execute(['d'], { inputs: { a: 1 } })).resolves.toEqual({
      d: 4,
    });
  });

  it('V-04: a subclass overrides without permission', async () => {
    class Derived extends Chain {
      @node() override b(): number {
        return 100;
      }
    }

    await expect(new Driver({ modules: [Derived] }).execute(['d'])).resolves.toEqual({ d: 102 });
  });

  it('V-05: an extra input may be an output, in executing and in validating', async () => {
    const outputs = ['d', output<{ e: number }>('e')] as const;

    await expect(driver.execute(outputs, { inputs: { a: 1, e: 10 } })).resolves.toEqual({ d: 4, e: 10 });
    expect(driver.validate(outputs, { inputs: { a: 1, e: 10 } }).faults).toEqual([]);
  });

  it('V-06: an output that is neither node nor given is refused', async () => {
    expect(codesOf(await refusalOf(() => driver.execute(['d', output<{ f: number }>('f')], { inputs: { a: 1, e: 10 } })))).toContain(
      'UNKNOWN_OUTPUT',
    );
  });

  it('V-08: an override wins over what the node would give', async () => {
    await expect(driver.execute(['c', 'b'], { inputs: { a: 1 }, overrides: { b: 8 } })).resolves.toEqual({ b: 8, c: 9 });
  });

  it('V-08 (differs: nothing is silently ignored): overriding an input, or an unknown name, is refused', async () => {
    expect(codesOf(await refusalOf(() => driver.execute(['d'], { overrides: { a: 1 } })))).toContain('UNKNOWN_OVERRIDE');
    expect(codesOf(await refusalOf(() => driver.execute(['d'], { inputs: { a: 1 }, overrides: { nobody: 1 } })))).toContain(
      'UNKNOWN_OVERRIDE',
    );
  });

  it('V-09: a key in both config and inputs is refused, even when equal', async () => {
    const configured = driver.with({ config: { a: 1 } });

    expect(codesOf(await refusalOf(() => configured.execute(['d'], { inputs: { a: 1 } })))).toContain('INPUT_IN_CONFIG');
    await expect(configured.execute(['d'])).resolves.toEqual({ d: 4 });
  });

  it('V-10: a request is validated without running', () => {
    expect(driver.validate(['d'], { inputs: { a: 1 } }).faults).toEqual([]);
    expect(driver.validate(['d']).faults).toMatchObject([{ code: 'MISSING_INPUT' }]);
    expect(driver.validate([output<{ dd: number }>('dd')], { inputs: { a: 1 } }).faults).toMatchObject([{ code: 'UNKNOWN_OUTPUT' }]);
  });

  it('V-12 (differs: edges are typed by the compiler): a dependency that is no node is refused at build', () => {
    class Flow {
      rates(): Record<string, number> {
        return {};
      }
      @node('rates') sum(rates: Record<string, number>): number {
        return Object.keys(rates).length;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] })).code).toBe('NOT_A_NODE');
  });

  it('V-14: two classes that want one input share it, in either order', async () => {
    class First {
      @input() declare readonly shared: string | number;
      @node('shared') one(shared: string | number): string {
        return `one ${shared}`;
      }
    }
    class Second {
      @input() declare readonly shared: string;
      @node('shared') two(shared: string): string {
        return `two ${shared}`;
      }
    }
    const inputs = { shared: 's' };

    await expect(new Driver({ modules: [First, Second] }).execute(['one', 'two'], { inputs })).resolves.toEqual({
      one: 'one s',
      two: 'two s',
    });
    await expect(new Driver({ modules: [Second, First] }).execute(['one', 'two'], { inputs })).resolves.toEqual({
      one: 'one s',
      two: 'two s',
    });
  });

  it('V-16 (differs: by a Standard Schema): an input of the wrong type is refused before any node runs', async () => {
    let ran = 0;
    const numbers = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (given: unknown) =>
          Array.isArray(given) && given.every((n) => typeof n === 'number')
            ? { value: given }
            : { issues: [{ message: 'expected numbers', path: [1] }] },
      },
    };
    class Flow {
      @input({ schema: numbers }) declare readonly list: readonly number[];
      @node('list') size(list: readonly number[]): number {
        ran += 1;
        return list.length;
      }
    }
    const checked = new Driver({ modules: [Flow] });

    await expect(checked.execute(['size'], { inputs: { list: [1, 2] } })).resolves.toEqual({ size: 2 });
    const error = await refusalOf(() => checked.execute(['size'], { inputs: { list: [1, 'two' as never] } }));

    expect(codesOf(error)).toContain('INVALID_INPUT');
    expect(error.message).toMatch(/expected numbers/);
    expect(ran).toBe(1);
  });

  it('V-17: nodes above an overridden node never run', async () => {
    const calls: string[] = [];
    class Flow {
      @node() async expensive(): Promise<number> {
        calls.push('expensive');
        return Promise.resolve(1);
      }
      @node('expensive') async middle(expensive: number): Promise<number> {
        calls.push('middle');
        return Promise.resolve(expensive);
      }
      @node(nodeOf(() => Flow, 'middle'), source<number>('x')) async last(middle: number, x: number): Promise<number> {
        calls.push('last');
        return Promise.resolve(middle + x);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['last'], { inputs: { x: 1 }, overrides: { middle: 5 } })).resolves.toEqual({
      last: 6,
    });
    expect(calls).toEqual(['last']);
  });
});
