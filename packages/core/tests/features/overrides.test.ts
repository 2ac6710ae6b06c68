import { of } from 'rxjs';
import { collect, Driver, each, input, node, parallelizable, perItem, type Collect } from '@millrace/core';
import { countedSource } from '../fixtures/counted-source';
import { codesOf, failureOf, refusalOf } from '../fixtures/refusals';
import { Regions, threeRegions } from '../fixtures/regions';
import { TwoCollects } from '../fixtures/two-collects';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** b = a + 1, c = b + 1, d = c + 1. */
class Chain {
  readonly calls: string[] = [];
  @input() declare readonly a: number;
  @node('a') b(a: number): number {
    this.calls.push('b');
    return a + 1;
  }
  @node('b') c(b: number): number {
    this.calls.push('c');
    return b + 1;
  }
  @node('c') d(c: number): number {
    this.calls.push('d');
    return c + 1;
  }
}

describe('overrides', () => {
  expectNoUnhandledRejections();

  it('I4: an override replaces a node, and what only it needed is pruned: nodes and inputs', async () => {
    const flow = new Chain();

    const outputs = await new Driver({ modules: [flow] }).execute(['d'], { overrides: { c: 10 } });

    expect(outputs).toEqual({ d: 11 });
    expect(flow.calls).toEqual(['d']);
  });

  it('I4: an overridden node may be requested', async () => {
    const outputs = await new Driver({ modules: [Chain] }).execute(['c', 'b'], { inputs: { a: 1 }, overrides: { c: 10 } });

    expect(outputs).toEqual({ c: 10, b: 2 });
  });

  it('I4: undefined is no override', async () => {
    await expect(new Driver({ modules: [Chain] }).execute(['d'], { inputs: { a: 1 }, overrides: { c: undefined } })).resolves.toEqual({
      d: 4,
    });
  });

  it('I4: a function is a value like any other', async () => {
    class Flow {
      @node() make(): () => number {
        return () => 1;
      }
      @node('make') call(make: () => number): number {
        return make();
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['call'], { overrides: { make: () => 2 } })).resolves.toEqual({ call: 2 });
  });

  it('I4: overriding a parallelizable gives the items to iterate, in any form of a source', async () => {
    const driver = new Driver({ modules: [TwoCollects] });
    const execute = (number: unknown) => driver.execute(['sumSquares'], { overrides: { number } });
    const counted = countedSource([1, 2, 3]);

    await expect(execute([1, 2, 3])).resolves.toEqual({ sumSquares: 14 });
    await expect(execute(new Set([2, 3]))).resolves.toEqual({ sumSquares: 13 });
    await expect(execute(of(1, 4))).resolves.toEqual({ sumSquares: 17 });
    await expect(execute(Promise.resolve([5]))).resolves.toEqual({ sumSquares: 25 });
    await expect(execute(counted)).resolves.toEqual({ sumSquares: 14 });
    await expect(
      execute(
        (async function* () {
          yield await Promise.resolve(6);
        })(),
      ),
    ).resolves.toEqual({ sumSquares: 36 });
    expect(counted.opened).toBe(1);
  });

  it('I4: and is refused like a source where it does not iterate', async () => {
    const failure = await failureOf(new Driver({ modules: [TwoCollects] }).execute(['sumSquares'], { overrides: { number: 'abc' } }));

    expect(codesOf(failure)).toContain('INVALID_SOURCE');
  });

  it('I4: a node inside a fan-out gets the value for every item (Hamilton: collector silently gets [])', async () => {
    const flow = new TwoCollects();

    const outputs = await new Driver({ modules: [flow] }).execute(['sumSquares', 'sumCubes'], {
      inputs: { numbers: [1, 2, 3] },
      overrides: { square: 5 },
    });

    expect(outputs).toEqual({ sumSquares: 15, sumCubes: 36 });
    expect(flow.counts()['square']).toBeUndefined();
  });

  it('I4: the overridden node keeps its scope: its sources are still iterated, if nothing else needs their items', async () => {
    const numbers = countedSource([1, 2]);
    const flow = new TwoCollects();

    const outputs = await new Driver({ modules: [flow] }).execute(['sumSquares'], {
      inputs: { numbers: numbers as never },
      overrides: { square: 5 },
    });

    expect(outputs).toEqual({ sumSquares: 10 });
    expect(numbers.pulled).toBe(2);
    expect(flow.counts()).toEqual({ number: 1, sumSquares: 1 });
  });

  it('I4: perItem gives a value per item, by the path of the items the node runs in', async () => {
    const driver = new Driver({ modules: [Regions] });
    const paths: string[] = [];

    const outputs = await driver.execute(['byRegion'], {
      inputs: { regions: threeRegions },
      overrides: {
        population: perItem((path) => {
          paths.push(path.map(({ parallelizable: name, index, key }) => `${name}[${index}]=${key}`).join(' / '));
          return (path[0]?.index ?? 0) * 100 + (path[1]?.index ?? 0);
        }),
      },
    });

    expect(outputs).toEqual({ byRegion: [1, 0, 200] });
    expect(paths).toEqual(['region[0]=eu / city[0]=0', 'region[0]=eu / city[1]=1', 'region[2]=us / city[0]=0']);
  });

  it('I4: for a nested parallelizable perItem is called per outer item and returns the items', async () => {
    const driver = new Driver({ modules: [Regions] });

    const outputs = await driver.execute(['byRegion', 'everyPopulation'], {
      inputs: { regions: threeRegions },
      overrides: { city: perItem(([region]) => (region?.key === 'eu' ? [7] : [1, 2])) },
    });

    expect(outputs).toEqual({ byRegion: [70, 30, 30], everyPopulation: [70, 10, 20, 10, 20] });
  });

  it('I4: a plain value for a nested parallelizable is iterated once per outer item', async () => {
    const outputs = await new Driver({ modules: [Regions] }).execute(['byRegion'], {
      inputs: { regions: threeRegions },
      overrides: { city: [1, 2] },
    });

    expect(outputs).toEqual({ byRegion: [30, 30, 30] });
  });

  it('I4: a perItem that throws is a failure of that node and item', async () => {
    const failure = await failureOf(
      new Driver({ modules: [TwoCollects] }).execute(['sumSquares'], {
        inputs: { numbers: [1, 2] },
        overrides: {
          square: perItem(([item]) => {
            if (item?.index === 1) throw new Error('no value');
            return 1;
          }),
        },
      }),
    );

    expect(failure).toMatchObject({ node: 'square', path: [{ parallelizable: 'number', index: 1 }] });
  });

  it('I4: overriding a collector closes its fan-out: neither source nor items run', async () => {
    const flow = new TwoCollects();

    const outputs = await new Driver({ modules: [flow] }).execute(['sumSquares'], { overrides: { sumSquares: 1 } });

    expect(outputs).toEqual({ sumSquares: 1 });
    expect(flow.calls).toEqual([]);
  });

  it('I4: overriding a collector that feeds back leaves one phase', async () => {
    class Flow extends TwoCollects {
      @node('square', 'sumSquares') share(square: number, total: number): number {
        return square / total;
      }
      @collect('share') shares(shares: Collect<number>): number[] {
        return [...shares];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['shares'], {
      inputs: { numbers: [1, 2] },
      overrides: { sumSquares: 10 },
    });

    expect(outputs).toEqual({ shares: [0.1, 0.4] });
  });

  it('I4: overriding an inner collector gives its value to every outer item', async () => {
    const outputs = await new Driver({ modules: [Regions] }).execute(['byRegion', each('regionPopulation')], {
      inputs: { regions: threeRegions },
      overrides: { regionPopulation: perItem(([region]) => region?.index) },
    });

    expect(outputs).toEqual({ byRegion: [0, 1, 2], regionPopulation: [0, 1, 2] });
  });

  it('I4: an override of a node that fails saves the run', async () => {
    class Flow extends Chain {
      @node('a') override b(_a: number): number {
        throw new Error('broken');
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['d'], { inputs: { a: 1 }, overrides: { b: 1 } })).resolves.toEqual({ d: 3 });
  });

  it('I4: an unknown name is refused with the nearest names', async () => {
    const error = await refusalOf(() =>
      new Driver({ modules: [TwoCollects] }).execute(['sumCubes'], { inputs: { numbers: [1] }, overrides: { sumSquare: 1 } }),
    );

    expect(codesOf(error)).toContain('UNKNOWN_OVERRIDE');
    expect(error.message).toMatch(/"sumSquare"/);
    expect(error.message).toMatch(/Did you mean "sumSquares"/);
  });

  it('I4: a name also given in inputs is refused', async () => {
    const error = await refusalOf(() => new Driver({ modules: [Chain] }).execute(['d'], { inputs: { a: 1, b: 2 }, overrides: { b: 3 } }));

    expect(codesOf(error).join()).toMatch(/OVERRIDE_AND_INPUT|INVALID_REQUEST/);
    expect(error.message).toMatch(/"b"/);
  });

  it('I4: an override is of one run only', async () => {
    const driver = new Driver({ modules: [Chain] });

    const [overridden, plainly] = await Promise.all([
      driver.execute(['d'], { overrides: { c: 10 } }),
      driver.execute(['d'], { inputs: { a: 1 } }),
    ]);

    expect([overridden, plainly]).toEqual([{ d: 11 }, { d: 4 }]);
  });

  it('I4: overrides work in fan-outs whose items were overridden as well', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield 1;
      }
      @node('n') half(n: number): number {
        return n / 2;
      }
      @collect('n', 'half') pairs(ns: Collect<number>, halves: Collect<number>): string {
        return ns.map((n, i) => `${n}:${String(halves[i])}`).join();
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['pairs'], {
      overrides: { n: [4, 6], half: perItem(([item]) => item?.key) },
    });

    expect(outputs).toEqual({ pairs: '4:0,6:1' });
  });
});
