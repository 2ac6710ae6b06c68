import {
  checkOutput,
  checkOutputCustom,
  collect,
  DataQualityError,
  dataQualityTags,
  defineValidator,
  Driver,
  node,
  output,
  parallelizable,
  type Collect,
  type OutputChecks,
  type ValidationResult,
} from '@millrace/core';
import { graphFault } from '../fixtures/build';

/** A class whose node is checked, beside one that runs in a fan-out and is checked too. */
function flowOf(value: unknown, ...decorators: ReturnType<typeof checkOutput>[]) {
  class Flow {
    @node() x(): unknown {
      return value;
    }
  }
  for (const decorate of decorators) decorate(Flow.prototype, 'x', Object.getOwnPropertyDescriptor(Flow.prototype, 'x') ?? {});
  return Flow;
}

async function passes(checks: OutputChecks, value: unknown): Promise<boolean> {
  const driver = new Driver({ modules: [flowOf(value, checkOutput(checks))] });
  const [result] = driver.nodes({ tags: { [dataQualityTags.isResult]: 'true' } });
  const name = result?.name ?? '';
  return ((await driver.execute([output<Record<string, ValidationResult>>(name)]))[name] as ValidationResult).passes;
}

const always = defineValidator({ name: 'always', importance: 'fail', validate: () => true });
const never = defineValidator({ name: 'never', importance: 'fail', validate: () => false });
const rarely = defineValidator({ name: 'rarely', importance: 'fail', validate: () => ({ passes: false, message: 'not now' }) });

describe('Data quality', () => {
  class Workflow {
    @parallelizable() *item(): Generator<number> {
      yield* [0.2, 0.5];
    }
    @checkOutput({ range: [0, 1], importance: 'fail' })
    @node('item')
    inner(item: number): number {
      return item;
    }
    @collect('inner') inners(xs: Collect<number>): number[] {
      return [...xs];
    }
    @checkOutput({ range: [0, 1], importance: 'fail' })
    @node('inners')
    series(inners: number[]): number[] {
      return inners;
    }
  }

  it('Q-01: a series in its range passes; the verdict is the one node that is tagged as such, here and per item of a fan-out', async () => {
    const driver = new Driver({ modules: [Workflow] });
    const results = driver.nodes({ tags: { [dataQualityTags.isResult]: 'true', [dataQualityTags.validates]: 'series' } });

    expect(results.map(({ name }) => name)).toEqual(['series_range']);
    await expect(driver.execute(['series', output<{ series_range: ValidationResult }>('series_range')])).resolves.toMatchObject({
      series: [0.2, 0.5],
      series_range: { passes: true },
    });
  });

  it.each([
    ['at the root', { inners: [0.5, 10] }, 'series'],
    ['inside a fan-out', { item: [0.5, 10] }, 'inner'],
  ])('Q-02: what is out of range fails the run, %s', async (_where, overrides, failed) => {
    await expect(new Driver({ modules: [Workflow] }).execute(['series'], { overrides })).rejects.toMatchObject({
      node: failed,
      cause: expect.any(DataQualityError) as unknown,
    });
  });

  it('Q-04: one validator twice has a suffix in its second name', () => {
    expect(
      new Driver({ modules: [flowOf(1, checkOutputCustom(always, always))] })
        .nodes()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['x', 'x_always', 'x_always_1', 'x_raw']);
  });

  it('Q-05: two that fail are told in one error', async () => {
    const thrown: unknown = await new Driver({ modules: [flowOf(1, checkOutputCustom(never, always, rarely))] })
      .execute(['x'])
      .catch((error: unknown) => error);

    expect(thrown).toMatchObject({
      node: 'x',
      cause: { node: 'x', failures: [{ validator: 'never' }, { validator: 'rarely', message: 'not now' }] },
    });
  });

  it('Q-06 (differs: all validators see one raw value, so there are 4 nodes and no 5): two decorators on one node', async () => {
    const driver = new Driver({ modules: [flowOf(1, checkOutputCustom(never), checkOutputCustom(rarely))] });

    expect(driver.nodes()).toHaveLength(4);
    await expect(driver.execute(['x'])).rejects.toMatchObject({ cause: { failures: [{ validator: 'never' }, { validator: 'rarely' }] } });
  });

  it('Q-08 (differs: types are known at run time only): an unknown check is refused at build, one that does not suit the value fails', async () => {
    expect(graphFault([flowOf(1, checkOutput({ rang: [0, 1] } as never))])).toMatchObject({
      code: 'INVALID_OPTION',
      at: 'Flow.x @checkOutput',
    });
    await expect(passes({ range: [0, 1] }, 'text')).resolves.toBe(false);
  });

  it('Q-09, Q-13: each option gives the validator of its name, in order, whatever the value is', () => {
    const checks: OutputChecks = { mean: [0, 1], range: [0, 1], valuesIn: [1], type: 'number' };
    const namesOf = (value: unknown) =>
      new Driver({ modules: [flowOf(value, checkOutput(checks))] })
        .nodes({ tags: { [dataQualityTags.isResult]: null } })
        .map(({ name }) => name);

    expect(namesOf(1)).toEqual(['x_mean', 'x_range', 'x_valuesIn', 'x_type']);
    expect(namesOf([1])).toEqual(namesOf(1));
  });

  it.each<[OutputChecks, unknown, boolean]>([
    [{ range: [0, 1] }, 0.5, true],
    [{ range: [0, 1] }, 100.3, false],
    [{ valuesIn: [0, 1] }, 1, true],
    [{ valuesIn: [0] }, 1, false],
    [{ valuesIn: ['a', 'b'] }, 'b', true],
    [{ type: 'integer' }, 1, true],
    [{ type: 'integer' }, 1.5, false],
    [{ type: 'number' }, 2, true],
    [{ type: 'boolean' }, 0, false],
    [{ allowNull: false }, null, false],
    [{ allowNull: false }, 1, true],
    [{ allowNull: true }, null, true],
    [{ allowNull: true }, 1, true],
  ])('Q-10 (differs: 1.0 is the integer 1, and 2 a number): %j of %j', async (checks, value, expected) => {
    await expect(passes(checks, value)).resolves.toBe(expected);
  });

  it.each<[OutputChecks, unknown[], boolean]>([
    [{ range: [0, 1] }, [0, 1], true],
    [{ range: [0, 1] }, [0.5, NaN], false],
    [{ maxFractionMissing: 0.5 }, [1, NaN], true],
    [{ maxFractionMissing: 0.4 }, [1, NaN], false],
    [{ allowMissing: false }, [0.1, NaN], false],
    [{ allowMissing: false }, [0.1], true],
    [{ allowNull: false }, [0.1, null], false],
    [{ maxStandardDeviation: 1 }, [1, 2, 3], true],
    [{ maxStandardDeviation: 0.5 }, [1, 2, 3], false],
    [{ mean: [1, 3] }, [1, 2, NaN], true],
    [{ mean: [2, 3] }, [1, 2], false],
  ])('Q-12: series: %j of %j', async (checks, value, expected) => {
    await expect(passes(checks, value)).resolves.toBe(expected);
  });

  it('Q-14: the names of the two tags', () => {
    expect(dataQualityTags).toEqual({ isResult: 'millrace.dataQuality.isResult', validates: 'millrace.dataQuality.validates' });
  });
});
