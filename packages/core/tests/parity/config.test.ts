import {
  collect,
  config,
  Driver,
  node,
  parallelizable,
  resolveFromConfig,
  settings,
  inject,
  source,
  value,
  type Collect,
} from '@millrace/core';
import { codesOf, faultOf, refusalOf } from '../fixtures/refusals';

const namesOf = (driver: { nodes(): readonly { name: string }[] }) => driver.nodes().map(({ name }) => name);

class Versions {
  @config.when({ v: 1 }) @node() fn__v1(): string {
    return 'version_1';
  }
  @config.when({ v: 2 }) @node(source<string>('new_param')) fn__v2(param: string): string {
    return `version_2${param}`;
  }
  @config.when({ v: 3 }) @node({ name: 'fn' }) quiteAnother(): string {
    return 'version_3';
  }
  @node(source<string>('fn')) dependant(fn: string): string {
    return `got ${fn}`;
  }
}

describe('Config', () => {
  it('C-01: a config key chooses the variant of a node', async () => {
    const execute = (v: number) =>
      new Driver({ modules: [Versions], config: { v } }).execute(['fn', 'dependant'], v === 2 ? { inputs: { new_param: '!' } } : {});

    await expect(execute(1)).resolves.toEqual({ fn: 'version_1', dependant: 'got version_1' });
    await expect(execute(2)).resolves.toEqual({ fn: 'version_2!', dependant: 'got version_2!' });
    await expect(execute(3)).resolves.toEqual({ fn: 'version_3', dependant: 'got version_3' });
  });

  /** What is left of one node under a config. */
  const left = (decorate: ReturnType<typeof config.when>, given: Record<string, unknown>) => {
    class Flow {
      @decorate @node() chosen(): number {
        return 1;
      }
      @node() always(): number {
        return 2;
      }
    }
    return namesOf(new Driver({ modules: [Flow], config: given })).filter((name) => name === 'chosen');
  };

  it.each<[string, Parameters<typeof left>[0], Record<string, unknown>, boolean]>([
    ['C-02: when: an equal key keeps', config.when({ key: 'value' }), { key: 'value' }, true],
    ['C-02: when: another value drops', config.when({ key: 'value' }), { key: 'other' }, false],
    ['C-02: when: all keys must be equal', config.when({ key: 'value', k2: 1 }), { key: 'value', k2: 2 }, false],
    ['C-02: when: an absent key compares as undefined', config.when({ key: undefined }), {}, true],
    ['C-02: whenNot: an equal key drops', config.whenNot({ key: 'value' }), { key: 'value' }, false],
    ['C-02: whenNot: another value keeps', config.whenNot({ key: 'value' }), { key: 'other' }, true],
    ['C-02: whenNot: an absent key keeps', config.whenNot({ key: 'value' }), {}, true],
    ['C-04: whenIn: a value of the list keeps', config.whenIn({ key: ['value', 'other'] }), { key: 'value' }, true],
    ['C-04: whenIn: another value of the list keeps', config.whenIn({ key: ['value', 'other'] }), { key: 'other' }, true],
    ['C-04: whenIn: a value outside of the list drops', config.whenIn({ key: ['value', 'other'] }), { key: 'third' }, false],
    ['C-04: whenIn: an absent key drops', config.whenIn({ key: ['value', 'other'] }), {}, false],
    ['C-05: whenNotIn: a value of the list drops', config.whenNotIn({ key: ['value', 'other'] }), { key: 'value' }, false],
    ['C-05: whenNotIn: a value outside of the list keeps', config.whenNotIn({ key: ['value', 'other'] }), { key: 'third' }, true],
    ['C-08: a predicate that holds keeps', config(({ key }) => key !== undefined), { key: 1 }, true],
    ['C-08: a predicate that does not hold drops', config(({ key }) => key !== undefined), {}, false],
  ])('%s', (_, decorate, given, kept) => {
    expect(left(decorate, given)).toEqual(kept ? ['chosen'] : []);
  });

  it('C-06: fn__v2 is the node fn; the method keeps its name', () => {
    const driver = new Driver({ modules: [Versions], config: { v: 2 } });

    expect(driver.nodes().find(({ name }) => name === 'fn')).toMatchObject({ method: 'fn__v2', module: 'Versions' });
  });

  it('C-08: a predicate runs end to end, once the config is known', async () => {
    class Flow {
      @config((given) => given['on'] === true) @node() a__on(): number {
        return 1;
      }
      @config((given) => given['on'] !== true) @node() a__off(): number {
        return 2;
      }
    }

    await expect(new Driver({ modules: [Flow], config: { on: true } }).execute(['a'])).resolves.toEqual({ a: 1 });
    await expect(new Driver({ modules: [Flow], config: {} }).execute(['a'])).resolves.toEqual({ a: 2 });
  });

  it('C-09: x and x__anything are fine; a name that ends in __ is refused', () => {
    class Fine {
      @node() x(): number {
        return 1;
      }
      @node() y__anything(): number {
        return 1;
      }
    }
    class Wrong {
      @node() x__(): number {
        return 1;
      }
    }

    expect(namesOf(new Driver({ modules: [Fine] }))).toEqual(['x', 'y']);
    expect(faultOf(() => new Driver({ modules: [Wrong] }))).toMatchObject({
      code: 'INVALID_METHOD',
      message: expect.stringContaining('x__') as string,
    });
  });

  it('C-09: a name that begins with __ has no suffix', () => {
    class Flow {
      @node() __x(): number {
        return 1;
      }
    }

    expect(namesOf(new Driver({ modules: [Flow] }))).toEqual(['__x']);
  });

  it('C-10: an undecorated method gives no node whatever the config', () => {
    class Flow {
      excluded(): number {
        return 1;
      }
      @node() a(): number {
        return 1;
      }
    }

    expect(namesOf(new Driver({ modules: [Flow], config: { excluded__on: true } }))).not.toContain('excluded');
  });

  it('C-14: no variant active and something depends on it: refused at the request, naming what is missing and the variants', async () => {
    const driver = new Driver({ modules: [Versions], config: { v: 9 } });

    const error = await refusalOf(() => driver.execute(['dependant']));

    expect(codesOf(error)).toContain('MISSING_INPUT');
    expect(error.message).toMatch(/"fn"/);
    expect(error.message).toMatch(/fn__v1/);
    await expect(driver.execute(['dependant'], { inputs: { fn: 'given' } })).resolves.toEqual({ dependant: 'got given' });
  });

  it('C-14: so it is when the config key is absent', async () => {
    const error = await refusalOf(() => new Driver({ modules: [Versions] }).execute(['dependant']));

    expect(codesOf(error)).toContain('MISSING_INPUT');
  });

  it('C-14: two variants active for one name are refused at build', () => {
    class Flow {
      @config.when({ a: 1 }) @node() fn__a(): number {
        return 1;
      }
      @config.when({ b: 1 }) @node() fn__b(): number {
        return 2;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow], config: { a: 1, b: 1 } }));

    expect(fault.code).toBe('DUPLICATE_NODE');
    expect(fault.message).toMatch(/fn__a[\s\S]*fn__b/);
  });

  it('C-14: variants stacked with several modifiers must pass all of them', () => {
    class Flow {
      @config.when({ a: 1 }) @config.whenIn({ b: [1, 2] }) @node() fn(): number {
        return 1;
      }
    }

    expect(namesOf(new Driver({ modules: [Flow], config: { a: 1, b: 2 } }))).toContain('fn');
    expect(namesOf(new Driver({ modules: [Flow], config: { a: 1, b: 3 } }))).not.toContain('fn');
  });

  it('C-14: variants may be parallelizables and collectors', async () => {
    class Flow {
      @config.when({ size: 'small' }) @parallelizable() *n__small(): Generator<number> {
        yield 1;
      }
      @config.when({ size: 'large' }) @parallelizable() *n__large(): Generator<number> {
        yield* [1, 2, 3];
      }
      @config.when({ how: 'count' }) @collect('n') total__count(ns: Collect<number>): number {
        return ns.length;
      }
      @config.when({ how: 'sum' }) @collect('n') total__sum(ns: Collect<number>): number {
        return ns.reduce((a, b) => a + b, 0);
      }
    }
    const execute = (size: string, how: string) => new Driver({ modules: [Flow], config: { size, how } }).execute(['total']);

    await expect(execute('small', 'count')).resolves.toEqual({ total: 1 });
    await expect(execute('large', 'sum')).resolves.toEqual({ total: 6 });
  });

  it('C-16 (differs: keys are declared by being read): optional keys have defaults, a required one that is missing is named', async () => {
    class Flow {
      @resolveFromConfig(({ amount, factor = 10 }: { amount: number; factor?: number }) => inject({ x: value(amount.valueOf() * factor) }))
      @node(source<number>('x'))
      result(x: number): number {
        return x;
      }
    }
    const powerUser = { [settings.ENABLE_POWER_USER_MODE]: true };

    await expect(new Driver({ modules: [Flow], config: { ...powerUser, amount: 2 } }).execute(['result'])).resolves.toEqual({ result: 20 });
    await expect(new Driver({ modules: [Flow], config: { ...powerUser, amount: 2, factor: 3 } }).execute(['result'])).resolves.toEqual({
      result: 6,
    });
    const fault = faultOf(() => new Driver({ modules: [Flow], config: powerUser }));

    expect(fault.code).toBe('MISSING_CONFIG');
    expect(fault.message).toMatch(/amount/);
    expect(fault.message).toMatch(/Flow\.result|result/);
  });
});
