import { collect, Driver, each, input, node, parallelizable, plain, type Collect, type Parallelizable } from '@millrace/core';
import { barrier } from '../fixtures/barrier';
import { Blocks, Chained, Squares } from '../fixtures/blocks';
import { deferredList } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { codesOf, failureOf, refusalOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

describe('Parallelizable, Collect: what works in Hamilton', () => {
  expectNoUnhandledRejections();

  it('L-01, L-02, L-03 (differs: one engine, no grouping strategies): a graph without fan-outs', async () => {
    class Flow {
      @node() k(): number {
        return 5;
      }
      @node('k') sq(k: number): number {
        return k ** 2;
      }
      @node('k') cube(k: number): number {
        return k ** 3;
      }
      @node('sq', 'cube') added(sq: number, cube: number): number {
        return sq + cube;
      }
      @node('added') passthrough(added: number): number {
        return added;
      }
    }

    for (const maxConcurrency of [1, 2, 100])
      await expect(new Driver({ modules: [Flow], maxConcurrency }).execute(['passthrough'])).resolves.toEqual({ passthrough: 150 });
  });

  it.each([1, 3, 16, Infinity])('L-04: one block, collected, with concurrency %d', async (concurrency) => {
    await expect(new Driver({ modules: [Blocks], concurrency: { i: concurrency } }).execute(['final'])).resolves.toEqual({ final: 280 });
  });

  it('L-05: 30 items with 10 slots go in three rounds of ten at once', async () => {
    const rounds = [barrier(10), barrier(10), barrier(10)];
    class Flow {
      @parallelizable({ concurrency: 10 }) *i(): Generator<number> {
        for (let i = 0; i < 30; i++) yield i;
      }
      @node('i') async slow(i: number): Promise<number> {
        await rounds[Math.floor(i / 10)]?.();
        return i ** 2 + i ** 3;
      }
      @collect('slow') total(values: Collect<number>): number {
        return sum(values);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 197_780 });
  });

  it('L-06: constants outside of the block run once each', async () => {
    const calls: string[] = [];
    class Flow {
      @parallelizable() *x(): Generator<number> {
        yield* [0, 1, 2, 3, 4];
      }
      @node() four(): number {
        calls.push('four');
        return 4;
      }
      @node() three(): number {
        calls.push('three');
        return 3;
      }
      @node('x', 'four') plus(x: number, four: number): number {
        return x + four;
      }
      @node('plus') double(plus: number): number {
        return plus * 2;
      }
      @node('plus') triple(plus: number): number {
        return plus * 3;
      }
      @node('double', 'triple') both(double: number, triple: number): number {
        return double + triple;
      }
      @node('both', 'three') plusThree(both: number, three: number): number {
        return both + three;
      }
      @collect('plusThree') total(values: Collect<number>): number {
        return sum(values);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 165 });
    expect(calls.sort()).toEqual(['four', 'three']);
  });

  it('L-08: a collector also takes a value from outside', async () => {
    class Flow {
      @parallelizable() *x(): Generator<number> {
        for (let i = 0; i < 10; i++) yield i;
      }
      @node() foo(): number {
        return 1;
      }
      @collect('x', plain('foo')) total(xs: Collect<number>, foo: number): number {
        return sum(xs) + foo;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 46 });
  });

  it('L-09: overriding the parallelizable iterates the given list', async () => {
    class Flow {
      @parallelizable() *par(): Generator<number> {
        yield* [7, 8, 9];
      }
      @node('par') identity(par: number): number {
        return par;
      }
      @collect('identity') total(xs: Collect<number>): number {
        return sum(xs) + 1;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'], { overrides: { par: [1, 2, 3] } })).resolves.toEqual({ total: 7 });
  });

  it('L-10: overriding the collector runs neither block nor parallelizable', async () => {
    const flow = new Blocks();

    await expect(new Driver({ modules: [flow] }).execute(['final'], { overrides: { total: 100 } })).resolves.toEqual({ final: 100 });
    expect(flow.calls).toEqual([]);
  });

  it('L-12: no items: the collector runs once, with an empty list', async () => {
    const flow = new Blocks();

    await expect(new Driver({ modules: [flow] }).execute(['final'], { overrides: { n: 0 } })).resolves.toEqual({ final: 0 });
    expect(flow.calls).toEqual(['total']);
  });

  it('L-20: nodes are listed after all they depend on', () => {
    const nodes = new Driver({ modules: [Blocks] }).nodes();
    const seen = new Set<string>();

    for (const { name, dependencies } of nodes) {
      expect(dependencies.filter((dependency) => !seen.has(dependency))).toEqual([]);
      seen.add(name);
    }
    expect(seen.size).toBe(7);
  });

  it('L-21 (differs: inclusive): the nodes between two nodes, without those that only feed them from outside', () => {
    class Flow {
      @node() outside(): number {
        return 1;
      }
      @parallelizable('outside') *start(outside: number): Generator<number> {
        yield outside;
      }
      @node('start', 'outside') add1(start: number, outside: number): number {
        return start + outside;
      }
      @node('add1', 'outside') add2(add1: number, outside: number): number {
        return add1 + outside;
      }
      @collect('add2') end(values: Collect<number>): number {
        return sum(values);
      }
    }

    expect(new Driver({ modules: [Flow] }).pathBetween('start', 'end').map(({ name }) => name)).toEqual(['start', 'add1', 'add2', 'end']);
  });

  it('L-22: squares of squares', async () => {
    class Flow {
      @node() n(): number {
        return 5;
      }
      @parallelizable('n') *i(n: number): Generator<number> {
        for (let i = 0; i < n; i++) yield i;
      }
      @node('i') p(i: number): number {
        return i ** 2;
      }
      @node('p') q(p: number): number {
        return p ** 2;
      }
      @collect('q') output(values: Collect<number>): number {
        return sum(values);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['output'])).resolves.toEqual({ output: 354 });
  });

  it('L-23: roles are recorded by the decorators', async () => {
    class Flow {
      @parallelizable() *expand(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('expand') standard(expand: number): number {
        return expand + 1;
      }
      @collect('standard') collected(values: Collect<number>): number {
        return sum(values);
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['collected'])).resolves.toEqual({ collected: 9 });
    expect(driver.nodes().map(({ roles }) => roles)).toEqual([['parallelizable'], ['node'], ['collect']]);
  });

  it('L-25: two chained blocks, both collectors requested', async () => {
    await expect(new Driver({ modules: [Chained] }).execute(['collected', 'result'])).resolves.toEqual({
      collected: [2, 4, 6],
      result: [3, 5, 7],
    });
  });

  it('L-27: the order of collected values is that of the source, whatever finishes first', async () => {
    const gates = deferredList();
    class Flow {
      @parallelizable({ concurrency: 12 }) *i(): Generator<number> {
        for (let i = 0; i < 12; i++) yield i;
      }
      @node('i') async slow(i: number): Promise<number> {
        await gates(i).promise;
        return i;
      }
      @collect('slow') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['all']);
    for (let i = 11; i >= 0; i--) {
      await turnLoop();
      gates(i).resolve();
    }

    await expect(outputs).resolves.toEqual({ all: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] });
  });

  it('L-28: lists, keys of a map and generators iterate; null and 0 are items', async () => {
    class Flow {
      @input() declare readonly items: Parallelizable<unknown>;
      @parallelizable('items') i(items: Parallelizable<unknown>): Parallelizable<unknown> {
        return items;
      }
      @collect('i') all(values: Collect<unknown>): unknown[] {
        return [...values];
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['all'], { inputs: { items: [null, 0] } })).resolves.toEqual({ all: [null, 0] });
    await expect(driver.execute(['all'], { inputs: { items: new Map([['k', 1]]).keys() } })).resolves.toEqual({ all: ['k'] });
  });

  it('L-28 (differs: a named error): nothing, and what does not iterate, is refused', async () => {
    class Flow {
      @parallelizable() i(): Parallelizable<unknown> {
        return undefined as never;
      }
      @collect('i') all(values: Collect<unknown>): unknown[] {
        return [...values];
      }
    }

    expect(codesOf(await failureOf(new Driver({ modules: [Flow] }).execute(['all'])))).toContain('INVALID_SOURCE');
  });

  it('L-29 (differs: a parallelizable is no output by its bare name): each gives the list of items', async () => {
    const driver = new Driver({ modules: [Squares] });

    expect(codesOf(await refusalOf(() => driver.execute(['n'])))).toContain('OUTPUT_IN_FAN_OUT');
    await expect(driver.execute([each('n'), 'total'])).resolves.toEqual({ n: [1, 2, 3], total: 14 });
  });

  it('L-31: the same driver executed twice gives the same result, and computes each item anew', async () => {
    const flow = new Squares();
    const driver = new Driver({ modules: [flow] });

    await expect(driver.execute(['total'])).resolves.toEqual({ total: 14 });
    await expect(driver.execute(['total'])).resolves.toEqual({ total: 14 });
    expect(flow.calls).toHaveLength(6);
  });
});
