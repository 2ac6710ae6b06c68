import { performance } from 'node:perf_hooks';
import { firstValueFrom, toArray } from 'rxjs';
import { collect, context, Driver, input, node, parallelizable, type Collect, type NodeContext, type RunEvent } from '@millrace/core';
import { busyFor } from '../fixtures/busy';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Every tenth item fails and is skipped. */
class Items {
  @input() declare readonly count: number;
  @parallelizable('count', { onItemError: 'skip', concurrency: 4 }) *item(count: number): Generator<number> {
    for (let n = 0; n < count; n++) yield n;
  }
  @node('item') checked(n: number): number {
    if (n % 10 === 9) throw new Error(`no ${n}`);
    return n;
  }
  @node('checked') async doubled(n: number): Promise<number> {
    return 2 * n;
  }
  @collect('doubled') total(values: Collect<number>): number {
    return values.length;
  }
}

const quiet = { onFailure: () => undefined };

describe('the delivery of events', () => {
  expectNoUnhandledRejections();

  it('a subscriber that is slow does not hold up the run; it loses progress, but no failure and not the end, and is told how much', async () => {
    const count = 5000;
    const seen: RunEvent[] = [];
    let isSlow = true;
    const run = new Driver({ modules: [Items] }).run(['total'], { ...quiet, inputs: { count } });
    const ended = new Promise<void>((resolve) => {
      run.events.subscribe({
        next: (event) => {
          seen.push(event);
          if (isSlow) busyFor(5);
        },
        complete: resolve,
      });
    });

    const startedAt = performance.now();
    await expect(run.outputs).resolves.toEqual({ total: 0.9 * count });
    const seenInTime = seen.length;
    isSlow = false;
    await ended;

    const dropped = seen.reduce((sum, event) => sum + (event.type === 'events-dropped' ? event.count : 0), 0);
    const told = seen.filter(({ type }) => type !== 'events-dropped').length;
    // Each item has a start and an end, its first node as well, and the second one of those that do not fail.
    expect(told + dropped).toBe(6 + 4 * count + 2 * 0.9 * count);
    expect(dropped).toBeGreaterThan(0);
    expect(seen.filter(({ type }) => type === 'node-failed')).toHaveLength(count / 10);
    expect(seen.filter(({ type }) => type === 'item-failed')).toHaveLength(count / 10);
    expect(seen.at(-1)).toMatchObject({ type: 'run-finished', outputs: { total: 0.9 * count } });
    // One event for each turn of the loop: by far not one after the other.
    expect(seenInTime * 5).toBeLessThan(performance.now() - startedAt + 5);
    expect(seenInTime).toBeLessThan(count / 10);
  });

  it('a subscriber that keeps up loses nothing, and has been told of all when the outputs are there', async () => {
    const seen: string[] = [];
    const run = new Driver({ modules: [Items] }).run(['total'], { ...quiet, inputs: { count: 500 } });
    run.events.subscribe(({ type }) => seen.push(type));

    await run.outputs;

    expect(seen).toHaveLength(6 + 4 * 500 + 2 * 450);
    expect(seen.at(-1)).toBe('run-finished');
  });

  it('a slow subscriber does not concern another', async () => {
    const seen: string[] = [];
    const run = new Driver({ modules: [Items] }).run(['total'], { ...quiet, inputs: { count: 2000 } });
    const slow = run.events.subscribe(() => busyFor(5));
    run.events.subscribe(({ type }) => seen.push(type));

    await run.outputs;
    slow.unsubscribe();

    expect(seen).toHaveLength(6 + 4 * 2000 + 2 * 1800);
  });

  it('one that unsubscribes is told nothing more, also of what waits for it', async () => {
    const seen: string[] = [];
    const run = new Driver({ modules: [Items] }).run(['total'], { ...quiet, inputs: { count: 50 } });
    const subscription = run.events.subscribe(({ type }) => {
      seen.push(type);
      busyFor(3);
      if (seen.length === 3) subscription.unsubscribe();
    });

    await run.outputs;
    await new Promise((resolve) => setImmediate(resolve));

    expect(seen).toHaveLength(3);
    // Nothing goes on turning the loop for it.
    expect(process.getActiveResourcesInfo()).not.toContain('Immediate');
  });

  it('the order holds for each item: it starts, its nodes start and end, it ends; fan-outs are around their items, the run around all', async () => {
    const events = await firstValueFrom(
      new Driver({ modules: [Items] }).observe(['total'], { ...quiet, inputs: { count: 100 } }).pipe(toArray()),
    );
    const indexOf = (type: RunEvent['type']): number => events.findIndex((event) => event.type === type);
    const ofItem = (index: number): string[] =>
      events.flatMap((event) =>
        'path' in event && event.path[0]?.index === index ? ['node' in event ? `${event.node} ${event.type}` : event.type] : [],
      );

    expect(ofItem(3)).toEqual([
      'item-started',
      'checked node-started',
      'checked node-finished',
      'doubled node-started',
      'doubled node-finished',
      'item-finished',
    ]);
    expect(ofItem(9)).toEqual(['item-started', 'checked node-started', 'checked node-failed', 'item-failed']);
    expect(indexOf('run-started')).toBe(0);
    expect(indexOf('fan-out-started')).toBeLessThan(indexOf('item-started'));
    expect(events.map(({ type }) => type.startsWith('item-')).lastIndexOf(true)).toBeLessThan(indexOf('fan-out-finished'));
    expect(indexOf('run-finished')).toBe(events.length - 1);
    expect(events[indexOf('fan-out-finished')]).toMatchObject({ items: 100, finished: 100, failed: 10 });
  });

  it('tells what nodes say by the log of their context', async () => {
    class Talking {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2];
      }
      @node('n') said(n: number, @context() { log }: NodeContext): number {
        log('working', { data: { n } });
        if (n === 2) log('odd', { level: 'warn' });
        return n;
      }
      @collect('said') all(values: Collect<number>): number {
        return values.length;
      }
    }

    const events = await firstValueFrom(new Driver({ modules: [Talking] }).observe(['all']).pipe(toArray()));

    expect(events.filter(({ type }) => type === 'log')).toMatchObject([
      { level: 'info', message: 'working', node: 'said', path: [{ index: 0 }], data: { n: 1 } },
      { level: 'info', message: 'working', node: 'said', path: [{ index: 1 }], data: { n: 2 } },
      { level: 'warn', message: 'odd', node: 'said', path: [{ index: 1 }] },
    ]);
  });
});
