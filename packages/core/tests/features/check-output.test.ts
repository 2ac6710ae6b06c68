import {
  checkOutput,
  checkOutputCustom,
  collect,
  DataQualityError,
  dataQualityTags,
  defineValidator,
  Driver,
  each,
  extractFields,
  MillraceError,
  node,
  NodeExecutionError,
  output,
  parallelizable,
  parameterizeValues,
  source,
  tag,
  type Collect,
  type OutputChecks,
  type ValidationResult,
} from '@millrace/core';
import { z } from 'zod';
import { graphFault, graphFaults, summaryOf } from '../fixtures/build';
import { warningsOf } from '../fixtures/warnings';

const isEven = defineValidator({ name: 'isEven', importance: 'fail', validate: (n: number) => n % 2 === 0 });

/** A class whose one node gives a value that is checked. */
function checked(value: unknown, checks: OutputChecks) {
  class Flow {
    @checkOutput(checks)
    @node()
    x(): unknown {
      return value;
    }
  }
  return Flow;
}

/** The verdict of the one validator of a check. */
async function verdictOf(value: unknown, checks: OutputChecks): Promise<ValidationResult> {
  const driver = new Driver({ modules: [checked(value, checks)] });
  const [validator] = driver.nodes({ tags: { [dataQualityTags.isResult]: null } });
  const name = validator?.name ?? '';
  const outputs = await driver.execute([output<Record<string, ValidationResult>>(name)]);
  return outputs[name] as ValidationResult;
}

/** What the execution of a node that is checked rejects with. */
async function failureOf(value: unknown, checks: OutputChecks): Promise<NodeExecutionError> {
  const thrown: unknown = await new Driver({ modules: [checked(value, checks)] }).execute(['x']).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(NodeExecutionError);
  return thrown as NodeExecutionError;
}

describe('the checks of @checkOutput', () => {
  const orders = [
    { amount: 5, name: 'a', note: null },
    { amount: 7, name: 'bc', note: 'x' },
  ];

  it.each<[OutputChecks, unknown, RegExp | true]>([
    [{ range: [0, 1] }, 0.5, true],
    [{ range: [0, 1] }, 1, true],
    [{ range: [0, 1] }, 100.3, /^100.3 is outside of \[0, 1\]$/],
    [{ range: [0, 1] }, NaN, /NaN is outside/],
    [{ range: [0, 1] }, 'text', /"text" is outside/],
    [{ range: [0, 10] }, 3n, true],
    [{ range: [0, 1] }, [0, 0.5, 1], true],
    [{ range: [0, 1] }, [], true],
    [{ range: [0, 1] }, [0, 2, NaN], /^2 of 3 values are outside of \[0, 1\], the first is 2$/],
    [{ range: [0, 1] }, new Float64Array([0, 5]), /1 of 2 values/],
    [{ range: [0, 6] }, orders, /^amount: 1 of 2 values are outside of \[0, 6\], the first is 7$/],
    [{ range: [0, 7] }, orders, true],
    [{ range: [0, 7] }, [{ name: 'a' }], /no field holds a number/],
    [{ range: [0, 7] }, { a: 3, b: [4, 8], c: 'text' }, /^b: 1 of 2/],
    [{ valuesIn: [0, 1] }, 1, true],
    [{ valuesIn: [0] }, 1, /1 is none of \[0\]/],
    [{ valuesIn: ['a', 'b'] }, ['a', null, 'b'], true],
    [{ valuesIn: ['a', 'b'] }, null, /null is none/],
    [{ maxFractionMissing: 0.5 }, [1, NaN, null, 2], true],
    [{ maxFractionMissing: 0.4 }, [1, NaN, undefined, 2], /2 of 4 values are missing \(50 %\), more than 40 %/],
    [{ maxFractionMissing: 0.4 }, orders, /^note: 1 of 2/],
    [{ maxFractionMissing: 0 }, [{ a: 1 }, {}], /^a: 1 of 2/],
    [{ maxFractionMissing: 0 }, [], true],
    [{ allowMissing: false }, [0.1, NaN], /1 of 2 values are missing, the first is NaN/],
    [{ allowMissing: true }, [0.1, NaN], true],
    [{ allowNull: false }, [0.1, NaN], true],
    [{ allowNull: false }, [0.1, null], /not there/],
    [{ allowNull: false }, undefined, /undefined is not there/],
    [{ allowNull: true }, null, true],
    [{ mean: [1, 2] }, [1, 2, null, 3], true],
    [{ mean: [1, 1.5] }, [1, 2, 3], /the mean is 2, outside of \[1, 1.5\]/],
    [{ mean: [1, 2] }, [], /no numbers/],
    [{ mean: [1, 2] }, ['1'], /"1", |1 of 1 values are no number/],
    [{ mean: [0, 6] }, orders, true],
    [{ maxStandardDeviation: 1 }, [1, 2, 3], true],
    [{ maxStandardDeviation: 0.9 }, [1, 2, 3], /the standard deviation is 1, more than 0.9/],
    [{ maxStandardDeviation: 0 }, [7], true],
    [{ maxStandardDeviation: 1e-3 }, [1e9 + 1, 1e9 + 1, 1e9 + 1], true],
    [{ type: 'integer' }, 1, true],
    [{ type: 'integer' }, 1.5, /1.5 is not of the type integer/],
    [{ type: 'boolean' }, 0, /not of the type boolean/],
    [{ type: 'number' }, [1, null, 2], true],
    [{ type: 'string' }, null, /null is not of the type string/],
    [{ type: 'date' }, new Date(), true],
    [{ type: 'bigint' }, [1n], true],
    [{ type: 'array' }, ['a'], true],
    [{ type: 'array' }, 'a', /"a" is not of the type array/],
    [{ type: 'object' }, { a: 1 }, true],
    [{ type: 'object' }, orders, true],
    [{ type: 'object' }, [{}, 3], /1 of 2 values/],
    [{ contains: 'b' }, 'abc', true],
    [{ contains: ['a', 'c'] }, 'abc', true],
    [{ contains: ['a', 'x'] }, ['abc', 'ax'], /^1 of 2 values are without \["a", "x"\], the first is "abc"$/],
    [{ contains: 'b' }, orders, /^name: 1 of 2.*note: 1 of 2/],
    [{ contains: 'b' }, 3, /3 is without/],
    [{ doesNotContain: 'b' }, 'ac', true],
    [{ doesNotContain: ['x', 'b'] }, 'abc', /"abc" is no text, or one with/],
    [{ schema: z.object({ a: z.number() }) }, { a: 1 }, true],
    [{ schema: z.object({ a: z.number() }) }, { a: 'one' }, /value at a: /],
    [{ schema: z.string().refine(async (text) => text.length > 3, 'too short') }, 'abc', /too short/],
    [{ fields: { amount: { range: [0, 6] } } }, orders, /^amount: 1 of 2/],
    [{ fields: { amount: { range: [0, 7] } } }, orders, true],
    [{ fields: { nope: { range: [0, 7] } } }, orders, /^nope: 2 of 2 values.*undefined/],
    [{ fields: { a: { contains: 'x' } } }, { a: 'y' }, /^a: "y" is without "x"/],
  ])('%j of %j', async (checks, value, expected) => {
    const { passes, message } = await verdictOf(value, checks);

    expect(passes).toBe(expected === true);
    if (expected !== true) expect(message).toMatch(expected);
  });

  it('gives figures for programs', async () => {
    expect((await verdictOf([1, 5, 7], { range: [0, 4] })).diagnostics).toEqual({ wrong: 2, size: 3, first: 5 });
    expect((await verdictOf(orders, { mean: [0, 1] })).diagnostics).toEqual({ amount: { mean: 6 } });
  });
});

describe('@checkOutput', () => {
  class Prices {
    @tag({ owner: 'growth' })
    @checkOutput({ range: [0, 10], mean: [0, 5], importance: 'fail' })
    @node({ description: 'in euros' })
    prices(): number[] {
      return [1, 2];
    }
    @node('prices') total(prices: number[]): number {
      return prices.length;
    }
  }

  it('makes nodes of the raw value and of each verdict, which can be requested and found by their tags', async () => {
    const driver = new Driver({ modules: [Prices] });

    await expect(
      driver.execute(['total', output<{ prices_raw: number[] }>('prices_raw'), output<{ prices_range: ValidationResult }>('prices_range')]),
    ).resolves.toMatchObject({
      total: 2,
      prices_raw: [1, 2],
      prices_range: { validator: 'range', importance: 'fail', passes: true, message: 'every value is between 0 and 10' },
    });
    expect(driver.nodes({ tags: { [dataQualityTags.validates]: 'prices' } }).map(({ name }) => name)).toEqual([
      'prices_range',
      'prices_mean',
    ]);
    expect(driver.graph.get('prices')).toMatchObject({ tags: { owner: 'growth' }, description: 'in euros' });
    expect(driver.graph.get('prices_range')).toMatchObject({
      generated: 'validator',
      description: 'Checks that every value is between 0 and 10.',
      dependencies: ['prices_raw'],
    });
  });

  it('fails the node with all checks that do not pass in one DataQualityError', async () => {
    const { node: failed, cause } = await failureOf([20, 30, 'x'], {
      range: [0, 10],
      type: 'number',
      maxFractionMissing: 0,
      importance: 'fail',
    });

    expect(failed).toBe('x');
    expect(cause).toBeInstanceOf(DataQualityError);
    expect(MillraceError.is(cause, 'DATA_QUALITY')).toBe(true);
    expect((cause as DataQualityError).failures.map(({ validator }) => validator)).toEqual(['range', 'type']);
    expect(String(cause)).toMatch(/"x" does not pass 2 checks:\n1\. range: .*\n2\. type: /);
  });

  it('collects the failures of several decorators, of which each sees the value of the method', async () => {
    class Flow {
      @checkOutputCustom(isEven)
      @checkOutput({ range: [0, 2], importance: 'fail' })
      @checkOutput({ valuesIn: [1], range: [0, 10], importance: 'fail' })
      @node()
      x(): number {
        return 3;
      }
    }
    const driver = new Driver({ modules: [Flow] });
    const error: unknown = await driver.execute(['x']).catch((thrown: unknown) => thrown);

    expect(
      driver
        .nodes()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['x', 'x_isEven', 'x_range', 'x_range_1', 'x_raw', 'x_valuesIn']);
    expect(error).toMatchObject({ cause: { failures: [{ validator: 'valuesIn' }, { validator: 'range' }, { validator: 'isEven' }] } });
  });

  it('warns once per run and check of what is not important enough to fail', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 20, 30];
      }
      @checkOutput({ range: [0, 25] })
      @checkOutput({ range: [0, 10], valuesIn: [1, 20] })
      @node('n')
      x(n: number): number {
        return n;
      }
      @collect('x') all(xs: Collect<number>): number {
        return xs.length;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const warnings = await warningsOf(async () => {
      await expect(driver.execute(['all'])).resolves.toEqual({ all: 3 });
      await driver.execute(['all'], { runId: 'second' });
    });

    expect(warnings).toHaveLength(6);
    expect(warnings[0]).toMatchObject({ name: 'MillraceWarning', code: 'DATA_QUALITY' });
    expect(warnings.slice(0, 3).map(({ message }) => message)).toEqual([
      expect.stringMatching(/"x" does not pass the check range: 20 is outside of \[0, 10\] \(run .*, n\[1\]/),
      expect.stringMatching(/valuesIn: 30 is none of/),
      expect.stringMatching(/range: 30 is outside of \[0, 25\]/),
    ]);
    expect(warnings[3]?.message).toMatch(/run second/);
  });

  it('F9: checks each item of a parallelizable, so that a skipping fan-out leaves out what does not pass', async () => {
    class Flow {
      @checkOutput({ range: [0, 10], importance: 'fail' })
      @parallelizable({ onItemError: 'skip', key: (n) => `#${n}` })
      *n(): Generator<number> {
        yield* [1, 20, 3];
      }
      @checkOutput({ range: [0, 5], importance: 'fail' })
      @collect(source<number>('n'))
      total(ns: Collect<number>): number {
        return ns.reduce((a, b) => a + b, 0);
      }
    }
    const driver = new Driver({ modules: [Flow] });
    const failures: unknown[] = [];

    await expect(driver.execute(['total', each('n')], { onFailure: (failure) => failures.push(failure) })).resolves.toEqual({
      total: 4,
      n: [1, 3],
    });
    expect(failures).toMatchObject([{ node: 'n', path: [{ parallelizable: 'n', index: 1, key: '#20' }], error: { code: 'DATA_QUALITY' } }]);
  });

  it('is for the final nodes of a method: the fields of a record, or the nodes of @parameterize; a target says otherwise', async () => {
    class Flow {
      @checkOutput({ type: 'object', importance: 'fail', target: 'record' })
      @checkOutput({ range: [0, 1], importance: 'fail', target: ['low'] })
      @checkOutput({ type: 'number', importance: 'fail' })
      @extractFields('low', 'high')
      @node()
      record(): object {
        return { low: 1, high: 9 };
      }
      @checkOutput({ range: [0, 10], importance: 'fail' })
      @parameterizeValues('n', { three: 3, thirty: 30 })
      @node(source<number>('n'))
      same(n: number): number {
        return n;
      }
    }
    const driver = new Driver({ modules: [Flow] });
    const settled = await driver.executeSettled([
      output<{ low: number }>('low'),
      output<{ high: number }>('high'),
      output<{ three: number }>('three'),
      output<{ thirty: number }>('thirty'),
      'record',
    ]);

    expect(Object.entries(settled).map(([name, { status }]) => `${name} ${status}`)).toEqual([
      'low fulfilled',
      'high fulfilled',
      'three fulfilled',
      'thirty rejected',
      'record fulfilled',
    ]);
    expect(driver.graph.get('record_type')?.dependencies).toEqual(['record_raw']);
    expect(driver.graph.get('low_raw')?.dependencies).toEqual(['record']);
  });
});

describe('@checkOutputCustom', () => {
  it('takes booleans, verdicts, and promises of them', async () => {
    const late = defineValidator({
      name: 'late',
      description: 'comes later',
      importance: 'fail',
      validate: async (n: number) => ({ passes: n > 5, message: `${n} is small`, diagnostics: { n } }),
    });
    class Flow {
      @checkOutputCustom(isEven, late, isEven)
      @node()
      x(): number {
        return 3;
      }
    }
    const driver = new Driver({ modules: [Flow] });
    const names = ['x_isEven', 'x_late', 'x_isEven_1'] as const;

    await expect(driver.execute(names.map((name) => output<Record<string, ValidationResult>>(name)))).resolves.toEqual({
      x_isEven: { validator: 'isEven', importance: 'fail', passes: false, message: 'does not pass', diagnostics: {} },
      x_late: { validator: 'late', importance: 'fail', passes: false, message: '3 is small', diagnostics: { n: 3 } },
      x_isEven_1: expect.objectContaining({ passes: false }) as unknown,
    });
    expect(driver.graph.get('x_late')?.description).toBe('comes later');
    await expect(driver.execute(['x'])).rejects.toMatchObject({ cause: { failures: [{ validator: 'isEven' }, {}, {}] } });
  });

  it.each([[undefined], [null], ['passes'], [{ message: 'fine' }], [{ passes: 1 }]])(
    'fails where a validator gives no verdict: %j',
    async (verdict) => {
      const odd = defineValidator({ name: 'odd', validate: () => verdict as never });
      class Flow {
        @checkOutputCustom(odd)
        @node()
        x(): number {
          return 3;
        }
      }

      await expect(new Driver({ modules: [Flow] }).execute(['x'])).rejects.toMatchObject({
        node: 'x_odd',
        cause: { name: 'TypeError', message: expect.stringMatching(/the validator "odd" gave .*; it has to give true, false/) as string },
      });
    },
  );

  it('fails with what a validator throws, as the failure of its node', async () => {
    const broken = defineValidator({
      name: 'broken',
      validate: () => {
        throw new TypeError('no idea');
      },
    });
    class Flow {
      @checkOutputCustom(broken)
      @node()
      x(): number {
        return 3;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['x'])).rejects.toMatchObject({ node: 'x_broken', cause: { message: 'no idea' } });
  });
});

describe('faults of checks', () => {
  const custom = checkOutputCustom as (...given: unknown[]) => ReturnType<typeof checkOutput>;
  const decorated = (...decorators: ReturnType<typeof checkOutput>[]) => {
    class Flow {
      @node() x(): number {
        return 1;
      }
    }
    for (const decorate of decorators) decorate(Flow.prototype, 'x', {});
    return Flow;
  };

  it.each<[string, unknown, RegExp]>([
    ['INVALID_OPTION', {}, /has no check\. It knows range, valuesIn/],
    ['INVALID_OPTION', undefined, /takes a record of checks/],
    ['INVALID_OPTION', { rnge: [0, 1] }, /no option "rnge"\. Did you mean "range"/],
    ['INVALID_OPTION', { range: 3 }, /option range: 3\. It takes \[min, max\]/],
    ['INVALID_OPTION', { range: [3, 1] }, /min ≤ max/],
    ['INVALID_OPTION', { range: [0, NaN] }, /min ≤ max/],
    ['INVALID_OPTION', { mean: [0] }, /option mean/],
    ['INVALID_OPTION', { valuesIn: 3 }, /a list of values/],
    ['INVALID_OPTION', { maxFractionMissing: 3 }, /between 0 and 1/],
    ['INVALID_OPTION', { maxStandardDeviation: -1 }, /0 or more/],
    ['INVALID_OPTION', { allowNull: 'no' }, /true or false/],
    ['INVALID_OPTION', { type: 'int' }, /one of number, integer/],
    ['INVALID_OPTION', { contains: 3 }, /a string, or a list/],
    ['INVALID_OPTION', { schema: Number }, /a Standard Schema/],
    ['INVALID_OPTION', { range: [0, 1], importance: 'high' }, /'warn' or 'fail'/],
    ['INVALID_OPTION', { fields: { a: 3 } }, /by the names of fields/],
    ['INVALID_OPTION', { fields: { a: { rage: [0, 1] } } }, /for the field "a" has no option "rage"/],
    ['UNKNOWN_TARGET', { range: [0, 1], target: 'y' }, /"y", which is no node/],
  ])('%s: %j', (code, checks, text) => {
    expect(graphFault([decorated(checkOutput(checks as never))])).toMatchObject({
      code,
      at: 'Flow.x @checkOutput',
      message: expect.stringMatching(text) as string,
    });
  });

  it.each<[string, unknown[], RegExp]>([
    ['INVALID_OPTION', [], /has no validator/],
    ['INVALID_OPTION', [(n: number) => n > 0], /takes what defineValidator makes, not a function/],
    ['INVALID_OPTION', [{ name: 'x', validate: () => true }], /not a plain object/],
    ['INVALID_OPTION', [defineValidator({ name: 'x' } as never)], /"validate" is undefined/],
    ['INVALID_OPTION', [defineValidator({ validate: () => true } as never)], /name is undefined/],
    ['INVALID_OPTION', [defineValidator({ name: 'x', importance: 'high' as never, validate: () => true })], /"high"/],
    ['INVALID_NAME', [defineValidator({ name: 'x__', validate: () => true })], /"x__"/],
    ['INVALID_OPTION', [isEven, { targets: 'x' }], /no option "targets"/],
    ['UNKNOWN_TARGET', [isEven, { target: 'nope' }], /"nope"/],
  ])('%s: in @checkOutputCustom (case %#)', (code, given, text) => {
    expect(graphFault([decorated(custom(...given))])).toMatchObject({
      code,
      at: 'Flow.x @checkOutputCustom',
      message: expect.stringMatching(text) as string,
    });
  });

  it('are listed all at once, and no check is made', () => {
    const faults = graphFaults([decorated(checkOutput({ range: 3, mean: [0, 1], type: 'int' } as never), custom(3, 4))]);

    expect(summaryOf(faults)).toEqual([
      'INVALID_OPTION Flow.x @checkOutput',
      'INVALID_OPTION Flow.x @checkOutput',
      'INVALID_OPTION Flow.x @checkOutputCustom',
      'INVALID_OPTION Flow.x @checkOutputCustom',
    ]);
  });

  it('DUPLICATE_NODE: another method gives a node of the name of a verdict', () => {
    class Flow {
      @checkOutput({ range: [0, 1] })
      @node()
      x(): number {
        return 1;
      }
      @node() x_range(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code: 'DUPLICATE_NODE' });
  });
});
