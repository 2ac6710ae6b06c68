import { collect, Driver, each, input, MillraceError, node, output, parallelizable, source, type Collect } from '@millrace/core';
import { codesOf, refusalOf, rejectionOf } from '../fixtures/refusals';
import { Regions, threeRegions } from '../fixtures/regions';
import { TwoCollects } from '../fixtures/two-collects';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

describe('outputs', () => {
  expectNoUnhandledRejections();

  const options = { inputs: { numbers: [1, 2, 3] } };

  it('O1: are returned by name, in an object without prototype', async () => {
    const outputs = await new Driver({ modules: [TwoCollects] }).execute(['sumSquares', 'sumCubes'], options);

    expect(Object.getPrototypeOf(outputs)).toBeNull();
    expect(Object.keys(outputs)).toEqual(['sumSquares', 'sumCubes']);
  });

  it('O1: a name that is requested twice is one output', async () => {
    await expect(new Driver({ modules: [TwoCollects] }).execute(['sumSquares', 'sumSquares'], options)).resolves.toEqual({
      sumSquares: 14,
    });
  });

  it('O1: unknown names are refused, all at once, with the nearest names', async () => {
    const flow = new TwoCollects();
    const outputs = [output<{ sumSquare: number }>('sumSquare'), output<{ nowhere: number }>('nowhere')];

    const error = await refusalOf(() => new Driver({ modules: [flow] }).execute(outputs, options));

    expect(error.message).toMatch(/"sumSquare"[\s\S]*Did you mean "sumSquares"/);
    expect(error.message).toMatch(/"nowhere"/);
    expect(flow.calls).toEqual([]);
  });

  it('O1: one unknown name is refused by its code', async () => {
    const error = await refusalOf(() => new Driver({ modules: [TwoCollects] }).execute([output<{ nowhere: number }>('nowhere')], options));

    expect(codesOf(error)).toContain('UNKNOWN_OUTPUT');
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('O1: %s is an unknown name like any other', async (name) => {
    const error = await refusalOf(() => new Driver({ modules: [TwoCollects] }).execute([output<Record<string, unknown>>(name)], options));

    expect(codesOf(error)).toContain('UNKNOWN_OUTPUT');
  });

  it('O1: an input that is given, and a config key, may be requested like a node', async () => {
    class Flow {
      @input() declare readonly a: number;
      @node('a', source<number>('b')) sum(a: number, b: number): number {
        return a + b;
      }
    }
    const driver = new Driver({ modules: [Flow], config: { k: 'v' } });

    const outputs = await driver.execute(['a', 'sum', output<{ b: number }>('b'), output<{ k: string }>('k'), output<{ e: number }>('e')], {
      inputs: { a: 1, b: 2, e: 10 },
    });

    expect(outputs).toEqual({ a: 1, sum: 3, b: 2, k: 'v', e: 10 });
  });

  it('O1: an input that is not given is missing when requested', async () => {
    const error = await refusalOf(() => new Driver({ modules: [TwoCollects] }).execute(['numbers']));

    expect(codesOf(error)).toContain('MISSING_INPUT');
  });

  it.each<[string, unknown]>([
    ['a lone string (Hamilton: iterated by characters)', 'sumSquares'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 3],
    ['a plain object', { sumSquares: true }],
    ['a list with something else in it', ['sumSquares', 3]],
    ['a list with null in it', [null]],
  ])('O1: %s instead of a list of names is refused', async (_, outputs) => {
    const flow = new TwoCollects();

    const error = await refusalOf(() => new Driver({ modules: [flow] }).execute(outputs as never, options));

    expect(codesOf(error)).toContain('INVALID_REQUEST');
    expect(flow.calls).toEqual([]);
  });

  it('O2: an inner node is no output by its bare name: refused with the fix (Hamilton: runs once on the whole list, silently wrong)', async () => {
    const flow = new TwoCollects();

    const error = await refusalOf(() => new Driver({ modules: [flow] }).execute(['square'], options));

    expect(codesOf(error)).toContain('OUTPUT_IN_FAN_OUT');
    expect(error.message).toMatch(/"square"/);
    expect(error.message).toMatch(/each\(['"]square['"]\)/);
    expect(error.message).toMatch(/number/);
    expect(flow.calls).toEqual([]);
  });

  it('O2: nor beside its collector (Hamilton: KeyError)', async () => {
    expect(codesOf(await refusalOf(() => new Driver({ modules: [TwoCollects] }).execute(['square', 'sumSquares'], options)))).toContain(
      'OUTPUT_IN_FAN_OUT',
    );
  });

  it('O2: nor is the parallelizable itself', async () => {
    const error = await refusalOf(() => new Driver({ modules: [TwoCollects] }).execute(['number'], options));

    expect(codesOf(error)).toContain('OUTPUT_IN_FAN_OUT');
    expect(error.message).toMatch(/each\(['"]number['"]\)/);
  });

  it('O2: nor an inner collector that no outer one gathers', async () => {
    const error = await refusalOf(() =>
      new Driver({ modules: [Regions] }).execute(['regionPopulation'], { inputs: { regions: threeRegions } }),
    );

    expect(codesOf(error)).toContain('OUTPUT_IN_FAN_OUT');
  });

  it('O2: each gathers it: a flat list in source order, outermost item first', async () => {
    const driver = new Driver({ modules: [Regions] });

    const outputs = await driver.execute([each('population'), each('city'), each('region'), each('regionName')], {
      inputs: { regions: threeRegions },
    });

    expect(outputs).toEqual({ population: [10, 20, 30], city: [1, 2, 3], region: threeRegions, regionName: ['eu', 'sea', 'us'] });
  });

  it('O2: each together with collectors runs each node once (Hamilton: an inner node requested with its collector, KeyError)', async () => {
    const flow = new TwoCollects();

    const outputs = await new Driver({ modules: [flow] }).execute([each('square'), 'sumSquares', each('number')], options);

    expect(outputs).toEqual({ square: [1, 4, 9], sumSquares: 14, number: [1, 2, 3] });
    expect(flow.counts()).toEqual({ number: 1, square: 3, sumSquares: 1 });
  });

  it('O2: each of an outside consumer of an inner node ends (Hamilton: endless busy loop)', async () => {
    class Flow extends TwoCollects {
      @node('square', 'sumSquares') share(square: number, total: number): number {
        return square / total;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute([each('share'), 'sumCubes'], options);

    expect(outputs).toEqual({ share: [1 / 14, 4 / 14, 9 / 14], sumCubes: 36 });
  });

  it('O2: each of a root node is refused', async () => {
    const error = await refusalOf(() => new Driver({ modules: [TwoCollects] }).execute([each('sumSquares')], options));

    expect(codesOf(error)).toContain('EACH_OF_ROOT');
    expect(error.message).toMatch(/"sumSquares"/);
  });

  it('O2: each of an unknown name is refused as unknown', async () => {
    const error = await refusalOf(() => new Driver({ modules: [TwoCollects] }).execute([each('squares' as never)], options));

    expect(codesOf(error)).toContain('UNKNOWN_OUTPUT');
    expect(error.message).toMatch(/Did you mean "square"/);
  });

  it('O3: an empty request runs nothing and gives {}', async () => {
    const flow = new TwoCollects();

    const outputs = await new Driver({ modules: [flow] }).execute([]);

    expect(outputs).toEqual({});
    expect(Object.getPrototypeOf(outputs)).toBeNull();
    expect(flow.calls).toEqual([]);
  });

  describe('executeSettled', () => {
    class Half extends TwoCollects {
      @collect('number') failing(numbers: Collect<number>): number {
        throw new Error(`no ${numbers.length}`);
      }
      @node('failing') after(failing: number): number {
        return failing;
      }
      @node('sumSquares') fine(sum: number): number {
        return sum + 1;
      }
      @node('number') badSquare(n: number): number {
        if (n === 2) throw new Error('two');
        return n;
      }
      @collect('badSquare') badSum(values: Collect<number>): number {
        return values.length;
      }
      @node('badSum', 'fine') mixed(bad: number, fine: number): number {
        return bad + fine;
      }
    }
    const driver = new Driver({ modules: [Half] });

    it('O4: resolves to an outcome per output: what does not need the failed node is computed', async () => {
      const outputs = await driver.executeSettled(['after', 'fine', 'sumCubes'], options);

      expect(outputs).toMatchObject({
        after: { status: 'rejected', reason: { node: 'failing' }, key: 'after' },
        fine: { status: 'fulfilled', value: 15 },
        sumCubes: { status: 'fulfilled', value: 36 },
      });
      expect(Object.getPrototypeOf(outputs)).toBeNull();
    });

    it('O4: a failed item fails the collectors that gather it, not the others over the same fan-out', async () => {
      const outputs = await driver.executeSettled(['badSum', 'sumSquares', 'mixed', each('cube')], options);

      expect(outputs).toMatchObject({
        badSum: { status: 'rejected', reason: { node: 'badSquare', path: [{ index: 1 }] } },
        sumSquares: { status: 'fulfilled', value: 14 },
        mixed: { status: 'rejected', reason: { node: 'badSquare' } },
        cube: { status: 'fulfilled', value: [1, 8, 27] },
      });
    });

    it('O4: a source that fails rejects all that its fan-out feeds', async () => {
      class Broken extends Half {
        @parallelizable() override *number(): Generator<number> {
          yield 1;
          throw new Error('source broke');
        }
        @node() alone(): number {
          return 1;
        }
      }

      const outputs = await new Driver({ modules: [Broken] }).executeSettled(['sumSquares', 'sumCubes', 'alone']);

      expect(outputs).toMatchObject({
        sumSquares: { status: 'rejected', reason: { node: 'number' } },
        sumCubes: { status: 'rejected' },
        alone: { status: 'fulfilled', value: 1 },
      });
    });

    it('O4: without failures every output is fulfilled', async () => {
      await expect(driver.executeSettled(['sumSquares'], options)).resolves.toEqual({ sumSquares: { status: 'fulfilled', value: 14 } });
    });

    it('O4: cancellation and refused requests still reject', async () => {
      await expect(driver.executeSettled(['sumSquares'], { ...options, signal: AbortSignal.abort('no') })).rejects.toMatchObject({
        code: 'RUN_ABORTED',
      });
      expect(MillraceError.is(await rejectionOf(driver.executeSettled(['sumSquares'])), 'MISSING_INPUT')).toBe(true);
    });
  });
});
