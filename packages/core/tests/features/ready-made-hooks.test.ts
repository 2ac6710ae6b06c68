import {
  acceptsErrors,
  collect,
  Driver,
  input,
  MillraceError,
  node,
  parallelizable,
  plain,
  retry,
  schema,
  type Collect,
  type Parallelizable,
} from '@millrace/core';
import {
  gracefulErrors,
  logger,
  printNodes,
  progressBar,
  recordRun,
  slowDown,
  typeCheck,
  type RunTrace,
  type TracedError,
} from '@millrace/core/hooks';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { failureOf, faultOf, refusalOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';
import { WrittenTo } from '../fixtures/written-to';

/** 3 succeeds at its second attempt, 5 fails. */
class Items {
  @input() declare readonly count: number;
  #tried = false;

  @parallelizable('count', { onItemError: 'skip', concurrency: 1 }) item(count: number): Parallelizable<number> {
    return Array.from({ length: count }, (_, index) => index);
  }
  @retry({ attempts: 2, delayMs: 0, when: (error) => String(error).includes('busy') })
  @node('item')
  checked(item: number): number {
    if (item === 3 && !this.#tried) {
      this.#tried = true;
      throw new Error('busy');
    }
    if (item === 5) throw new Error('bad');
    return item;
  }
  @collect('checked') total(values: Collect<number>): number {
    return values.length;
  }
}

const options = { inputs: { count: 8 }, onFailure: () => undefined };

describe('ready-made hooks', () => {
  expectNoUnhandledRejections();

  describe('progressBar', () => {
    it('writes a plain line to what is no terminal, at the latest when the run ends', async () => {
      const stream = new WrittenTo(false);

      await new Driver({ modules: [Items], hooks: [progressBar({ stream })] }).execute(['total'], options);

      expect(stream.text).toMatch(/^item 8 of 8 \(100%\), \d+\/s, 0 s left, 1 failed\n$/);
    });

    it.each([0, -1, NaN, Infinity])('is refused with the interval %p', (intervalMs) => {
      expect(() => progressBar({ intervalMs })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    });

    it('a stream that throws fails the run as a hook does, also where a timer writes', async () => {
      let asked = 0;
      const stream = new WrittenTo(false);
      const written = new Promise<void>((resolve) => {
        stream.write = () => {
          if (asked++ === 0) resolve();
          throw new Error('closed');
        };
      });
      class Slow extends Items {
        @node('total') async later(total: number): Promise<number> {
          await written;
          return total;
        }
      }

      await expect(
        new Driver({ modules: [Slow], hooks: [progressBar({ stream, intervalMs: 1 })] }).execute(['later'], options),
      ).rejects.toMatchObject({ code: 'HOOK_FAILED', message: expect.stringContaining('closed') as string });
      expect(asked).toBe(2);
    });

    it('shows a bar for each fan-out on a terminal, one line for all instances of an inner one', async () => {
      class Nested extends Items {
        @parallelizable('item') *part(item: number): Generator<number> {
          yield* [item, item];
        }
        @collect('part', { over: 'item' }) parts(values: Collect<number>): number {
          return values.length;
        }
      }
      const stream = new WrittenTo(true);

      await new Driver({ modules: [Nested], hooks: [progressBar({ stream, totals: { part: 20 } })] }).execute(['parts'], options);

      expect(stream.text).toMatch(/item \[=+\] 8 of 8/);
      expect(stream.text).toMatch(/part \[=+-+\] 16 of 20/);
      expect(stream.text).toContain('\u001B[');
    });

    it('says how far a run is while it goes on', async () => {
      const stream = new WrittenTo(false);
      class Slow extends Items {
        @node('item') async slow(item: number): Promise<number> {
          await new Promise((resolve) => setImmediate(resolve));
          while (item === 7 && !stream.text.includes(' 7 of 8 (87%)')) await new Promise((resolve) => setImmediate(resolve));
          return item;
        }
        @collect('slow') all(values: Collect<number>): number {
          return values.length;
        }
      }

      await new Driver({ modules: [Slow], hooks: [progressBar({ stream, intervalMs: 1 })] }).execute(['all'], options);

      expect(stream.text).toContain('item 7 of 8 (87%)');
    });

    it('shows runs under way that have one id together, and nothing any more when all have ended', async () => {
      const stream = new WrittenTo(false);
      const timers = jest.spyOn(globalThis, 'clearInterval');
      const driver = new Driver({ modules: [Items], hooks: [progressBar({ stream })] });

      await Promise.all([1, 2].map(() => driver.execute(['total'], { ...options, runId: 'one' })));

      expect(stream.text).toMatch(/^item 16[^\n]*, 2 failed\n$/);
      expect(timers).toHaveBeenCalledTimes(1);
      timers.mockRestore();
    });

    it('leaves straight fan-outs on the quick way, and writes nothing to stdout', async () => {
      const written = jest.spyOn(process.stdout, 'write');
      const stream = new WrittenTo(false);
      class Straight extends Items {
        @collect('item') numbers(values: Collect<number>): number {
          return values.length;
        }
      }

      await new Driver({ modules: [Straight], hooks: [progressBar({ stream })] }).execute(['numbers'], { inputs: { count: 1000 } });

      expect(stream.text).toContain('item 1000 of 1000');
      expect(written).not.toHaveBeenCalled();
      written.mockRestore();
    });
  });

  describe('logger', () => {
    const logged = async (nodes: boolean, count = 8): Promise<string[]> => {
      const lines: string[] = [];
      const at = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
        const { node: name = '', item = '', err } = fields;
        lines.push([level, message, name, item, err instanceof Error ? err.message : ''].filter((word) => word !== '').join(' | '));
      };
      const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
      await new Driver({ modules: [Items], hooks: [logger(log, { nodes })] }).executeSettled(['total'], { ...options, inputs: { count } });
      return lines;
    };

    it('logs runs, fan-outs, retries and items that failed', async () => {
      await expect(logged(false)).resolves.toEqual([
        'info | run started',
        'warn | retrying | checked | item[3] | busy',
        'warn | item failed | checked | item[5] | bad',
        'info | fan-out ended',
        'info | run finished',
      ]);
    });

    it('logs calls of nodes as well, if it is told to', async () => {
      await expect(logged(true, 1)).resolves.toEqual([
        'info | run started',
        'debug | node ended | item',
        'debug | node ended | checked | item[0]',
        'info | fan-out ended',
        'debug | node ended | total',
        'info | run finished',
      ]);
    });

    it('logs a run that failed as an error', async () => {
      const errors: unknown[] = [];
      const nothing = (): void => undefined;
      const log = { debug: nothing, info: nothing, warn: nothing, error: (fields: object) => void errors.push(fields) };
      class Failing {
        @node() value(): number {
          throw new Error('no value');
        }
      }

      const error = await failureOf(new Driver({ modules: [Failing], hooks: [logger(log)] }).execute(['value'], { runId: 'r1' }));

      expect(errors).toEqual([{ runId: 'r1', ms: expect.any(Number), err: error }]);
    });
  });

  it('printNodes prints a line for each call', async () => {
    const lines: string[] = [];
    const hook = printNodes({ print: (line) => void lines.push(line.replace(/\d+ ms/, 'N ms')), only: ({ name }) => name !== 'item' });

    await new Driver({ modules: [Items], hooks: [hook] }).execute(['total'], { ...options, inputs: { count: 6 } });

    expect(lines).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => `checked in item[${index}]: N ms`),
      'checked in item[5]: N ms, failed: bad',
      'total: N ms',
    ]);
  });

  it('slowDown lets time pass before each call, and stops when the run is cancelled', async () => {
    class One {
      @node() a(): number {
        return 1;
      }
    }
    const startedAt = performance.now();

    await new Driver({ modules: [One], hooks: [slowDown(({ name }) => (name === 'a' ? 20 : 0))] }).execute(['a']);
    const tookMs = performance.now() - startedAt;
    const run = new Driver({ modules: [One], hooks: [slowDown(60_000)] }).run(['a']);
    await new Promise((resolve) => setImmediate(resolve));
    void run.cancel('enough');

    expect(tookMs).toBeGreaterThanOrEqual(19);
    await expect(run.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED', also: [] });
  });

  it.each([NaN, -1, Infinity, 2 ** 31, '5'])('slowDown is refused with %p, and a run where a function gives it', async (ms) => {
    class One {
      @node() a(): number {
        return 1;
      }
    }
    const given = () => ms as number;

    expect(() => slowDown(ms as number)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    await expect(new Driver({ modules: [One], hooks: [slowDown(given)] }).execute(['a'])).rejects.toMatchObject({
      code: 'HOOK_FAILED',
      message: expect.stringContaining('The time of slowDown is') as string,
    });
  });

  describe('gracefulErrors', () => {
    class Quotes {
      @node() price(): number {
        throw new Error('no price');
      }
      @node() name(): string {
        return 'ABC';
      }
      @node('price') doubled(price: number): number {
        return 2 * price;
      }
      @acceptsErrors()
      @node('name', 'doubled')
      quote(name: string, doubled: number | null): string {
        return `${name}: ${doubled ?? 'none'}`;
      }
    }

    it('goes on with a sentinel, which is passed on, and given to nodes that accept it', async () => {
      const errors: unknown[] = [];
      const hook = gracefulErrors({ onError: ({ name }, error) => void errors.push([name, error]) });

      await expect(new Driver({ modules: [Quotes], hooks: [hook] }).execute(['doubled', 'quote'])).resolves.toEqual({
        doubled: null,
        quote: 'ABC: none',
      });
      expect(errors).toEqual([['price', new Error('no price')]]);
    });

    it('takes any value as the sentinel; a collector gets it among what it gathers, and not as a plain dependency', async () => {
      const missing = Symbol('missing');
      class Gathered extends Items {
        @node() limit(): number {
          throw new Error('no limit');
        }
        @collect('checked') list(values: Collect<unknown>): unknown[] {
          return [...values];
        }
        @collect('checked', plain('limit')) limited(values: Collect<number>, limit: number): number {
          return values.length + limit;
        }
      }
      const driver = new Driver({ modules: [Gathered], hooks: [gracefulErrors({ sentinel: missing })] });

      await expect(driver.execute(['list', 'limited'], options)).resolves.toEqual({
        list: [0, 1, 2, 3, 4, missing, 6, 7],
        limited: missing,
      });
    });

    it('works with one permit and with retries of a source', async () => {
      class Sources {
        #tried = false;
        @retry({ attempts: 2, delayMs: 0 })
        @parallelizable()
        async *n(): AsyncGenerator<number> {
          if (!this.#tried) {
            this.#tried = true;
            throw new Error('busy');
          }
          yield* [1, 2];
          throw new Error('half-way');
        }
        @node('n') async value(n: number): Promise<number> {
          return n;
        }
        @collect('value') all(values: Collect<number | null>): (number | null)[] {
          return [...values];
        }
      }

      await expect(new Driver({ modules: [Sources], hooks: [gracefulErrors()], maxConcurrency: 1 }).execute(['all'])).resolves.toEqual({
        all: [1, 2, null],
      });
    });

    it('is no failure of its own when a run is cancelled', async () => {
      class Waiting {
        @node() async held(): Promise<number> {
          return new Promise(() => undefined);
        }
      }
      const run = new Driver({ modules: [Waiting], hooks: [gracefulErrors()], graceMs: 1 }).run(['held']);
      await new Promise((resolve) => setImmediate(resolve));
      void run.cancel('enough');

      await expect(run.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED', also: [] });
    });
  });

  describe('typeCheck', () => {
    class Market {
      @input() declare readonly symbols: string[];
      @schema(z.number().positive())
      @node('symbols')
      price(symbols: string[]): number {
        return symbols.length - 1;
      }
      @node('price') doubled(price: number): number {
        return 2 * price;
      }
    }
    const hook = typeCheck({ schemas: { symbols: z.array(z.string()), doubled: z.number().max(2) } });
    const driver = new Driver({ modules: [Market], hooks: [hook] });

    it('lets through what fits', async () => {
      await expect(driver.execute(['doubled'], { inputs: { symbols: ['a', 'b'] } })).resolves.toEqual({ doubled: 2 });
    });

    it('refuses inputs, and makes nodes fail whose output does not fit', async () => {
      await expect(refusalOf(() => driver.execute(['doubled'], { inputs: { symbols: [1] as never } }))).resolves.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(/input "symbols".*expected string.*typeCheck/),
      });
      await expect(failureOf(driver.execute(['doubled'], { inputs: { symbols: ['a'] } }))).resolves.toMatchObject({
        node: 'price',
        cause: { code: 'INVALID_OUTPUT' },
      });
      await expect(failureOf(driver.execute(['doubled'], { inputs: { symbols: ['a', 'b', 'c'] } }))).resolves.toMatchObject({
        node: 'doubled',
      });
    });

    it('refuses a schema for the many values of a parallelizable', () => {
      const hooks = [typeCheck({ schemas: { item: z.number() } })];

      expect(faultOf(() => new Driver({ modules: [Items], hooks }))).toMatchObject({ code: 'REFUSED_BY_HOOK', at: '"item"' });
    });
  });

  describe('recordRun', () => {
    it('records nodes, fan-outs, items, calls, attempts and failures as plain data of a known form', async () => {
      const recorder = recordRun();

      await new Driver({ modules: [Items], hooks: [recorder] }).execute(['total'], { ...options, runId: 'r1' });
      const [trace] = JSON.parse(JSON.stringify(recorder.traces)) as RunTrace[];

      expect(trace).toMatchObject({ format: 1, runId: 'r1', outputs: ['total'], status: 'ok', omitted: 0 });
      expect(new Date(trace?.startedAt ?? '').getTime()).toBeGreaterThan(0);
      expect(trace?.nodes).toMatchObject({
        item: { calls: 1, failed: 0, retries: 0, cached: 0 },
        checked: { calls: 8, failed: 1, retries: 1, cached: 0 },
        total: { calls: 1 },
      });
      expect(trace?.fanOuts).toEqual([
        { name: 'item', path: [], at: expect.any(Number), ms: expect.any(Number), items: 8, failed: 1, status: 'ok' },
      ]);
      expect(trace?.items).toHaveLength(8);
      expect(trace?.items[5]).toMatchObject({ path: [{ index: 5 }], status: 'failed', error: { name: 'Error', message: 'bad' } });
      expect(trace?.calls.filter(({ attempts }) => attempts === 2)).toMatchObject([
        { node: 'checked', path: [{ index: 3 }], cached: false },
      ]);
      expect(trace?.calls).toHaveLength(10);
    });

    it('bounds what it lists, counts the rest, and keeps the latest runs', async () => {
      const traces: RunTrace[] = [];
      const recorder = recordRun({ limit: 3, runs: 1, onTrace: (trace) => void traces.push(trace) });
      const driver = new Driver({ modules: [Items], hooks: [recorder] });

      await driver.execute(['total'], options);
      await driver.execute(['total'], options);

      expect(traces).toHaveLength(2);
      expect(recorder.traces).toEqual([traces[1]]);
      expect(traces[0]).toMatchObject({ items: { length: 3 }, calls: { length: 3 }, omitted: 5 + 7, nodes: { checked: { calls: 8 } } });
    });

    it.each(['limit', 'runs'])('is refused with a %s that is none', (option) => {
      for (const value of [NaN, -1, '5']) expect(() => recordRun({ [option]: value as number })).toThrow(`The ${option} of recordRun is`);
      expect(recordRun({ [option]: Infinity }).traces).toEqual([]);
    });

    it.each<[string, () => unknown, TracedError]>([
      ['an object without text', () => Object.create(null), { name: 'object', message: '[object Object]' }],
      ['a symbol', () => Symbol('gone'), { name: 'symbol', message: 'Symbol(gone)' }],
      ['nothing', () => undefined, { name: 'undefined', message: 'undefined' }],
      ['a message that is none', () => Object.assign(new Error('x'), { message: 5n }), { name: 'Error', message: '5' }],
      [
        'a name that throws when it is read',
        () => Object.defineProperty(new Error('lost'), 'name', { get: () => fail() }),
        { name: 'Error', message: 'lost' },
      ],
    ])('bears that %s is thrown', async (_, make, traced) => {
      const recorder = recordRun();
      class Odd extends Items {
        @node('item') odd(item: number): number {
          if (item === 3) throw make();
          return item;
        }
        @collect('odd') odds(values: Collect<number>): number {
          return values.length;
        }
      }

      await expect(new Driver({ modules: [Odd], hooks: [recorder] }).execute(['odds'], options)).resolves.toEqual({ odds: 7 });

      const [trace] = JSON.parse(JSON.stringify(recorder.traces)) as RunTrace[];
      expect(trace?.items[3]).toMatchObject({ status: 'failed', error: traced });
    });

    it('says why a run failed', async () => {
      const recorder = recordRun();
      class Failing {
        @node() value(): number {
          throw new Error('no value');
        }
      }

      const error = await failureOf(new Driver({ modules: [Failing], hooks: [recorder] }).execute(['value']));

      expect(recorder.traces).toMatchObject([
        { status: 'failed', error: { name: 'NodeExecutionError', code: 'NODE_FAILED', message: error.message } },
      ]);
      expect(MillraceError.is(error)).toBe(true);
    });
  });
});

function fail(): never {
  throw new Error('not to be read');
}
