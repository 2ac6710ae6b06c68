import {
  collect,
  Driver,
  each,
  fold,
  group,
  input,
  keys,
  node,
  parallelizable,
  plain,
  reducers,
  source,
  type Collect,
  type Parallelizable,
} from '@millrace/core';
import { countedSource } from '../fixtures/counted-source';
import { faultOf } from '../fixtures/refusals';
import { Regions, threeRegions } from '../fixtures/regions';
import { TwoCollects } from '../fixtures/two-collects';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

describe('gathering', () => {
  expectNoUnhandledRejections();

  it('S4: closes one fan-out: gathers one entry an item and runs in the scope outside', async () => {
    const driver = new Driver({ modules: [Regions] });

    const outputs = await driver.execute([each('regionPopulation')], { inputs: { regions: threeRegions } });

    expect(outputs.regionPopulation).toEqual([30, 0, 30]);
    expect(driver.nodes().find(({ name }) => name === 'regionPopulation')?.scope).toEqual(['region']);
  });

  it('S4: aligns several gathered dependencies: index i of each is the same item (Hamilton: one collector with two gathered parameters, KeyError)', async () => {
    class Flow extends TwoCollects {
      @collect('square', 'cube', 'number')
      table(squares: Collect<number>, cubes: Collect<number>, numbers: Collect<number>): string[] {
        return numbers.map((n, i) => `${n}:${String(squares[i])}:${String(cubes[i])}`);
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['table'], { inputs: { numbers: [3, 1, 2] } });

    expect(outputs.table).toEqual(['3:9:27', '1:1:1', '2:4:8']);
  });

  it('S4: hands over plain dependencies as they are, from the same scope and from outer ones', async () => {
    class Flow extends Regions {
      @collect('population', plain('region'), plain('regions'))
      described(populations: Collect<number>, region: { name: string }, regions: readonly unknown[]): string {
        return `${region.name} ${sum(populations)} of ${regions.length}`;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute([each('described')], { inputs: { regions: threeRegions } });

    expect(outputs.described).toEqual(['eu 30 of 3', 'sea 0 of 3', 'us 30 of 3']);
  });

  it('S4: gathers groups as one list of tuples or of records', async () => {
    class Flow extends TwoCollects {
      @collect(group('number', 'square')) tuples(pairs: Collect<[number, number]>): [number, number][] {
        return [...pairs];
      }
      @collect(group({ n: 'number', both: group('square', 'cube') }))
      records(entries: Collect<{ n: number; both: [number, number] }>): { n: number; both: [number, number] }[] {
        return [...entries];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['tuples', 'records'], { inputs: { numbers: [2, 3] } });

    expect(outputs).toEqual({
      tuples: [
        [2, 4],
        [3, 9],
      ],
      records: [
        { n: 2, both: [4, 8] },
        { n: 3, both: [9, 27] },
      ],
    });
  });

  it('S4: gathers the items’ keys, aligned with the values', async () => {
    class Flow extends Regions {
      @collect('regionPopulation', keys('region'))
      table(populations: Collect<number>, names: Collect<string>): Record<string, number> {
        return Object.fromEntries(names.map((name, i) => [name, populations[i] ?? NaN]));
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['table'], { inputs: { regions: threeRegions } });

    expect(outputs.table).toEqual({ eu: 30, sea: 0, us: 30 });
  });

  it('S4: refuses a bare dependency outside the closed fan-out, naming the scope and plain(…)', () => {
    class Flow extends Regions {
      @collect('population', 'regions') wrong(populations: Collect<number>, regions: Collect<readonly unknown[]>): number {
        return populations.length + regions.length;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow] }));

    expect(fault).toMatchObject({ code: 'INVALID_GATHER', at: expect.stringContaining('Flow.wrong') as string });
    expect(fault.message).toMatch(/"regions"/);
    expect(fault.message).toMatch(/plain\(/);
  });

  it('S4: refuses a plain dependency inside the closed fan-out, naming the scope', () => {
    class Flow extends Regions {
      @collect('population', plain('city')) wrong(populations: Collect<number>, city: number): number {
        return populations.length + city;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow] }));

    expect(fault).toMatchObject({ code: 'INVALID_GATHER', at: expect.stringContaining('Flow.wrong') as string });
    expect(fault.message).toMatch(/"city"/);
    expect(fault.message).toMatch(/region/);
  });

  it('S4: refuses a collector with no fan-out above it (Hamilton: AttributeError)', () => {
    class Flow {
      @node() one(): number {
        return 1;
      }
      @collect('one') all(ones: Collect<number>): number {
        return ones.length;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'INVALID_GATHER',
      at: expect.stringContaining('Flow.all') as string,
    });
  });

  it('S5: over closes every scope up to the named one, in one flat list in source order', async () => {
    const outputs = await new Driver({ modules: [Regions] }).execute(['everyPopulation'], { inputs: { regions: threeRegions } });

    expect(outputs.everyPopulation).toEqual([10, 20, 30]);
  });

  it('S5: repeats a dependency gathered from a scope in between for each entry below its item; an outer item without inner items gives none', async () => {
    class Flow extends Regions {
      @collect('regionName', 'population', keys('region'), keys('city'), { over: 'region' })
      rows(names: Collect<string>, populations: Collect<number>, regionKeys: Collect<string>, cityKeys: Collect<string>): string[] {
        return names.map((name, i) => [name, populations[i], regionKeys[i], cityKeys[i]].join(' '));
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['rows'], { inputs: { regions: threeRegions } });

    expect(outputs.rows).toEqual(['eu 10 eu 0', 'eu 20 eu 1', 'us 30 us 0']);
  });

  it('S5: over may stop below the root: it runs once per item that is left', async () => {
    class Flow {
      @parallelizable() *a(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('a') *b(a: number): Generator<number> {
        yield* [a * 10, a * 10 + 1];
      }
      @parallelizable('b') *c(b: number): Generator<number> {
        yield* [b * 10, b * 10 + 1];
      }
      @collect('c', 'b', plain('a'), { over: 'b' }) ofA(c: Collect<number>, b: Collect<number>, a: number): string {
        return `${a}: ${c.map((inner, i) => `${String(b[i])}/${inner}`).join(' ')}`;
      }
      @collect('c', { over: 'a' }) all(c: Collect<number>): number[] {
        return [...c];
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const outputs = await driver.execute([each('ofA'), 'all']);

    expect(outputs.ofA).toEqual(['1: 10/100 10/101 11/110 11/111', '2: 20/200 20/201 21/210 21/211']);
    expect(outputs.all).toEqual([100, 101, 110, 111, 200, 201, 210, 211]);
    expect(driver.nodes().find(({ name }) => name === 'ofA')?.scope).toEqual(['a']);
  });

  it('S5: folds over several scopes, with and without merge', async () => {
    class Flow extends Regions {
      @collect(fold('population', reducers.sum()), { over: 'region' }) total(total: number): number {
        return total;
      }
      @collect(fold('population', { init: () => '', step: (text: string, n: number, index: number) => `${text}${index}=${n};` }), {
        over: 'region',
      })
      text(text: string): string {
        return text;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['total', 'text'], { inputs: { regions: threeRegions } });

    expect(outputs).toEqual({ total: 60, text: '0=10;1=20;2=30;' });
  });

  it('S5: refuses an over that is not in the gathered scope', () => {
    class Flow extends Regions {
      @parallelizable() *other(): Generator<number> {
        yield 1;
      }
      @collect('population', { over: 'other' }) wrong(populations: Collect<number>): number {
        return populations.length;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow] }));

    expect(fault).toMatchObject({ code: 'INVALID_GATHER', at: expect.stringContaining('Flow.wrong') as string });
    expect(fault.message).toMatch(/other/);
    expect(fault.message).toMatch(/region/);
  });

  it('S5: refuses gathered dependencies of sibling scopes as in S2', () => {
    class Flow extends Regions {
      @parallelizable('region') *street(region: { name: string }): Generator<string> {
        yield region.name;
      }
      @collect('city', 'street', { over: 'region' }) wrong(cities: Collect<number>, streets: Collect<string>): number {
        return cities.length + streets.length;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'INCOMPATIBLE_SCOPES',
      at: expect.stringContaining('Flow.wrong') as string,
    });
  });

  it('S8: gathers two collectors over one fan-out from a single pass (Hamilton: KeyError after a "successful" run, hash-seed dependent)', async () => {
    const flow = new TwoCollects();

    const outputs = await new Driver({ modules: [flow] }).execute(['sumSquares', 'sumCubes'], { inputs: { numbers: [1, 2, 3] } });

    expect(outputs).toEqual({ sumSquares: 14, sumCubes: 36 });
    expect(flow.counts()).toEqual({ number: 1, square: 3, cube: 3, sumSquares: 1, sumCubes: 1 });
  });

  it('S8: iterates the source once and runs each inner node once per item for any number of collectors', async () => {
    const numbers = countedSource([1, 2, 3]);
    let squares = 0;
    class Flow {
      @parallelizable() n(): Parallelizable<number> {
        return numbers;
      }
      @node('n') square(n: number): number {
        squares += 1;
        return n * n;
      }
      @collect('square') total(xs: Collect<number>): number {
        return sum(xs);
      }
      @collect('square') largest(xs: Collect<number>): number {
        return Math.max(...xs);
      }
      @collect(fold('square', reducers.count())) count(count: number): number {
        return count;
      }
      @collect('n', 'square') table(ns: Collect<number>, xs: Collect<number>): string {
        return ns.map((n, i) => `${n}:${String(xs[i])}`).join();
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['total', 'largest', 'count', 'table', each('square')]);

    expect(outputs).toEqual({ total: 14, largest: 9, count: 3, table: '1:1,2:4,3:9', square: [1, 4, 9] });
    expect([numbers.opened, numbers.pulled, squares]).toEqual([1, 3, 3]);
  });

  it('S8: gathers at different depths of one block (Hamilton: collectors at different depths, KeyError)', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') shallow(n: number): number {
        return n + 1;
      }
      @node('shallow') middle(shallow: number): number {
        return shallow * 2;
      }
      @node('middle') deep(middle: number): number {
        return middle - 1;
      }
      @collect('shallow') ofShallow(xs: Collect<number>): number[] {
        return [...xs];
      }
      @collect('middle') ofMiddle(xs: Collect<number>): number[] {
        return [...xs];
      }
      @collect('deep') ofDeep(xs: Collect<number>): number[] {
        return [...xs];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['ofShallow', 'ofMiddle', 'ofDeep'])).resolves.toEqual({
      ofShallow: [2, 3, 4],
      ofMiddle: [4, 6, 8],
      ofDeep: [3, 5, 7],
    });
  });

  it('S8: gathers at different nesting depths in one request', async () => {
    const outputs = await new Driver({ modules: [Regions] }).execute(
      ['byRegion', 'everyPopulation', each('regionPopulation'), each('population')],
      {
        inputs: { regions: threeRegions },
      },
    );

    expect(outputs).toEqual({
      byRegion: [30, 0, 30],
      everyPopulation: [10, 20, 30],
      regionPopulation: [30, 0, 30],
      population: [10, 20, 30],
    });
  });

  it('S8: lets one list reach every collector as a list of its own', async () => {
    class Flow extends TwoCollects {
      @collect('square') spoiling(squares: Collect<number>): number {
        return (squares as number[]).splice(0).length;
      }
      @collect('square') late(squares: Collect<number>): number[] {
        return [...squares];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['spoiling', 'late', 'sumSquares'], { inputs: { numbers: [1, 2] } });

    expect(outputs).toEqual({ spoiling: 2, late: [1, 4], sumSquares: 5 });
  });

  it('S11: gives a collector over the parallelizable itself the list of items (Hamilton: list in a list)', async () => {
    class Flow extends TwoCollects {
      @collect('number') all(numbers: Collect<number>): number[] {
        return [...numbers];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['all', 'sumSquares'], { inputs: { numbers: [0, 1, 2] } });

    expect(outputs).toEqual({ all: [0, 1, 2], sumSquares: 5 });
  });

  it('S11: gives a collector over a nested parallelizable the items of each outer item, or of all with over', async () => {
    class Flow extends Regions {
      @collect('city') cities(cities: Collect<number>): number[] {
        return [...cities];
      }
      @collect('city', { over: 'region' }) allCities(cities: Collect<number>): number[] {
        return [...cities];
      }
      @collect(source<number[]>('cities')) nested(cities: Collect<number[]>): number[][] {
        return [...cities];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['nested', 'allCities'], { inputs: { regions: threeRegions } });

    expect(outputs).toEqual({ nested: [[1, 2], [], [3]], allCities: [1, 2, 3] });
  });

  it('S11: never takes an ordinary node’s list, or an item that is a list, apart', async () => {
    class Flow {
      @input() declare readonly rows: number[][];
      @parallelizable('rows') row(rows: number[][]): Parallelizable<number[]> {
        return rows;
      }
      @node('row') doubled(row: number[]): number[] {
        return row.map((n) => n * 2);
      }
      @collect('row', 'doubled') both(rows: Collect<number[]>, doubled: Collect<number[]>): [number[], number[]][] {
        return rows.map((row, i) => [row, doubled[i] ?? []]);
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['both'], { inputs: { rows: [[1], [2, 3]] } });

    expect(outputs.both).toEqual([
      [[1], [2]],
      [
        [2, 3],
        [4, 6],
      ],
    ]);
  });
});
