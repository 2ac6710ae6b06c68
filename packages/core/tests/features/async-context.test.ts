import { AsyncLocalStorage } from 'node:async_hooks';
import { Observable } from 'rxjs';
import { collect, Driver, fold, node, parallelizable, reducers, type Collect, type Parallelizable } from '@millrace/core';
import { busyFor } from '../fixtures/busy';
import { deferred } from '../fixtures/deferred';
import { foreignThenable } from '../fixtures/foreign-thenable';
import { turnLoop } from '../fixtures/main-process';
import { failureOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const storage = new AsyncLocalStorage<string>();

/** Records who is said to call, wherever it is asked. */
class Log {
  readonly entries: string[] = [];
  note(where: string): void {
    this.entries.push(`${where}: ${storage.getStore() ?? 'nobody'}`);
  }
  /** What was noted by others than the caller. */
  get strangers(): string[] {
    return this.entries.filter((entry) => !entry.endsWith(': caller'));
  }
}

/** A result that comes in a context that is not the caller's. */
const foreign = (result: number, after?: PromiseLike<unknown>) => foreignThenable(storage, 'foreign', result, after);

const asCaller = <T>(work: () => T): T => storage.run('caller', work);

describe('async context', () => {
  expectNoUnhandledRejections();

  it('C3: every node, source and collector runs in the context of the caller of execute', async () => {
    const log = new Log();
    class Flow {
      @node() async start(): Promise<number> {
        log.note('start');
        return Promise.resolve(3);
      }
      @parallelizable('start') *n(start: number): Generator<number> {
        for (let n = 0; n < start; n++) {
          log.note('source');
          yield n;
        }
      }
      @node('n') async item(n: number): Promise<number> {
        log.note('item');
        await turnLoop();
        log.note('item, later');
        return n;
      }
      @collect('item') total(values: Collect<number>): number {
        log.note('collector');
        return values.length;
      }
      @collect(
        fold('item', {
          init: () => (log.note('init'), 0),
          step: (n: number) => (log.note('step'), n + 1),
          done: (n: number) => (log.note('done'), n),
        }),
      )
      count(n: number): number {
        log.note('folding collector');
        return n;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const outputs = await asCaller(() => driver.execute(['total', 'count']));

    expect(outputs).toEqual({ total: 3, count: 3 });
    expect(log.strangers).toEqual([]);
    expect(log.entries.length).toBeGreaterThan(15);
  });

  it('C3: and of the caller of run, whoever subscribes or awaits', async () => {
    const log = new Log();
    class Flow {
      @node() one(): number {
        log.note('one');
        return 1;
      }
    }

    const run = asCaller(() => new Driver({ modules: [Flow] }).run(['one']));
    await storage.run('awaiting', async () => {
      run.events.subscribe();
      await run.outputs;
    });

    expect(log.entries).toEqual(['one: caller']);
  });

  it('C3: and of the subscriber of observe, not of who called it', async () => {
    const log = new Log();
    class Flow {
      @node() one(): number {
        log.note('one');
        return 1;
      }
    }

    const events = storage.run('observing', () => new Driver({ modules: [Flow] }).observe(['one']));
    await asCaller(() => new Promise<void>((resolve) => events.subscribe({ complete: resolve })));

    expect(log.entries).toEqual(['one: caller']);
  });

  it('C3: a lane that takes its next item keeps the caller’s context (lane hand-over)', async () => {
    const log = new Log();
    class Flow {
      @parallelizable({ concurrency: 2 }) *n(): Generator<number> {
        for (let n = 0; n < 6; n++) {
          log.note(`pull ${n}`);
          yield n;
        }
      }
      @node('n') gated(n: number): PromiseLike<number> {
        log.note(`gated ${n}`);
        return foreign(n);
      }
      @node('gated') after(n: number): number {
        log.note(`after ${n}`);
        return n;
      }
      @collect('after') total(values: Collect<number>): number {
        log.note('total');
        return values.length;
      }
    }

    const outputs = asCaller(() => new Driver({ modules: [Flow] }).execute(['total']));

    await expect(outputs).resolves.toEqual({ total: 6 });
    expect(log.strangers).toEqual([]);
  });

  it('C3: an item that was started when the window moved on keeps the caller’s context (window wait)', async () => {
    const log = new Log();
    const release = deferred();
    class Flow {
      @parallelizable({ concurrency: 2, window: 2 }) *n(): Generator<number> {
        for (let n = 0; n < 8; n++) {
          log.note(`pull ${n}`);
          yield n;
        }
      }
      @node('n') gated(n: number): number | PromiseLike<number> {
        log.note(`gated ${n}`);
        return n === 0 ? foreign(0, release.promise) : n;
      }
      @collect(fold('gated', { init: () => 0, step: (total: number, n: number) => (log.note(`step ${n}`), total + n) })) total(
        total: number,
      ): number {
        log.note('total');
        return total;
      }
    }

    const outputs = asCaller(() => new Driver({ modules: [Flow] }).execute(['total']));
    await turnLoop();
    release.resolve();

    await expect(outputs).resolves.toEqual({ total: 28 });
    expect(log.strangers).toEqual([]);
  });

  it('C3: a call that waited for a permit keeps the caller’s context (permit)', async () => {
    const log = new Log();
    class Flow {
      @parallelizable({ concurrency: 3 }) async *n(): AsyncGenerator<number> {
        for (let n = 0; n < 3; n++) {
          log.note(`pull ${n}`);
          yield await foreign(n);
        }
      }
      @node('n') gated(n: number): PromiseLike<number> {
        log.note(`gated ${n}`);
        return foreign(n);
      }
      @node('gated') next(n: number): PromiseLike<number> {
        log.note(`next ${n}`);
        return foreign(n);
      }
      @collect('next') total(values: Collect<number>): number {
        log.note('total');
        return values.length;
      }
    }

    const outputs = asCaller(() => new Driver({ modules: [Flow], maxConcurrency: 1 }).execute(['total']));

    await expect(outputs).resolves.toEqual({ total: 3 });
    expect(log.strangers).toEqual([]);
  });

  it('C3: work that waited for the event loop’s turn keeps its own caller’s context (loop turn)', async () => {
    const wrong: string[] = [];
    class Flow {
      @parallelizable({ concurrency: 4 }) *n(): Generator<number> {
        yield* [1, 2, 3, 4, 5, 6];
      }
      @node('n') busy(n: number): string {
        busyFor(3);
        return `${n} ${String(storage.getStore())}`;
      }
      @collect('busy') callers(values: Collect<string>): string[] {
        return values.map((value) => String(value.split(' ')[1]));
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const callers = ['a', 'b', 'c', 'd'];
    await Promise.all(
      callers.map(async (caller) => {
        const outputs = await storage.run(caller, () => driver.execute(['callers']));
        wrong.push(...outputs.callers.filter((seen) => seen !== caller));
      }),
    );

    expect(wrong).toEqual([]);
  });

  it('C3: each step of an async-generator source runs in the caller’s context', async () => {
    const log = new Log();
    class Flow {
      @parallelizable({ concurrency: 1 }) async *n(): AsyncGenerator<number> {
        for (let n = 0; n < 4; n++) {
          log.note(`before ${n}`);
          await Promise.resolve();
          log.note(`source ${n}`);
          yield n;
        }
        log.note('end of source');
      }
      @node('n') gated(n: number): PromiseLike<number> {
        log.note(`gated ${n}`);
        return foreign(n);
      }
      @collect('gated') total(values: Collect<number>): number {
        log.note('total');
        return values.length;
      }
    }

    const outputs = asCaller(() => new Driver({ modules: [Flow] }).execute(['total']));

    await expect(outputs).resolves.toEqual({ total: 4 });
    expect(log.strangers).toEqual([]);
  });

  it('C3: items of an Observable that emits in a context of its own run in the caller’s', async () => {
    const log = new Log();
    const emitters: ((n: number | undefined) => void)[] = [];
    class Flow {
      @parallelizable({ concurrency: 1 }) n(): Parallelizable<number> {
        log.note('call');
        return new Observable((to) => {
          emitters.push((n) => (n === undefined ? to.complete() : to.next(n)));
        });
      }
      @node('n') async item(n: number): Promise<number> {
        log.note(`item ${n}`);
        return Promise.resolve(n);
      }
      @collect('item') total(values: Collect<number>): number {
        log.note('total');
        return values.length;
      }
    }

    const outputs = asCaller(() => new Driver({ modules: [Flow] }).execute(['total']));
    await turnLoop();
    for (const n of [1, 2, 3, undefined]) storage.run('foreign', () => emitters.forEach((emit) => emit(n)));

    await expect(outputs).resolves.toEqual({ total: 3 });
    expect(log.strangers).toEqual([]);
  });

  it('C3: dependants at the root, a later phase, and a source’s finally block keep it too', async () => {
    const log = new Log();
    class Flow {
      @node() first(): PromiseLike<number> {
        return foreign(0);
      }
      @parallelizable('first', { concurrency: 1 }) *n(first: number): Generator<number> {
        try {
          yield* [first, 1, 2, 3];
        } finally {
          log.note('closed');
        }
      }
      @node('n') gated(n: number): PromiseLike<number> {
        return foreign(n);
      }
      @collect(fold('gated', reducers.sum())) total(total: number): number {
        log.note('total');
        return total;
      }
      @node('n', 'total') later(n: number, total: number): PromiseLike<number> {
        log.note(`later ${n}`);
        return foreign(n + total);
      }
      @node('later') end(later: number): number {
        log.note('end');
        if (later === 8) throw new Error('stop');
        return later;
      }
      @collect('end') ends(values: Collect<number>): number {
        return values.length;
      }
    }

    const failure = await failureOf(asCaller(() => new Driver({ modules: [Flow] }).execute(['ends'])));

    expect(failure.node).toBe('end');
    expect(log.entries).toContain('later 0: caller');
    expect(log.strangers).toEqual([]);
  });
});
