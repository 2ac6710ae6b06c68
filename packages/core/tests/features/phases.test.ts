import { collect, Driver, each, fold, input, node, parallelizable, reducers, type Collect, type Parallelizable } from '@millrace/core';
import { countedSource } from '../fixtures/counted-source';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

/** A collected value that flows back into the block it was collected from. */
class Shares {
  readonly calls: string[] = [];
  @input() declare readonly numbers: Iterable<number>;

  @parallelizable('numbers', { concurrency: 2 }) n(numbers: Iterable<number>): Parallelizable<number> {
    return numbers;
  }
  @node('n') doubled(n: number): number {
    this.calls.push('doubled');
    return 2 * n;
  }
  @collect('doubled') total(doubled: Collect<number>): number {
    this.calls.push('total');
    return sum(doubled);
  }
  @node('doubled', 'total') share(doubled: number, total: number): number {
    this.calls.push('share');
    return doubled / total;
  }
  @collect('share') shares(shares: Collect<number>): number[] {
    return [...shares];
  }
}

describe('phases', () => {
  expectNoUnhandledRejections();

  it('S9: feeds a collected value back into its own fan-out (Hamilton: TypeError/KeyError, never right)', async () => {
    const flow = new Shares();

    const outputs = await new Driver({ modules: [flow] }).execute(['total', 'shares'], { inputs: { numbers: [1, 2, 3, 4] } });

    expect(outputs).toEqual({ total: 20, shares: [0.1, 0.2, 0.3, 0.4] });
    expect(flow.calls).toEqual([...Array<string>(4).fill('doubled'), 'total', ...Array<string>(4).fill('share')]);
  });

  it('S9: does not iterate the source again', async () => {
    const numbers = countedSource([1, 2, 3, 4]);

    await new Driver({ modules: [Shares] }).execute(['shares'], { inputs: { numbers } });

    expect([numbers.opened, numbers.pulled]).toEqual([1, 4]);
  });

  it('S9: aligns values of different phases in one collector, whose phase is that of the latest', async () => {
    class Flow extends Shares {
      @collect('n', 'doubled', 'share') table(n: Collect<number>, doubled: Collect<number>, share: Collect<number>): number[][] {
        return n.map((item, i) => [item, doubled[i] ?? NaN, share[i] ?? NaN]);
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['table'], { inputs: { numbers: [1, 4] } });

    expect(outputs.table).toEqual([
      [1, 2, 0.2],
      [4, 8, 0.8],
    ]);
  });

  it('S9: goes through any number of phases', async () => {
    class Chain {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') a(n: number): number {
        return n;
      }
      @collect('a') sumA(a: Collect<number>): number {
        return sum(a);
      }
      @node('a', 'sumA') b(a: number, total: number): number {
        return a + total;
      }
      @collect('b') sumB(b: Collect<number>): number {
        return sum(b);
      }
      @node('b', 'n', 'sumB') c(b: number, n: number, total: number): number {
        return b + n + total;
      }
      @collect('c') sumC(c: Collect<number>): number {
        return sum(c);
      }
      @node('sumC', 'n') d(total: number, n: number): number {
        return total * n;
      }
      @collect('d', 'a') result(d: Collect<number>, a: Collect<number>): string {
        return d.map((value, i) => `${String(a[i])}:${value}`).join();
      }
    }

    const outputs = await new Driver({ modules: [Chain] }).execute(['sumA', 'sumB', 'sumC', 'result']);

    expect(outputs).toEqual({ sumA: 6, sumB: 24, sumC: 102, result: '1:102,2:204,3:306' });
  });

  it('S9: takes the way back through nodes at the root, and through another fan-out', async () => {
    class Flow extends Shares {
      @node('total') half(total: number): number {
        return total / 2;
      }
      @parallelizable('half') *step(half: number): Generator<number> {
        yield* [half, half + 1];
      }
      @collect('step') steps(steps: Collect<number>): number {
        return sum(steps);
      }
      @node('n', 'steps') scaled(n: number, steps: number): number {
        return n * steps;
      }
      @collect('scaled') allScaled(scaled: Collect<number>): number[] {
        return [...scaled];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['allScaled'], { inputs: { numbers: [1, 2] } });

    expect(outputs.allScaled).toEqual([7, 14]);
  });

  it('S9: a fan-out with phases waits for the other fan-out whose collector it reads (Hamilton: block nodes reading another block’s collect hang)', async () => {
    class Two {
      @parallelizable() *left(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable() *right(): Generator<number> {
        yield* [10, 20];
      }
      @collect('left') lefts(xs: Collect<number>): number {
        return sum(xs);
      }
      @node('right', 'lefts') rightPlus(right: number, lefts: number): number {
        return right + lefts;
      }
      @collect('rightPlus') rights(xs: Collect<number>): number {
        return sum(xs);
      }
      @node('left', 'rights') leftPlus(left: number, rights: number): number {
        return left + rights;
      }
      @collect('leftPlus') result(xs: Collect<number>): number[] {
        return [...xs];
      }
    }

    await expect(new Driver({ modules: [Two] }).execute(['result'])).resolves.toEqual({ result: [37, 38] });
  });

  describe('nested', () => {
    /** The total over all cells flows back to each cell, so the outer phases split what is nested in them. */
    class Table {
      readonly opened: number[] = [];
      readonly calls: string[] = [];

      @parallelizable() *row(): Generator<number> {
        this.calls.push('row');
        yield* [1, 2];
      }
      @parallelizable('row') *cell(row: number): Generator<number> {
        this.opened.push(row);
        yield* [row * 10, row * 10 + 1];
      }
      @node('cell') value(cell: number): number {
        this.calls.push('value');
        return cell;
      }
      @collect('value') rowTotal(values: Collect<number>): number {
        return sum(values);
      }
      @collect('rowTotal') total(totals: Collect<number>): number {
        return sum(totals);
      }
      @node('value', 'rowTotal', 'total') shares(value: number, rowTotal: number, total: number): string {
        return `${value}/${rowTotal}/${total}`;
      }
      @collect('shares') rowShares(shares: Collect<string>): string {
        return shares.join(' ');
      }
      @collect('rowShares') table(rows: Collect<string>): string[] {
        return [...rows];
      }
    }

    it('S9: splits everything nested in the fan-out that the collector closes, without calling its sources again', async () => {
      const flow = new Table();

      const outputs = await new Driver({ modules: [flow] }).execute(['table', 'total']);

      expect(outputs).toEqual({ table: ['10/21/62 11/21/62', '20/41/62 21/41/62'], total: 62 });
      expect(flow.opened).toEqual([1, 2]);
      expect(flow.calls).toEqual(['row', 'value', 'value', 'value', 'value']);
    });

    it('S9: a collector over the inner fan-out alone feeds back within each outer item', async () => {
      class Flow extends Table {
        @node('value', 'rowTotal') inRow(value: number, rowTotal: number): string {
          return `${value}/${rowTotal}`;
        }
        @collect('inRow', { over: 'row' }) inRows(values: Collect<string>): string[] {
          return [...values];
        }
      }

      const outputs = await new Driver({ modules: [Flow] }).execute(['inRows']);

      expect(outputs.inRows).toEqual(['10/21', '11/21', '20/41', '21/41']);
    });

    it('S9: opens a fan-out for the first time in a later phase', async () => {
      class Flow extends Shares {
        @parallelizable('n', 'total') *late(n: number, total: number): Generator<number> {
          yield* [n + total, n - total];
        }
        @collect('late') lates(lates: Collect<number>): number[] {
          return [...lates];
        }
      }

      const outputs = await new Driver({ modules: [Flow] }).execute([each('lates'), each('late')], { inputs: { numbers: [1, 2] } });

      expect(outputs.lates).toEqual([
        [7, -5],
        [8, -4],
      ]);
      expect(outputs.late).toEqual([7, -5, 8, -4]);
    });

    it('S9: takes a collector with over back to the deepest scope', async () => {
      class Flow extends Table {
        @collect('value', { over: 'row' }) largest(values: Collect<number>): number {
          return Math.max(...values);
        }
        @node('value', 'largest') below(value: number, largest: number): number {
          return largest - value;
        }
      }

      const outputs = await new Driver({ modules: [Flow] }).execute([each('below')]);

      expect(outputs.below).toEqual([11, 10, 1, 0]);
    });
  });

  it('S9: an empty fan-out with phases fires the collectors of all of them', async () => {
    await expect(new Driver({ modules: [Shares] }).execute(['total', 'shares'], { inputs: { numbers: [] } })).resolves.toEqual({
      total: 0,
      shares: [],
    });
  });

  it('S9: plan says which values are kept for later phases', () => {
    const text = String(new Driver({ modules: [Shares] }).plan(['shares'], { inputs: { numbers: [1] } }));

    expect(/keeps ([^)]*)/.exec(text)?.[1]).toBe('doubled');
  });

  it('S10: one method collects one fan-out and opens another (Hamilton: only one role honoured)', async () => {
    class Flow {
      @input() declare readonly numbers: readonly number[];
      @parallelizable('numbers') n(numbers: readonly number[]): Parallelizable<number> {
        return numbers;
      }
      @node('n') doubled(n: number): number {
        return n * 2;
      }
      @collect('doubled')
      @parallelizable({ concurrency: 2, key: (n) => `#${n}` })
      *next(doubled: Collect<number>): Generator<number> {
        yield* doubled;
      }
      @node('next') plusOne(n: number): number {
        return n + 1;
      }
      @collect('plusOne') result(values: Collect<number>): number[] {
        return [...values];
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['result'], { inputs: { numbers: [1, 2, 3] } })).resolves.toEqual({ result: [3, 5, 7] });
    expect(driver.nodes().find(({ name }) => name === 'next')).toMatchObject({
      roles: expect.arrayContaining(['collect', 'parallelizable']) as string[],
      scope: [],
    });
  });

  it('S10: the order in which the two roles are written does not matter, and folds are gathered too', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @parallelizable()
      @collect(fold('n', reducers.sum()))
      *upTo(total: number): Generator<number> {
        for (let i = total - 1; i <= total; i++) yield i;
      }
      @collect('upTo') result(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['result'])).resolves.toEqual({ result: [5, 6] });
  });

  it('S10: collects an inner fan-out and opens another one beside it, once per outer item', async () => {
    class Flow {
      @parallelizable() *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        yield* [outer, outer + 1];
      }
      @collect('inner') @parallelizable() *again(inner: Collect<number>): Generator<number> {
        yield* inner.map((n) => n * 100);
      }
      @collect('again', { over: 'outer' }) result(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['result'])).resolves.toEqual({ result: [100, 200, 200, 300] });
  });
});
