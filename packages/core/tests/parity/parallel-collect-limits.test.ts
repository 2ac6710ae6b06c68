import {
  collect,
  context,
  Driver,
  each,
  group,
  inject,
  input,
  node,
  optional,
  parallelizable,
  plain,
  settled,
  source,
  value,
  type Collect,
  type NodeContext,
  type Parallelizable,
  type Settled,
} from '@millrace/core';
import { barrier } from '../fixtures/barrier';
import { Levels, Squares } from '../fixtures/blocks';
import { countedSource } from '../fixtures/counted-source';
import { turnLoop } from '../fixtures/main-process';
import { codesOf, failureOf, faultOf, refusalOf } from '../fixtures/refusals';
import { TwoCollects } from '../fixtures/two-collects';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

describe('Parallelizable, Collect: limits and faults of Hamilton', () => {
  expectNoUnhandledRejections();

  it('L-33: an overridden parallelizable is iterated, where the block does more than pass on', async () => {
    await expect(new Driver({ modules: [Squares] }).execute(['total'], { overrides: { n: [1, 2, 3] } })).resolves.toEqual({ total: 14 });
  });

  it('L-34: an overridden inner node has its value for every item', async () => {
    await expect(new Driver({ modules: [Squares] }).execute(['total'], { overrides: { sq: 5 } })).resolves.toEqual({ total: 15 });
  });

  it('L-35: two collectors over one parallelizable, over different inner nodes', async () => {
    const flow = new TwoCollects();

    const outputs = await new Driver({ modules: [flow] }).execute(['sumSquares', 'sumCubes'], { inputs: { numbers: [0, 1, 2, 3] } });

    expect(outputs).toEqual({ sumSquares: 14, sumCubes: 36 });
    expect(flow.counts()).toMatchObject({ number: 1, square: 4, cube: 4 });
  });

  it('L-36: two collectors over the same inner node', async () => {
    class Flow extends TwoCollects {
      @collect('square') largest(squares: Collect<number>): number {
        return Math.max(...squares);
      }
    }
    const flow = new Flow();

    const outputs = await new Driver({ modules: [flow] }).execute(['sumSquares', 'largest'], { inputs: { numbers: [0, 1, 2, 3] } });

    expect(outputs).toEqual({ sumSquares: 14, largest: 9 });
    expect(flow.counts()).toMatchObject({ square: 4 });
  });

  it('L-40: two collectors with optional and outside arguments, joined downstream', async () => {
    class Flow {
      @input() declare readonly rows: readonly { key: string; values: number[] }[];
      @parallelizable('rows', { key: (row) => row.key }) row(
        rows: readonly { key: string; values: number[] }[],
      ): Parallelizable<{ key: string; values: number[] }> {
        return rows;
      }
      @node('row') mean({ values }: { values: number[] }): number {
        return sum(values) / values.length;
      }
      @node('row') size({ values }: { values: number[] }): number {
        return values.length;
      }
      @node('row') name({ key }: { key: string }): string {
        return key;
      }
      @collect('name', 'mean', 'size', plain(optional(source<string>('unit'), 'm'))) full(
        names: Collect<string>,
        means: Collect<number>,
        sizes: Collect<number>,
        unit: string,
      ): string[] {
        return names.map((name, i) => `${name} ${String(means[i])}${unit} (${String(sizes[i])})`);
      }
      @collect('name', 'mean') short(names: Collect<string>, means: Collect<number>): string[] {
        return names.map((name, i) => `${name} ${String(means[i])}`);
      }
      @node('full', 'short') joined(full: string[], short: string[]): string[] {
        return [...full, ...short];
      }
    }

    const rows = [
      { key: 'a', values: [1, 3] },
      { key: 'b', values: [5] },
    ];

    await expect(new Driver({ modules: [Flow] }).execute(['joined'], { inputs: { rows } })).resolves.toEqual({
      joined: ['a 2m (2)', 'b 5m (1)', 'a 2', 'b 5'],
    });
  });

  it('L-41: a nested parallelizable with an inner and an outer collector', async () => {
    await expect(new Driver({ modules: [Levels] }).execute([each('innerSum'), 'outerSum'])).resolves.toEqual({
      innerSum: [11, 43],
      outerSum: 54,
    });
  });

  it('L-42: one collector closes two levels', async () => {
    await expect(new Driver({ modules: [Levels] }).execute(['flat'])).resolves.toEqual({ flat: [10, 20, 21] });
  });

  it('L-44: an inner collector as the output, the outer never collected, is refused', async () => {
    expect(codesOf(await refusalOf(() => new Driver({ modules: [Levels] }).execute(['innerSum'])))).toContain('OUTPUT_IN_FAN_OUT');
  });

  it('L-45: a node with two different parallelizables is refused at build', () => {
    class Flow extends Squares {
      @parallelizable() *m(): Generator<number> {
        yield 1;
      }
      @node('n', 'm') both(n: number, m: number): number {
        return n + m;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] })).code).toBe('INCOMPATIBLE_SCOPES');
  });

  it('L-46: a collected value fed back into its block', async () => {
    const calls: number[] = [];
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3, 4];
      }
      @node('n') doubled(n: number): number {
        calls.push(n);
        return n * 2;
      }
      @collect('doubled') total(values: Collect<number>): number {
        return sum(values);
      }
      @node('doubled', 'total') share(doubled: number, total: number): number {
        return doubled / total;
      }
      @collect('share') shares(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total', 'shares'])).resolves.toEqual({
      total: 20,
      shares: [0.1, 0.2, 0.3, 0.4],
    });
    expect(calls).toHaveLength(4);
  });

  it('L-49: an inner node as the sole output is refused; each gives the list of its values', async () => {
    const driver = new Driver({ modules: [Squares] });

    expect(codesOf(await refusalOf(() => driver.execute(['sq'])))).toContain('OUTPUT_IN_FAN_OUT');
    await expect(driver.execute([each('sq')])).resolves.toEqual({ sq: [1, 4, 9] });
  });

  it('L-50: an inner node beside the collector, on its path and on a side branch', async () => {
    class Flow extends Squares {
      @node('n') side(n: number): number {
        return -n;
      }
    }
    const flow = new Flow();

    await expect(new Driver({ modules: [flow] }).execute(['total', each('sq'), each('side')])).resolves.toEqual({
      total: 14,
      sq: [1, 4, 9],
      side: [-1, -2, -3],
    });
    expect(flow.calls).toHaveLength(3);
  });

  it('L-51 (differs: it runs inside, once per item): a consumer of an inner node, and of a collector and an inner node', async () => {
    class Flow extends Squares {
      @node('sq') consumer(sq: number): number {
        return sq + 1;
      }
      @node('total', 'sq') mixed(total: number, sq: number): number {
        return total - sq;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['total', each('consumer'), each('mixed')])).resolves.toEqual({
      total: 14,
      consumer: [2, 5, 10],
      mixed: [13, 10, 5],
    });
    expect(codesOf(await refusalOf(() => driver.execute(['total', 'consumer'])))).toContain('OUTPUT_IN_FAN_OUT');
  });

  it('L-52: a consumer of a collector and the parallelizable receives one item', async () => {
    class Flow extends Squares {
      @node('total', 'n') mixed(total: number, n: number): number {
        return total * n;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute([each('mixed')])).resolves.toEqual({ mixed: [14, 28, 42] });
  });

  it('L-53: a node that collects and is parallelizable', async () => {
    class Flow {
      @parallelizable() *first(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('first') doubled(n: number): number {
        return n * 2;
      }
      @collect('doubled') @parallelizable() second(values: Collect<number>): Parallelizable<number> {
        return values;
      }
      @node('second') plusOne(n: number): number {
        return n + 1;
      }
      @collect('plusOne') result(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['result'])).resolves.toEqual({ result: [3, 5, 7] });
  });

  it('L-56: a collector directly on the parallelizable', async () => {
    class Flow {
      @parallelizable() *i(): Generator<number> {
        yield* [0, 1, 2];
      }
      @collect('i') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'])).resolves.toEqual({ all: [0, 1, 2] });
  });

  it('L-57: a collector with no parallelizable above it is refused at build, also after another collector', () => {
    class After extends Squares {
      @collect('total') again(values: Collect<number>): number {
        return values.length;
      }
    }
    class None {
      @node() one(): number {
        return 1;
      }
      @collect('one') all(values: Collect<number>): number {
        return values.length;
      }
    }

    expect(faultOf(() => new Driver({ modules: [After] })).code).toBe('INVALID_GATHER');
    expect(faultOf(() => new Driver({ modules: [None] })).code).toBe('INVALID_GATHER');
  });

  it('L-59: 100,000 items are pulled lazily and cost the same each', async () => {
    const counted = countedSource(Array.from({ length: 100_000 }, (_, i) => i));
    let ahead = 0;
    let done = 0;
    class Flow {
      @parallelizable({ concurrency: 8 }) i(): Parallelizable<number> {
        return counted;
      }
      @node('i') one(i: number): number {
        ahead = Math.max(ahead, counted.pulled - done);
        done += 1;
        return i % 2;
      }
      @collect('one') odd(values: Collect<number>): number {
        return sum(values);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['odd'])).resolves.toEqual({ odd: 50_000 });
    expect(ahead).toBeLessThanOrEqual(8);
  });

  it('L-61: a failing item: what is in flight ends, nothing is started, and its signal is aborted', async () => {
    const log: string[] = [];
    const meet = barrier(4);
    class Flow {
      @parallelizable({ concurrency: 4 }) *i(): Generator<number> {
        for (let i = 0; i < 12; i++) yield i;
      }
      @node('i') async work(i: number, @context() { signal }: NodeContext): Promise<number> {
        log.push(`start ${i}`);
        await meet();
        if (i === 3) throw new Error('three');
        while (!signal.aborted) await turnLoop();
        log.push(`aborted ${i}`);
        return i;
      }
      @collect('work') all(values: Collect<number>): number {
        log.push('collector');
        return values.length;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['all']));

    expect(failure).toMatchObject({ node: 'work', path: [{ index: 3 }] });
    expect(log.sort()).toEqual(['aborted 0', 'aborted 1', 'aborted 2', 'start 0', 'start 1', 'start 2', 'start 3']);
  });

  it('L-61: synchronous nodes stop at the failing item', async () => {
    let calls = 0;
    class Flow {
      @parallelizable() *i(): Generator<number> {
        for (let i = 0; i < 12; i++) yield i;
      }
      @node('i') work(i: number): number {
        calls += 1;
        if (i === 3) throw new Error('three');
        return i;
      }
      @collect('work') all(values: Collect<number>): number {
        return values.length;
      }
    }

    await failureOf(new Driver({ modules: [Flow] }).execute(['all']));

    expect(calls).toBe(4);
  });

  it('L-62 (differs: items are pulled lazily): a source that throws after its first item fails, the item runs', async () => {
    const ran: number[] = [];
    class Flow {
      @parallelizable({ concurrency: 1 }) *i(): Generator<number> {
        yield 1;
        throw new Error('source broke');
      }
      @node('i') work(i: number): number {
        ran.push(i);
        return i;
      }
      @collect('work') all(values: Collect<number>): number {
        return values.length;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['all']));

    expect(failure.node).toBe('i');
    expect(ran).toEqual([1]);
  });

  it('L-63: a cycle with a fan-out in it is refused at build', () => {
    class Flow {
      @parallelizable('total') *i(total: number): Generator<number> {
        yield total;
      }
      @collect('i') total(values: Collect<number>): number {
        return sum(values);
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] })).code).toBe('CIRCULAR_DEPENDENCY');
  });

  it('L-67 (differs: settled in place of a sentinel): failures inside the block stand in the list as such', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *distro(): Generator<number> {
        for (let i = 0; i < 10; i++) yield i * 3;
      }
      @node('distro') some(distro: number): number {
        if (distro > 15) throw new Error('too large');
        return distro * 2;
      }
      @collect(settled('some')) simple(values: Collect<Settled<number>>): (number | null)[] {
        return values.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : null));
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['simple'], { onFailure: () => undefined });

    expect(outputs.simple).toEqual([0, 6, 12, 18, 24, 30, null, null, null, null]);
  });

  it('L-70 (differs: a node whose value is missing is left out): what needs two values exists where both do', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *distro(): Generator<number> {
        for (let i = 0; i < 10; i++) yield i * 3;
      }
      @node('distro') some(distro: number): number {
        if (distro > 15) throw new Error('too large');
        return distro * 2;
      }
      @node('distro') other(distro: number): number {
        if (distro < 10) throw new Error('too small');
        return distro + 1;
      }
      @node('some', 'other') gather(some: number, other: number): [number, number] {
        return [some, other];
      }
      @collect(settled('gather')) end(values: Collect<Settled<[number, number]>>): ([number, number] | null)[] {
        return values.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : null));
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['end'], { onFailure: () => undefined });

    expect(outputs.end).toEqual([null, null, null, null, [24, 13], [30, 16], null, null, null, null]);
  });

  it('L-71: promises are awaited before the next call, and at the end', async () => {
    class Flow {
      @node() a(): Promise<number> {
        return Promise.resolve(1);
      }
      @node() b(): Promise<number> {
        return Promise.resolve(2);
      }
      @inject({ terms: group(source('a'), source('b'), value(0)) }) @node(source<number[]>('terms')) c(terms: number[]): number {
        return sum(terms);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['a', 'b', 'c'])).resolves.toEqual({ a: 1, b: 2, c: 3 });
  });
});
