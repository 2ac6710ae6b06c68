import {
  collect,
  context,
  Driver,
  input,
  MillraceError,
  node,
  NodeExecutionError,
  parallelizable,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { barrier } from '../fixtures/barrier';
import { countedSource } from '../fixtures/counted-source';
import { deferred } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { failureOf, rejectionOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

describe('the default: the first failure stops the run', () => {
  expectNoUnhandledRejections();

  class Failing {
    readonly calls: string[] = [];
    @input() declare readonly numbers: Iterable<number>;
    @parallelizable('numbers', { concurrency: 1, key: (n) => `n${n}` }) n(numbers: Iterable<number>): Parallelizable<number> {
      return numbers;
    }
    @node('n') checked(n: number): number {
      this.calls.push(`checked ${n}`);
      if (n === 3) throw new TypeError('three is not allowed');
      return n;
    }
    @node('checked') after(n: number): number {
      this.calls.push(`after ${n}`);
      return n;
    }
    @collect('after') total(values: Collect<number>): number {
      this.calls.push('total');
      return values.length;
    }
  }

  it('E1: rejects with one NodeExecutionError: node, item path, and the cause unchanged', async () => {
    const failure = await failureOf(new Driver({ modules: [Failing] }).execute(['total'], { inputs: { numbers: [1, 2, 3, 4] } }));

    expect(failure).toBeInstanceOf(NodeExecutionError);
    expect(failure).toBeInstanceOf(MillraceError);
    expect(failure.node).toBe('checked');
    expect(failure.path).toEqual([{ parallelizable: 'n', index: 2, key: 'n3' }]);
    expect(failure.cause).toBeInstanceOf(TypeError);
    expect(failure.cause).toHaveProperty('message', 'three is not allowed');
    expect(failure.message).toContain('n[2]="n3"');
    expect(failure.attempt).toBe(1);
    expect(failure.also).toEqual([]);
  });

  it('E1: writes the path of a nested item', async () => {
    class Nested {
      @parallelizable({ key: (name) => name }) *region(): Generator<string> {
        yield* ['ap', 'eu-west'];
      }
      @parallelizable('region') *city(_region: string): Generator<number> {
        yield* [1, 2];
      }
      @node('city', 'region') failing(city: number, region: string): number {
        if (region === 'eu-west') throw new Error('broken');
        return city;
      }
      @collect('failing', { over: 'region' }) all(values: Collect<number>): number {
        return values.length;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Nested] }).execute(['all']));

    expect(failure.message).toContain('region[1]="eu-west" / city[0]');
  });

  it('E1: starts no new work, calls no collector, and closes the source (Hamilton: first error, no cancellation, every result lost)', async () => {
    const flow = new Failing();
    const numbers = countedSource([1, 2, 3, 4, 5]);

    await failureOf(new Driver({ modules: [flow] }).execute(['total'], { inputs: { numbers } }));

    expect(flow.calls).toEqual(['checked 1', 'after 1', 'checked 2', 'after 2', 'checked 3']);
    expect([numbers.pulled, numbers.returned]).toEqual([3, 1]);
  });

  it('E1: keeps what is no Error as the cause, too', async () => {
    class Flow {
      @node() failing(): number {
        throw 'just text';
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['failing']));

    expect(failure).toMatchObject({ node: 'failing', path: [], cause: 'just text' });
    expect(failure.message).toContain('just text');
  });

  it('E1: an Error that is returned is a value', async () => {
    class Flow {
      @node() returning(): Error {
        return new Error('a value');
      }
    }

    const { returning } = await new Driver({ modules: [Flow] }).execute(['returning']);

    expect(returning.message).toBe('a value');
  });

  it('E1: aborts the signals of work in flight and awaits it', async () => {
    const order: string[] = [];
    const started = deferred();
    class Flow {
      @node() async slow(@context() { signal }: NodeContext): Promise<number> {
        signal.addEventListener('abort', () => order.push('aborted'));
        started.resolve();
        while (!signal.aborted) await turnLoop();
        await turnLoop();
        order.push('slow ended');
        return 1;
      }
      @node() async failing(): Promise<number> {
        await started.promise;
        order.push('failing');
        throw new Error('broken');
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['slow', 'failing']).finally(() => order.push('rejected')));

    expect(failure.node).toBe('failing');
    expect(order).toEqual(['failing', 'aborted', 'slow ended', 'rejected']);
  });

  it('E1: further failures of work already in flight are in also', async () => {
    const started = deferred();
    const release = deferred();
    class Flow {
      @node() async first(): Promise<number> {
        await started.promise;
        throw new Error('first');
      }
      @node() async second(): Promise<number> {
        started.resolve();
        await release.promise;
        throw new Error('second');
      }
    }

    const outputs = new Driver({ modules: [Flow] }).execute(['first', 'second']);
    await turnLoop();
    release.resolve();
    const failure = await failureOf(outputs);

    expect(failure).toMatchObject({ node: 'first', also: [expect.objectContaining({ node: 'second' })] });
    expect(failure.also[0]).toBeInstanceOf(NodeExecutionError);
    expect(failure.also[0]?.cause).toHaveProperty('message', 'second');
  });

  it('E1: an error thrown by a node after its signal was aborted is not a failure of its own', async () => {
    const started = deferred();
    class Flow {
      @node() async polite(@context() { signal }: NodeContext): Promise<number> {
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted, as asked')));
          started.resolve();
        });
      }
      @node() async failing(): Promise<number> {
        await started.promise;
        throw new Error('broken');
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['polite', 'failing']));

    expect(failure).toMatchObject({ node: 'failing', also: [] });
  });

  it('E1: names the nodes that still run after graceMs, and drops what they return later', async () => {
    const never = deferred<number>();
    const started = deferred();
    const after: number[] = [];
    class Flow {
      @node() async stuck(): Promise<number> {
        started.resolve();
        return never.promise;
      }
      @node('stuck') next(stuck: number): number {
        after.push(stuck);
        return stuck;
      }
      @node() async failing(): Promise<number> {
        await started.promise;
        throw new Error('broken');
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow], graceMs: 5 }).execute(['next', 'failing']));
    never.resolve(1);
    await turnLoop();

    expect(failure).toMatchObject({ node: 'failing', also: [] });
    expect(failure.message).toContain('stuck');
    expect(after).toEqual([]);
  });

  it('E1: a failure that comes after the grace is dropped, not unhandled', async () => {
    const late = deferred<number>();
    const started = deferred();
    class Flow {
      @node() async stuck(): Promise<number> {
        started.resolve();
        return (async () => late.promise)();
      }
      @node() async failing(): Promise<number> {
        await started.promise;
        throw new Error('broken');
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow], graceMs: 0 }).execute(['stuck', 'failing']));
    late.reject(new Error('too late'));
    await turnLoop();

    expect(failure.also).toEqual([]);
  });

  it('E1: a failing run leaves the driver as it was: the next run starts anew', async () => {
    const driver = new Driver({ modules: [Failing] });

    await failureOf(driver.execute(['total'], { inputs: { numbers: [3] } }));

    await expect(driver.execute(['total'], { inputs: { numbers: [1, 2] } })).resolves.toEqual({ total: 2 });
  });

  it('E1: two runs at once do not share failures (Hamilton: two concurrent executes on one driver, RuntimeError)', async () => {
    const driver = new Driver({ modules: [Failing] });

    const [failed, fine] = await Promise.all([
      failureOf(driver.execute(['total'], { inputs: { numbers: [3] } })),
      driver.execute(['total'], { inputs: { numbers: [1, 2, 4] } }),
    ]);

    expect(failed.node).toBe('checked');
    expect(fine).toEqual({ total: 3 });
  });

  it.each<[string, () => unknown]>([
    ['undefined', () => undefined],
    ['an object without prototype', () => Object.create(null) as unknown],
    ['a frozen error', () => Object.freeze(new Error('frozen'))],
    ['a symbol', () => Symbol('thrown')],
  ])('E1: survives a node that throws %s', async (_, make) => {
    const thrown = make();
    class Flow {
      @node() failing(): number {
        throw thrown;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['failing']));

    expect(failure.node).toBe('failing');
    expect(failure.cause).toBe(thrown);
  });

  it('E1: a thenable whose then throws is a failure of its node', async () => {
    class Flow {
      @node() failing(): PromiseLike<number> {
        return {
          then: () => {
            throw new Error('no then');
          },
        };
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['failing']));

    expect(failure).toMatchObject({ node: 'failing', cause: expect.objectContaining({ message: 'no then' }) as Error });
  });

  const explode = (): never => {
    throw new Error('do not touch');
  };

  it.each<[string, () => unknown]>([
    ['an object whose then cannot be read', () => Object.defineProperty({}, 'then', { get: explode })],
    ['a proxy that refuses everything', () => new Proxy({}, { get: explode, has: explode, getPrototypeOf: explode })],
  ])('E1: %s, returned by a node, is a failure of that node', async (_, make) => {
    class Flow {
      @node() strange(): unknown {
        return make();
      }
      @node('strange') after(strange: unknown): string {
        return typeof strange;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['after']));

    expect(failure).toMatchObject({ node: 'strange', cause: expect.objectContaining({ message: 'do not touch' }) as Error });
  });

  it('a promise with a then of its own is awaited as await does it', async () => {
    class Flow {
      @node() strange(): Promise<number> {
        return Object.assign(Promise.resolve(1), { then: explode });
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['strange'])).resolves.toEqual({ strange: 1 });
  });

  it('E1: a collector that throws fails the run', async () => {
    class Flow extends Failing {
      @collect('after') override total(_values: Collect<number>): number {
        throw new Error('no total');
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['total'], { inputs: { numbers: [1] } }));

    expect(failure).toMatchObject({ node: 'total', path: [] });
  });
});

describe('a failure travels outwards', () => {
  expectNoUnhandledRejections();

  /** Cells 'bad' fail; the policies of both levels are the test's. */
  const table = (rowPolicy: 'fail' | 'skip', cellPolicy: 'fail' | 'skip') => {
    class Table {
      @input() declare readonly rows: readonly (readonly string[])[];
      @parallelizable('rows', { onItemError: rowPolicy }) row(rows: readonly (readonly string[])[]): Parallelizable<readonly string[]> {
        return rows;
      }
      @parallelizable('row', { onItemError: cellPolicy }) *cell(row: readonly string[]): Generator<string> {
        for (const cell of row) {
          if (cell === 'source') throw new Error('source broke');
          yield cell;
        }
      }
      @node('cell') checked(cell: string): string {
        if (cell === 'bad') throw new Error('bad cell');
        return cell;
      }
      @collect('checked') line(cells: Collect<string>): string {
        if (cells.includes('line')) throw new Error('bad line');
        return cells.join('');
      }
      @collect('line') lines(lines: Collect<string>): string[] {
        return [...lines];
      }
    }
    return new Driver({ modules: [Table] });
  };
  const rows = (...lines: string[]) => ({ inputs: { rows: lines.map((line) => line.split(' ')) }, onFailure: () => undefined });

  it('E5: an inner node fails the item it runs in, and the innermost fan-out decides', async () => {
    await expect(table('fail', 'skip').execute(['lines'], rows('a bad b', 'c'))).resolves.toEqual({ lines: ['ab', 'c'] });
  });

  it('E5: with fail the fan-out fails, which fails the item it runs in', async () => {
    await expect(table('skip', 'fail').execute(['lines'], rows('a bad b', 'c', 'd'))).resolves.toEqual({ lines: ['c', 'd'] });
  });

  it('E5: what reaches the root scope fails the run, with the path of where it happened', async () => {
    const failure = await failureOf(table('fail', 'fail').execute(['lines'], rows('a', 'b bad')));

    expect(failure).toMatchObject({
      node: 'checked',
      path: [
        { parallelizable: 'row', index: 1 },
        { parallelizable: 'cell', index: 1 },
      ],
    });
  });

  it('E5: an inner collector that fails fails the outer item', async () => {
    await expect(table('skip', 'skip').execute(['lines'], rows('a line', 'c'))).resolves.toEqual({ lines: ['c'] });
  });

  it('E5: an inner source that fails fails the outer item', async () => {
    await expect(table('skip', 'skip').execute(['lines'], rows('a source b', 'c'))).resolves.toEqual({ lines: ['c'] });
  });

  it('E5: an inner fan-out whose own tolerance gave up fails the outer item', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *outer(): Generator<number> {
        yield* [1, 2, 3];
      }
      @parallelizable('outer', { onItemError: { tolerate: 1 }, concurrency: 1 }) *inner(outer: number): Generator<number> {
        for (let i = 0; i < outer; i++) yield i;
      }
      @node('inner', 'outer') failing(inner: number, outer: number): number {
        if (outer !== 1) throw new Error(`no ${inner}`);
        return outer;
      }
      @collect('failing') inners(values: Collect<number>): number {
        return values.length;
      }
      @collect('inners', 'outer') all(values: Collect<number>, outers: Collect<number>): string {
        return outers.map((outer, i) => `${outer}:${String(values[i])}`).join();
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'], { onFailure: () => undefined })).resolves.toEqual({ all: '1:1' });
  });

  it('E5: when an item is given up, work in flight for it and below is aborted and awaited; other items go on', async () => {
    const log: string[] = [];
    const started = barrier(4);
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *outer(): Generator<string> {
        yield* ['lost', 'kept'];
      }
      @parallelizable('outer') *inner(outer: string): Generator<string> {
        yield* [`${outer} 1`, `${outer} 2`];
      }
      @node('inner') async slow(inner: string, @context() { signal }: NodeContext): Promise<string> {
        signal.addEventListener('abort', () => log.push(`abort ${inner}`));
        await started();
        if (inner === 'lost 1') throw new Error('lost');
        if (inner === 'lost 2') while (!signal.aborted) await turnLoop();
        await turnLoop();
        log.push(`end ${inner}`);
        return inner;
      }
      @collect('slow') slows(values: Collect<string>): string {
        return values.join();
      }
      @collect('slows') all(values: Collect<string>): string[] {
        log.push('all');
        return [...values];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['all'], { onFailure: () => undefined });

    expect(outputs).toEqual({ all: ['kept 1,kept 2'] });
    expect(log).toContain('abort lost 2');
    expect(log.filter((line) => line.startsWith('abort kept'))).toEqual([]);
    expect(log.indexOf('end lost 2')).toBeGreaterThan(-1);
    expect(log.at(-1)).toBe('all');
  });

  it('E5: a fan-out that fails closes its own source, in an outer item that is skipped', async () => {
    const cells = countedSource(Array.from({ length: 1000 }, (_, i) => i));
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *row(): Generator<number> {
        yield 1;
      }
      @parallelizable('row', { concurrency: 2 }) cell(_row: number): Parallelizable<number> {
        return cells;
      }
      @node('cell') async slow(cell: number): Promise<number> {
        await turnLoop();
        if (cell === 5) throw new Error('five');
        return cell;
      }
      @collect('slow') count(values: Collect<number>): number {
        return values.length;
      }
      @collect('count') all(counts: Collect<number>): number {
        return counts.length;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'], { onFailure: () => undefined })).resolves.toEqual({ all: 0 });
    expect(cells.returned).toBe(1);
    expect(cells.pulled).toBeLessThan(10);
  });

  it('E5: with skip, what does not need the failed value goes on in the same item, below too', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *row(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('row') *cell(row: number): Generator<number> {
        yield* [row * 10, row * 10 + 1];
      }
      @node('cell') async slow(cell: number): Promise<number> {
        await turnLoop();
        return cell;
      }
      @collect('slow') cells(values: Collect<number>): number {
        return sum(values);
      }
      @node('row') failing(row: number): number {
        if (row === 1) throw new Error('one');
        return row;
      }
      @collect('cells') all(values: Collect<number>): number[] {
        return [...values];
      }
      @collect('cells', 'failing') both(values: Collect<number>, _rows: Collect<number>): number[] {
        return [...values];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['all', 'both'], { onFailure: () => undefined });

    expect(outputs).toEqual({ all: [21, 41], both: [41] });
  });

  it('E5: work of other outputs in flight does not outlive the run', async () => {
    let running = 0;
    class Flow {
      @parallelizable({ concurrency: 4 }) *n(): Generator<number> {
        for (let n = 0; n < 20; n++) yield n;
      }
      @node('n') async slow(n: number): Promise<number> {
        running += 1;
        await turnLoop();
        running -= 1;
        if (n === 5) throw new Error('five');
        return n;
      }
      @collect('slow') all(values: Collect<number>): number {
        return values.length;
      }
    }

    await rejectionOf(new Driver({ modules: [Flow] }).execute(['all']));

    expect(running).toBe(0);
  });
});

it('E1: an error that cannot even be described fails its node like any other', async () => {
  class Hostile {
    @node() broken(): number {
      throw Object.defineProperty(new Error(), 'message', {
        get: () => {
          throw new Error('no message');
        },
      });
    }
  }

  const error = await rejectionOf(new Driver({ modules: [Hostile] }).execute(['broken']));

  expect(error).toMatchObject({ message: 'Node "broken" failed: an error that cannot be described' });
});
