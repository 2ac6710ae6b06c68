import { toArray, firstValueFrom } from 'rxjs';
import { collect, Driver, drop, input, node, parallelizable, type Collect, type Drop, type RunEvent } from '@millrace/core';
import { deferred } from '../fixtures/deferred';
import { turnLoop } from '../fixtures/main-process';
import { rejectionOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** 2 is dropped, 3 fails and is skipped. */
class Mixed {
  @input() declare readonly last: number;
  @parallelizable('last', { concurrency: 1, onItemError: 'skip', key: (n) => `n${n}` }) *n(last: number): Generator<number> {
    for (let n = 1; n <= last; n++) yield n;
  }
  @node('n') checked(n: number): number | Drop {
    if (n === 3) throw new Error('three');
    return n === 2 ? drop : n;
  }
  @collect('checked') all(values: Collect<number>): number {
    return values.length;
  }
}

describe('events', () => {
  expectNoUnhandledRejections();

  const eventsOf = async (last: number): Promise<RunEvent[]> =>
    firstValueFrom(new Driver({ modules: [Mixed] }).observe(['all'], { inputs: { last }, onFailure: () => undefined }).pipe(toArray()));
  const ofType = (events: readonly RunEvent[], type: RunEvent['type']) => events.filter((event) => event.type === type);

  it('tell of a run, its fan-outs, items and nodes, in order', async () => {
    const events = await eventsOf(1);

    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'fan-out-started',
      'item-started',
      'node-started',
      'node-finished',
      'item-finished',
      'fan-out-finished',
      'node-started',
      'node-finished',
      'run-finished',
    ]);
  });

  it('carry the run’s id, a time, and the node with the path of its item', async () => {
    const events = await eventsOf(1);
    const [finished] = ofType(events, 'node-finished');

    expect(new Set(events.map(({ runId }) => runId)).size).toBe(1);
    expect(events.every(({ at }, i) => at >= (events[i - 1]?.at ?? 0))).toBe(true);
    expect(finished).toMatchObject({ node: 'checked', path: [{ parallelizable: 'n', index: 0, key: 'n1' }] });
  });

  it('tell an item that was dropped, one that failed and one that finished apart', async () => {
    const events = await eventsOf(4);

    expect(ofType(events, 'item-started')).toHaveLength(4);
    expect(ofType(events, 'item-finished')).toHaveLength(2);
    expect(ofType(events, 'item-dropped')).toMatchObject([{ path: [{ index: 1, key: 'n2' }] }]);
    expect(ofType(events, 'item-failed')).toMatchObject([{ path: [{ index: 2, key: 'n3' }] }]);
    expect(ofType(events, 'node-failed')).toMatchObject([{ node: 'checked', path: [{ index: 2 }] }]);
  });

  it('tell each fan-out instance apart, nested ones too', async () => {
    class Nested {
      @parallelizable() *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        yield* [outer, outer];
      }
      @collect('inner', { over: 'outer' }) all(values: Collect<number>): number {
        return values.length;
      }
    }

    const events = await firstValueFrom(new Driver({ modules: [Nested] }).observe(['all']).pipe(toArray()));
    const started = ofType(events, 'fan-out-started');

    expect(started).toHaveLength(3);
    expect(ofType(events, 'fan-out-finished')).toHaveLength(3);
    expect(started.slice(1)).toMatchObject([
      { path: [{ parallelizable: 'outer', index: 0 }] },
      { path: [{ parallelizable: 'outer', index: 1 }] },
    ]);
  });

  it('of a failed run end with run-failed, which carries the error', async () => {
    class Failing extends Mixed {
      @collect('checked') override all(_values: Collect<number>): number {
        throw new Error('no total');
      }
    }
    const seen: RunEvent[] = [];

    const run = new Driver({ modules: [Failing] }).run(['all'], { inputs: { last: 1 } });
    run.events.subscribe({ next: (event) => seen.push(event), error: () => undefined });
    const error = await rejectionOf(run.outputs);
    await turnLoop();

    expect(seen.at(-1)).toMatchObject({ type: 'run-failed', error });
    expect(ofType(seen, 'run-finished')).toEqual([]);
  });

  it('a late subscriber gets the last state of each fan-out and what follows', async () => {
    const gate = deferred();
    const reached = deferred();
    class Flow {
      @parallelizable({ concurrency: 1 }) *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') async held(n: number): Promise<number> {
        if (n === 3) {
          reached.resolve();
          await gate.promise;
        }
        return n;
      }
      @collect('held') all(values: Collect<number>): number {
        return values.length;
      }
    }
    const types: string[] = [];

    const run = new Driver({ modules: [Flow] }).run(['all']);
    await reached.promise;
    await turnLoop();
    run.events.subscribe((event) => types.push(event.type));
    gate.resolve();
    await run.outputs;

    expect(types).toContain('fan-out-started');
    expect(types).toContain('run-finished');
    expect(types.filter((type) => type === 'item-started').length).toBeLessThan(3);
  });

  it('a subscriber that comes after the end gets the end', async () => {
    const run = new Driver({ modules: [Mixed] }).run(['all'], { inputs: { last: 1 } });
    await run.outputs;

    const events = await firstValueFrom(run.events.pipe(toArray()));

    expect(events.at(-1)).toMatchObject({ type: 'run-finished', outputs: { all: 1 } });
  });

  it('several subscribers of one run see the same run', async () => {
    const [first, second]: string[][] = [[], []];

    const run = new Driver({ modules: [Mixed] }).run(['all'], { inputs: { last: 2 } });
    run.events.subscribe((event) => first?.push(event.type));
    run.events.subscribe((event) => second?.push(event.type));
    await run.outputs;
    await turnLoop();

    expect(first?.length).toBeGreaterThan(5);
    expect(second).toEqual(first);
  });
});
