import {
  collect,
  context,
  Driver,
  each,
  fold,
  group,
  input,
  node,
  parallelizable,
  reducers,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { barrier } from '../fixtures/barrier';
import { deferred, deferredList } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { TwoCollects } from '../fixtures/two-collects';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Items that finish in the order in which the test resolves their gates. */
function gatedFlow(count: number, ordered: boolean) {
  const gates = deferredList();
  class Gated {
    @parallelizable({ concurrency: count, ordered }) *n(): Generator<number> {
      for (let n = 0; n < count; n++) yield n;
    }
    @node('n') async gated(n: number): Promise<number> {
      await gates(n).promise;
      return n * 10;
    }
    @node('gated') text(gated: number): string {
      return `t${gated}`;
    }
    @collect('gated') values(values: Collect<number>): number[] {
      return [...values];
    }
    @collect('text', 'n') texts(texts: Collect<string>, ns: Collect<number>): string {
      return texts.map((text, i) => `${text}/${String(ns[i])}`).join(' ');
    }
    @collect(fold('text', { init: () => '', step: (all: string, text: string, index: number) => `${all} ${index}=${text}` })) folded(
      all: string,
    ): string {
      return all.trim();
    }
  }
  return { Gated, gates };
}

async function finishInOrder(order: readonly number[], gates: (index: number) => { resolve(): void }): Promise<void> {
  for (const n of order) {
    await turnLoop();
    gates(n).resolve();
  }
}

describe('order', () => {
  expectNoUnhandledRejections();

  it('R1: a collector receives entries in source order, whatever order items finish in', async () => {
    const { Gated, gates } = gatedFlow(5, true);

    const outputs = new Driver({ modules: [Gated] }).execute(['values', 'texts', 'folded']);
    await finishInOrder([4, 2, 3, 1, 0], gates);

    await expect(outputs).resolves.toEqual({
      values: [0, 10, 20, 30, 40],
      texts: 't0/0 t10/1 t20/2 t30/3 t40/4',
      folded: '0=t0 1=t10 2=t20 3=t30 4=t40',
    });
  });

  it('R1: with ordered: false all collectors of one phase see one common order, that of completion, and stay aligned', async () => {
    const { Gated, gates } = gatedFlow(4, false);

    const outputs = new Driver({ modules: [Gated] }).execute(['values', 'texts', 'folded']);
    await finishInOrder([2, 0, 3, 1], gates);

    await expect(outputs).resolves.toEqual({
      values: [20, 0, 30, 10],
      texts: 't20/2 t0/0 t30/3 t10/1',
      folded: '0=t20 1=t0 2=t30 3=t10',
    });
  });

  it('R1: with ordered: false the next phase starts its items in that order, and index in paths stays the source’s', async () => {
    const { Gated, gates } = gatedFlow(3, false);
    const started: number[] = [];
    class Flow extends Gated {
      @node('gated', 'values') second(gated: number, values: number[], @context() { path }: NodeContext): string {
        started.push(gated);
        return `${gated} of ${values.length} is item ${String(path[0]?.index)}`;
      }
      @collect('second') seconds(seconds: Collect<string>): string[] {
        return [...seconds];
      }
    }

    const outputs = new Driver({ modules: [Flow], concurrency: { n: 3 } }).execute(['values', 'seconds']);
    await finishInOrder([1, 2, 0], gates);

    await expect(outputs).resolves.toEqual({
      values: [10, 20, 0],
      seconds: ['10 of 3 is item 1', '20 of 3 is item 2', '0 of 3 is item 0'],
    });
    expect(started).toEqual([10, 20, 0]);
  });

  it('R1: ordered: false concerns its own level only', async () => {
    const gates = deferredList();
    class Flow {
      @parallelizable({ ordered: false }) *outer(): Generator<number> {
        yield* [0, 1];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        yield* [outer * 2, outer * 2 + 1];
      }
      @node('inner') async gated(inner: number): Promise<number> {
        await gates(inner).promise;
        return inner;
      }
      @collect('gated') ofOuter(values: Collect<number>): string {
        return values.join('+');
      }
      @collect('ofOuter') all(values: Collect<string>): string[] {
        return [...values];
      }
      @collect('gated', { over: 'outer' }) flat(values: Collect<number>): number[] {
        return [...values];
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['all', 'flat']);
    await finishInOrder([3, 2, 1, 0], gates);

    await expect(outputs).resolves.toEqual({ all: ['2+3', '0+1'], flat: [2, 3, 0, 1] });
  });

  it('R2: a fold in source order lets items start at most window ahead of the oldest unfinished one', async () => {
    const gates = deferredList();
    const started: number[] = [];
    class Flow {
      @parallelizable({ concurrency: 2, window: 4 }) *n(): Generator<number> {
        for (let n = 0; n < 20; n++) yield n;
      }
      @node('n') async gated(n: number): Promise<number> {
        started.push(n);
        if (n === 0 || n === 5) await gates(n).promise;
        return n;
      }
      @collect(fold('gated', reducers.sum())) total(total: number): number {
        return total;
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['total']);
    await turnLoop();
    const first = Math.max(...started);
    gates(0).resolve();
    await turnLoop();
    const second = Math.max(...started);
    gates(5).resolve();

    await expect(outputs).resolves.toEqual({ total: 190 });
    expect([first, second]).toEqual([4, 9]);
  });

  it('R2: the window exists only where something folds in source order', async () => {
    const startedWith = async (outputs: readonly ('list' | 'total')[], ordered: boolean) => {
      const gate = deferred();
      const started: number[] = [];
      class Flow {
        @parallelizable({ concurrency: 2, window: 4, ordered }) *n(): Generator<number> {
          for (let n = 0; n < 20; n++) yield n;
        }
        @node('n') async gated(n: number): Promise<number> {
          started.push(n);
          if (n === 0) await gate.promise;
          return n;
        }
        @collect('gated') list(values: Collect<number>): number {
          return values.length;
        }
        @collect(fold('gated', reducers.sum())) total(total: number): number {
          return total;
        }
      }
      const result = new Driver({ modules: [Flow] }).execute(outputs);
      for (let i = 0; i < 10; i++) await turnLoop();
      const { length } = started;
      gate.resolve();
      await result;
      return length;
    };

    expect(await startedWith(['list'], true)).toBe(20);
    expect(await startedWith(['total'], false)).toBe(20);
    expect(await startedWith(['list', 'total'], true)).toBeLessThan(20);
  });

  it('R2: the window is at least concurrency', async () => {
    const meet = barrier(6);
    class Flow {
      @parallelizable({ concurrency: 6, window: 1 }) *n(): Generator<number> {
        yield* [1, 2, 3, 4, 5, 6];
      }
      @node('n') async met(n: number): Promise<number> {
        await meet();
        return n;
      }
      @collect(fold('met', reducers.sum())) total(total: number): number {
        return total;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 21 });
  });

  it('R2: failed and skipped items count as finished', async () => {
    class Flow {
      @parallelizable({ concurrency: 2, window: 2, onItemError: 'skip' }) *n(): Generator<number> {
        for (let n = 0; n < 30; n++) yield n;
      }
      @node('n') async odd(n: number): Promise<number> {
        await Promise.resolve();
        if (n % 2 === 0) throw new Error('even');
        return n;
      }
      @collect(fold('odd', { init: () => '', step: (all: string, n: number) => `${all}${n},` })) all(all: string): string {
        return all;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['all'], { onFailure: () => undefined });

    expect(outputs.all).toBe('1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,');
  });

  it('R2: with over the window counts outer items, and a reducer with merge folds each outer item into its own accumulator', async () => {
    const gate = deferred();
    const started: number[] = [];
    const inits: number[] = [];
    class Flow {
      @parallelizable({ concurrency: 2, window: 3 }) *outer(): Generator<number> {
        for (let n = 0; n < 8; n++) yield n;
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        started.push(outer);
        for (let i = 0; i < 10; i++) yield outer;
      }
      @node('inner') async gated(inner: number): Promise<number> {
        if (inner === 0) await gate.promise;
        return inner;
      }
      @collect(
        fold('gated', {
          init: () => (inits.push(1), [] as number[]),
          step: (acc: number[], n: number) => [...acc, n],
          merge: (a: number[], b: number[]) => [...a, ...b],
        }),
        {
          over: 'outer',
        },
      )
      all(all: number[]): number[] {
        return all;
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['all']);
    for (let i = 0; i < 10; i++) await turnLoop();
    const furthest = Math.max(...started);
    gate.resolve();
    const { all } = await outputs;

    expect(furthest).toBeLessThanOrEqual(3);
    expect(all).toEqual(Array.from({ length: 80 }, (_, i) => Math.floor(i / 10)));
    expect(inits.length).toBeGreaterThanOrEqual(8);
  });

  it('R3: what else is requested changes no result', async () => {
    class Flow extends TwoCollects {
      @collect(fold('square', reducers.max())) largest(largest: number | undefined): number | undefined {
        return largest;
      }
      @node('square', 'sumCubes') mixed(square: number, total: number): number {
        return square + total;
      }
    }
    const driver = new Driver({ modules: [Flow] });
    const options = { inputs: { numbers: [5, 1, 4] } };

    const together = await driver.execute(['sumSquares', 'sumCubes', 'largest', each('mixed'), each('cube')], options);

    await expect(driver.execute(['sumSquares'], options)).resolves.toEqual({ sumSquares: together.sumSquares });
    await expect(driver.execute(['largest'], options)).resolves.toEqual({ largest: together.largest });
    await expect(driver.execute([each('mixed')], options)).resolves.toEqual({ mixed: together.mixed });
    await expect(driver.execute([each('cube')], options)).resolves.toEqual({ cube: together.cube });
  });

  it('R3: timing changes no result', async () => {
    const results = new Set<string>();
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2],
    ]) {
      const { Gated, gates } = gatedFlow(4, true);
      const outputs = new Driver({ modules: [Gated] }).execute(['texts', 'folded']);
      await finishInOrder(order, gates);
      results.add(JSON.stringify(await outputs));
    }

    expect(results.size).toBe(1);
  });

  it('R4: a node runs at most once per run and item, whatever the number of its dependants', async () => {
    const flow = new TwoCollects();
    class Flow {
      calls: string[] = [];
      @input() declare readonly seed: number;
      @node('seed') base(seed: number): number {
        this.calls.push('base');
        return seed;
      }
      @node('base') left(base: number): number {
        return base + 1;
      }
      @node('base', 'left') right(base: number, left: number): number {
        return base + left;
      }
      @node('left', 'right', 'base') top(left: number, right: number, base: number): number {
        return left + right + base;
      }
    }
    const diamond = new Flow();

    const outputs = await new Driver({ modules: [diamond] }).execute(['top', 'left', 'right', 'base', 'base'], { inputs: { seed: 1 } });
    await new Driver({ modules: [flow] }).execute(['sumSquares', 'sumCubes', each('square')], { inputs: { numbers: [1, 2] } });

    expect(outputs).toEqual({ top: 6, left: 2, right: 3, base: 1 });
    expect(diamond.calls).toEqual(['base']);
    expect(flow.counts()).toMatchObject({ square: 2, cube: 2, number: 1 });
  });

  it('R4: independent asynchronous nodes of one scope overlap, at the root and in an item', async () => {
    const atRoot = barrier(2);
    const inItem = barrier(2);
    class Flow {
      @node() async left(): Promise<number> {
        await atRoot();
        return 1;
      }
      @node() async right(): Promise<number> {
        await atRoot();
        return 2;
      }
      @parallelizable('left', 'right', { concurrency: 1 }) n(left: number, right: number): Parallelizable<number> {
        return [left + right];
      }
      @node('n') async a(n: number): Promise<number> {
        await inItem();
        return n;
      }
      @node('n') async b(n: number): Promise<number> {
        await inItem();
        return n + 1;
      }
      @collect(group('a', 'b')) all(pairs: Collect<[number, number]>): [number, number][] {
        return [...pairs];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'])).resolves.toEqual({ all: [[3, 4]] });
  });

  it('R4: awaits asynchronous nodes wherever they stand (Hamilton: async nodes not awaited by the task-based driver)', async () => {
    class Flow {
      @node() async start(): Promise<number> {
        return Promise.resolve(2);
      }
      @parallelizable('start') async n(start: number): Promise<Parallelizable<number>> {
        return Promise.resolve([start, start + 1]);
      }
      @node('n') async doubled(n: number): Promise<number> {
        return Promise.resolve(n * 2);
      }
      @collect('doubled') async total(values: Collect<number>): Promise<number> {
        return Promise.resolve(values.reduce((a, b) => a + b, 0));
      }
      @node('total') done(total: number): string {
        return `total ${total}`;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['done', 'total'])).resolves.toEqual({ done: 'total 10', total: 10 });
  });

  it('R4: two independent fan-outs of one scope overlap', async () => {
    const meet = barrier(2);
    class Flow {
      @parallelizable() *left(): Generator<number> {
        yield 1;
      }
      @parallelizable() *right(): Generator<number> {
        yield 2;
      }
      @node('left') async l(n: number): Promise<number> {
        await meet();
        return n;
      }
      @node('right') async r(n: number): Promise<number> {
        await meet();
        return n;
      }
      @collect('l') ls(values: Collect<number>): number[] {
        return [...values];
      }
      @collect('r') rs(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['ls', 'rs'])).resolves.toEqual({ ls: [1], rs: [2] });
  });
});
