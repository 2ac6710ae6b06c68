import { collect, Driver, each, input, node, parallelizable, plain, source, type Collect } from '@millrace/core';
import { faultOf } from '../fixtures/refusals';
import { Regions, threeRegions } from '../fixtures/regions';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Two independent fan-outs. */
class LettersAndDigits {
  @parallelizable() *letter(): Generator<string> {
    yield* ['a', 'b'];
  }

  @parallelizable() *digit(): Generator<number> {
    yield* [1, 2, 3];
  }
}

describe('scopes', () => {
  expectNoUnhandledRejections();

  const scopesOf = (driver: { nodes(): readonly { name: string; scope: readonly string[] }[] }) =>
    Object.fromEntries(driver.nodes().map(({ name, scope }) => [name, scope]));

  it('S1: gives every node the list of the parallelizables inside whose items it runs', () => {
    const driver = new Driver({ modules: [Regions] });

    expect(scopesOf(driver)).toEqual({
      regions: [],
      region: [],
      regionName: ['region'],
      city: ['region'],
      population: ['region', 'city'],
      regionPopulation: ['region'],
      byRegion: [],
      everyPopulation: [],
    });
  });

  it('S1: gives a node without fan-outs above it, inputs and config keys included, the root scope', () => {
    class Sum {
      @input() declare readonly a: number;
      @node('a', source<number>('b')) sum(a: number, b: number): number {
        return a + b;
      }
    }

    const driver = new Driver({ modules: [Sum], config: { b: 2 } });

    expect(scopesOf(driver)).toMatchObject({ a: [], sum: [] });
  });

  it('S2: runs a node in the deepest scope of its dependencies', async () => {
    class Flow extends Regions {
      @node('regionName', 'population', 'regions')
      label(name: string, population: number, regions: readonly unknown[]): string {
        return `${name}:${population}/${regions.length}`;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const outputs = await driver.execute([each('label')], { inputs: { regions: threeRegions } });

    expect(outputs.label).toEqual(['eu:10/3', 'eu:20/3', 'us:30/3']);
    expect(scopesOf(driver)['label']).toEqual(['region', 'city']);
  });

  it('S2: takes a dependency from a scope that is a prefix: the same outer value for every inner item', async () => {
    class Flow extends Regions {
      @node('regionPopulation', 'population')
      share(total: number, population: number): number {
        return population / total;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute([each('share')], { inputs: { regions: threeRegions } });

    expect(outputs.share).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('S2: refuses a node over two independent fan-outs, naming both and the three fixes (Hamilton: silently gets one as a whole list)', () => {
    class Both extends LettersAndDigits {
      @node('letter', 'digit') pair(letter: string, digit: number): string {
        return letter + String(digit);
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Both] }));

    expect(fault.code).toBe('INCOMPATIBLE_SCOPES');
    expect(fault.at).toContain('Both.pair');
    expect(fault.message).toMatch(/letter/);
    expect(fault.message).toMatch(/digit/);
    expect(fault.message).toMatch(/collect/i);
    expect(fault.message).toMatch(/nest|inside/i);
    expect(fault.message).toMatch(/depend/i);
  });

  it('S2: refuses a node over sibling fan-outs of one outer item', () => {
    class Siblings extends LettersAndDigits {
      @parallelizable('letter') *upper(letter: string): Generator<string> {
        yield letter.toUpperCase();
      }
      @parallelizable('letter') *lower(letter: string): Generator<string> {
        yield letter.toLowerCase();
      }
      @node('upper', 'lower') both(upper: string, lower: string): string {
        return upper + lower;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Siblings] }))).toMatchObject({
      code: 'INCOMPATIBLE_SCOPES',
      at: expect.stringContaining('both') as string,
    });
  });

  it('S2: accepts each of the three fixes: collecting one of them', async () => {
    class Collected extends LettersAndDigits {
      @collect('digit') digits(digits: Collect<number>): number[] {
        return [...digits];
      }
      @node('letter', 'digits') pair(letter: string, digits: number[]): string {
        return letter + digits.join('');
      }
    }

    await expect(new Driver({ modules: [Collected] }).execute([each('pair')])).resolves.toEqual({ pair: ['a123', 'b123'] });
  });

  it('S2: accepts each of the three fixes: the product, where one fan-out depends on the other one’s item', async () => {
    class Product {
      @parallelizable() *letter(): Generator<string> {
        yield* ['a', 'b'];
      }
      @parallelizable('letter') *digit(_letter: string): Generator<number> {
        yield* [1, 2];
      }
      @node('letter', 'digit') pair(letter: string, digit: number): string {
        return letter + String(digit);
      }
    }

    await expect(new Driver({ modules: [Product] }).execute([each('pair')])).resolves.toEqual({ pair: ['a1', 'a2', 'b1', 'b2'] });
  });

  it('S2: lets two independent fan-outs meet in what they were collected into (Hamilton: block nodes reading another block’s collect hang)', async () => {
    class Chained extends LettersAndDigits {
      @collect('digit') total(digits: Collect<number>): number {
        return digits.reduce((a, b) => a + b, 0);
      }
      @node('letter', 'total') stamped(letter: string, total: number): string {
        return `${letter}${total}`;
      }
      @collect('stamped', plain('total')) report(stamped: Collect<string>, total: number): string {
        return `${stamped.join()} of ${total}`;
      }
    }

    await expect(new Driver({ modules: [Chained] }).execute(['report', 'total'])).resolves.toEqual({ report: 'a6,b6 of 6', total: 6 });
  });

  it('S3: gives a parallelizable the scope of its own dependencies, and those that depend on it one item each', async () => {
    const driver = new Driver({ modules: [Regions] });
    const seen: unknown[] = [];
    class Seeing extends Regions {
      @node('city') seen(city: number): number {
        seen.push(city);
        return city;
      }
    }

    await new Driver({ modules: [Seeing] }).execute([each('seen')], { inputs: { regions: threeRegions } });

    expect(scopesOf(driver)).toMatchObject({ region: [], city: ['region'] });
    expect(seen).toEqual([1, 2, 3]);
  });

  it('S3: counts a parallelizable as living in its own items for a node that mixes it with outer values', async () => {
    class Flow extends Regions {
      @node('city', 'region', 'regions') where(city: number, region: { name: string }, regions: readonly unknown[]): string {
        return `${region.name}#${city} of ${regions.length}`;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const outputs = await driver.execute([each('where')], { inputs: { regions: threeRegions } });

    expect(outputs.where).toEqual(['eu#1 of 3', 'eu#2 of 3', 'us#3 of 3']);
  });

  it('S6: runs a plain consumer of an inner node in the inner scope, once per item (Hamilton: endless busy loop)', async () => {
    const runs: number[] = [];
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') inner(n: number): number {
        return n * 2;
      }
      @node('inner') consumer(inner: number): number {
        runs.push(inner);
        return inner + 1;
      }
      @collect('inner') total(inner: Collect<number>): number {
        return inner.reduce((a, b) => a + b, 0);
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['total', each('consumer')]);

    expect(outputs).toEqual({ total: 12, consumer: [3, 5, 7] });
    expect(runs).toEqual([2, 4, 6]);
  });

  it('S6: runs a node that needs a collector and an inner node in the inner scope (Hamilton: endless loop)', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 3];
      }
      @node('n') inner(n: number): number {
        return n;
      }
      @collect('inner') total(inner: Collect<number>): number {
        return inner.reduce((a, b) => a + b, 0);
      }
      @node('inner', 'total') fraction(inner: number, total: number): number {
        return inner / total;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    expect(scopesOf(driver)['fraction']).toEqual(['n']);
    await expect(driver.execute([each('fraction')])).resolves.toEqual({ fraction: [0.25, 0.75] });
  });

  it('S7: runs an inner collector once per item of the outer fan-out (Hamilton: inner gets the outer’s whole list, wrong data, or an endless loop)', async () => {
    const driver = new Driver({ modules: [Regions] });

    const outputs = await driver.execute(['byRegion', each('regionPopulation')], { inputs: { regions: threeRegions } });

    expect(outputs).toEqual({ byRegion: [30, 0, 30], regionPopulation: [30, 0, 30] });
  });

  it('S7: nests six fan-outs deep', async () => {
    class Deep {
      @parallelizable() *a(): Generator<string> {
        yield* 'xy';
      }
      @parallelizable('a') *b(a: string): Generator<string> {
        yield* [a + '0', a + '1'];
      }
      @parallelizable('b') *c(b: string): Generator<string> {
        yield* [b + '0', b + '1'];
      }
      @parallelizable('c') *d(c: string): Generator<string> {
        yield* [c + '0', c + '1'];
      }
      @parallelizable('d') *e(d: string): Generator<string> {
        yield* [d + '0', d + '1'];
      }
      @parallelizable('e') *f(e: string): Generator<string> {
        yield* [e + '0', e + '1'];
      }
      @collect('f') perE(f: Collect<string>): string {
        return f.map((word) => word.at(-1)).join('');
      }
      @collect('perE') perD(e: Collect<string>): number {
        return e.length;
      }
      @collect('perD', { over: 'b' }) perA(d: Collect<number>): number {
        return d.reduce((x, y) => x + y, 0);
      }
      @collect('perA') total(a: Collect<number>): number {
        return a.reduce((x, y) => x + y, 0);
      }
    }
    const driver = new Driver({ modules: [Deep] });

    const outputs = await driver.execute(['total', each('f'), each('perE')]);

    expect(outputs.total).toBe(32);
    expect(outputs.f).toHaveLength(64);
    expect(outputs.f.slice(0, 3)).toEqual(['x00000', 'x00001', 'x00010']);
    expect(new Set(outputs.perE)).toEqual(new Set(['01']));
    expect(scopesOf(driver)['f']).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('S7: gives each outer item its own inner fan-out when the outer items run at once', async () => {
    class Triangle {
      @parallelizable({ concurrency: 3 }) *outer(): Generator<number> {
        yield* [1, 2, 3];
      }
      @parallelizable('outer') async *inner(outer: number): AsyncGenerator<number> {
        for (let i = 0; i < outer; i++) yield await Promise.resolve(outer * 10 + i);
      }
      @node('inner') async plusOne(inner: number): Promise<number> {
        return Promise.resolve(inner + 1);
      }
      @collect('plusOne') innerSum(values: Collect<number>): number {
        return values.reduce((a, b) => a + b, 0);
      }
      @collect('innerSum') sums(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Triangle] }).execute(['sums'])).resolves.toEqual({ sums: [11, 43, 96] });
  });
});
