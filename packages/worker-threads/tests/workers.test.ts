import { Driver, each, MillraceError, NodeExecutionError, type ItemFailure, type RunEvent } from '@millrace/core';
import { filter, firstValueFrom } from 'rxjs';
import { deferred } from '../../core/tests/fixtures/deferred';
import { Nested, TwoCollects } from './fixtures/dataflows';
import { Folding, Held, instances, Memory, Outside, Service, StrictTroubles, Troubles, Waiting, type Deed } from './fixtures/troubles';
import { testWorkers } from './fixtures/workers';

const workers = testWorkers({ resourceLimits: { maxOldGenerationSizeMb: 64 } });
/** Items that are sent together, so that what one does might concern the others. */
const together = { ...workers, batch: 4 };

jest.setTimeout(60_000);
afterAll(() => workers.close());

const rejection = async (promise: Promise<unknown>): Promise<Error> => {
  const error: unknown = await promise.then(
    () => new Error('resolved'),
    (reason: unknown) => reason,
  );
  return error as Error;
};

async function outcomesOf(deeds: readonly Deed[], executor = together): Promise<{ outcomes: string[]; failures: ItemFailure[] }> {
  const failures: ItemFailure[] = [];
  const driver = new Driver({ modules: [Troubles], executors: { workers: executor } });
  const { outcomes } = await driver.execute(['outcomes'], { inputs: { deeds }, onFailure: (failure) => failures.push(failure) });
  return { outcomes, failures };
}

describe('failures of items on workers', () => {
  it('E1: a failure comes with node, path and what was thrown: message, code, cause, fields and stack', async () => {
    const driver = new Driver({ modules: [StrictTroubles], executors: { workers: together } });

    const error = await rejection(driver.execute(['count'], { inputs: { deeds: ['count', 'throw', 'count'] } }));

    expect(error).toBeInstanceOf(NodeExecutionError);
    expect(error).toMatchObject({ message: 'Node "result" failed in deed[1]="throw": no', node: 'result', attempt: 1 });
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(error.cause).toMatchObject({
      message: 'no',
      code: 'E_NO',
      details: { of: [1] },
      cause: expect.objectContaining({ message: 'because' }),
    });
    expect((error.cause as Error).stack).toContain('StrictTroubles.result');
  });

  it('E2, E3, E8: skipped items are told of, and settled', async () => {
    const { outcomes, failures } = await outcomesOf(['count', 'throw', 'count']);

    expect(outcomes).toEqual(['count: 1', 'throw: NodeExecutionError: Node "result" failed in deed[1]="throw": no', 'count: 1']);
    expect(failures).toMatchObject([{ node: 'result', path: [{ parallelizable: 'deed', index: 1, key: 'throw' }], attempts: 1 }]);
  });

  it('O4: outputs that need no failed item are there', async () => {
    const driver = new Driver({ modules: [StrictTroubles], executors: { workers: together } });

    const { count } = await driver.executeSettled(['count'], { inputs: { deeds: ['throw'] } });

    expect(count).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ node: 'result' }) });
  });

  it('a value that cannot be sent back fails its item, with the node and the path inside the value', async () => {
    const { outcomes } = await outcomesOf(['give a socket', 'count', 'give a function']);

    expect(outcomes).toEqual([
      expect.stringContaining('result.client: a Socket cannot be sent from a worker'),
      'count: 1',
      expect.stringContaining('result[0].at.get("x"): a function cannot be sent from a worker'),
    ]);
  });

  it('an item that cannot be sent fails, and the others do not', async () => {
    const deeds = ['count', { toString: () => 'a thing', deed: new Map([['f', () => 1]]) }, 'count'] as unknown as Deed[];
    const driver = new Driver({ modules: [Troubles], executors: { workers: together } });

    const error = await rejection(driver.execute([each('result')], { inputs: { deeds: ['count'] }, overrides: { result: () => 1 } }));
    const failures: ItemFailure[] = [];
    const { results } = await driver.execute(['results'], { overrides: { deed: deeds }, onFailure: (failure) => failures.push(failure) });

    expect(results).toEqual([1, 1]);
    expect(String(failures[0]?.error)).toContain('deed.toString: a function cannot be sent to a worker');
    expect(error.message).toContain('overrides.result: a function cannot be sent to a worker');
  });
});

it('a value from outside the fan-out that cannot be sent is named by its node and the path inside it', async () => {
  const driver = new Driver({ modules: [Outside], executors: { workers: together } });

  const error = await rejection(driver.execute(['all']));

  expect(error.message).toContain('service.clients[0]: a Socket cannot be sent to a worker');
});

describe('a worker that is lost', () => {
  it('fails the items that it was running and no others, and is replaced', async () => {
    const { outcomes, failures } = await outcomesOf(['count', 'exit', 'count', 'count', 'die later', 'count']);

    expect(outcomes.filter((outcome) => outcome === 'count: 1')).toHaveLength(4);
    expect(outcomes[1]).toContain('exited with code 3 while it ran this item');
    expect(outcomes[4]).toContain('died of "nobody waits for this"');
    expect(failures.map(({ node, error }) => [node, MillraceError.is(error, 'WORKER_LOST')])).toEqual([
      ['deed', true],
      ['deed', true],
    ]);
  });

  it('again and again with a result that it has not sent yet: fails that item, not the run', async () => {
    const { outcomes } = await outcomesOf(['exit soon', 'count', 'count'], { ...workers, batch: 1 });

    expect(outcomes).toEqual([expect.stringContaining('exited with code 4'), 'count: 1', 'count: 1']);
  });

  it('may have run out of memory', async () => {
    const { outcomes } = await outcomesOf(['fill memory', 'count']);

    expect(outcomes).toEqual([expect.stringContaining('ran out of memory'), 'count: 1']);
  });

  it('is terminated where it is stuck, if one has said how long that takes, and its item may be begun again', async () => {
    const quick = testWorkers({ threads: 1, stuckMs: 60, attempts: 2 });
    const started = Date.now();

    const { outcomes } = await outcomesOf(['count', 'loop'], { ...quick, batch: 2 }).finally(() => quick.close());

    expect(outcomes).toEqual(['count: 1', expect.stringContaining('was stuck, and was terminated')]);
    expect(Date.now() - started).toBeGreaterThan(120);
  });
});

describe('cancellation on workers', () => {
  it('C1: aborts the signals of nodes', async () => {
    const driver = new Driver({ modules: [Troubles], executors: { workers: together } });
    const run = driver.run(['results'], { inputs: { deeds: ['wait', 'wait'] } });
    run.events.subscribe((event) => event.type === 'item-started' && setImmediate(() => void run.cancel(new Error('enough'))));

    const error = await rejection(run.outputs);

    expect(error).toMatchObject({ code: 'RUN_ABORTED', cause: expect.objectContaining({ message: 'enough' }) });
    await expect(outcomesOf(['count', 'count'])).resolves.toMatchObject({ outcomes: ['count: 1', 'count: 1'] });
  });

  it('a batch that lies in a worker behind another is cancelled without harm to that', async () => {
    const single = testWorkers({ threads: 1, batch: 1 });
    const driver = new Driver({ modules: [Held], executors: { workers: single }, graceMs: 20 });
    const [open, shut] = [new Int32Array(new SharedArrayBuffer(8)), new Int32Array(new SharedArrayBuffer(8))];
    open[1] = 1;
    const start = deferred();
    async function* late(): AsyncGenerator<number> {
      yield 0;
      await start.promise;
      yield 1;
    }
    const behind = driver.run(['all'], { inputs: { gate: open }, overrides: { item: late() } });
    const hasEnded = firstValueFrom(behind.events.pipe(filter(({ type }) => type === 'item-finished')));
    const goesBehind = firstValueFrom(behind.events.pipe(filter((event) => event.type === 'item-started' && event.path[0]?.index === 1)));
    await hasEnded;
    const running = driver.run(['all'], { inputs: { gate: shut, n: 1 } });
    while (Atomics.load(shut, 0) === 0) await new Promise((resolve) => setImmediate(resolve));

    start.resolve();
    await goesBehind;
    await behind.cancel(new Error('enough'));
    await new Promise((resolve) => setImmediate(resolve));
    Atomics.store(shut, 1, 1);
    Atomics.notify(shut, 1);

    await expect(running.outputs).resolves.toEqual({ all: [0] });
    await expect(behind.outputs).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    await single.close();
  });

  it('a worker in an endless loop is terminated after the grace, and replaced', async () => {
    const driver = new Driver({ modules: [StrictTroubles], executors: { workers: { ...workers, batch: 1 } }, graceMs: 50 });
    const controller = new AbortController();
    const running = driver.execute(['count'], { inputs: { deeds: ['loop', 'loop'] }, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('too long')), 100);

    await expect(running).rejects.toMatchObject({ code: 'RUN_ABORTED' });

    await expect(outcomesOf(['count', 'count', 'count'])).resolves.toMatchObject({ outcomes: ['count: 1', 'count: 1', 'count: 1'] });
  });
});

describe('what crosses', () => {
  it('moves the memory of what a node says is to be moved, shares what is shared, and copies the rest', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const buffers = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)];
    const driver = new Driver({ modules: [Memory], executors: { workers: together } });

    const { all } = await driver.execute(['all'], { inputs: { shared, buffers } });

    expect(all).toEqual([Uint8Array.of(3, 2, 1), Uint8Array.of(5, 4)]);
    expect(shared[0]).toBe(5);
    expect(buffers[0]).toHaveLength(3);
  });

  it('instances are made in the worker, by its own provider; config, context and run id are those of the run', async () => {
    const driver = new Driver({ modules: [Service], executors: { workers: together }, config: { mode: 'test' }, instances });

    const { all } = await driver.execute(['all'], { inputs: { n: 2 }, context: 'me', runId: 'run-1' });

    expect(all).toEqual(['0 true test me run-1', '1 true test me run-1']);
  });

  it('a config of functions is refused with its path, and may be another in the workers', async () => {
    const config = { mode: () => 1 };
    const other = { ...testWorkers({ threads: 1, config: { mode: 'other' } }), batch: 4 };
    const run = (executor: typeof together) =>
      new Driver({ modules: [Service], executors: { workers: executor }, config, instances }).execute(['all'], { inputs: { n: 1 } });

    const error = await rejection(run(together));
    const { all } = await run(other).finally(() => other.close());

    expect(error.message).toContain('config.mode: a function cannot be sent to a worker');
    expect(all).toEqual([expect.stringContaining('0 true other')]);
  });

  it('E7: a reducer may stop early, and one that throws is the failure of its collector alone', async () => {
    const driver = new Driver({ modules: [Folding], executors: { workers: together } });

    const { hasTen } = await driver.execute(['hasTen'], { inputs: { n: Infinity } });
    const { picky } = await driver.executeSettled(['picky'], { inputs: { n: 10 } });

    expect(hasTen).toBe(true);
    expect(picky).toMatchObject({
      status: 'rejected',
      reason: expect.objectContaining({ node: 'picky', cause: expect.objectContaining({ message: 'not 8' }) }),
    });
  });

  it('an inner fan-out alone may run on workers, with what is around it', async () => {
    const here = await new Driver({ modules: [Nested] }).execute(['ofAll', 'flat', 'places', 'sum'], { inputs: { n: 3 } });
    const driver = new Driver({ modules: [Nested], executors: { workers: { ...together, fanOuts: ['cell'] } } });

    await expect(driver.execute(['ofAll', 'flat', 'places', 'sum'], { inputs: { n: 3 } })).resolves.toEqual(here);
  });

  it('streams, events and hooks see items', async () => {
    const told: string[] = [];
    const driver = new Driver({
      modules: [TwoCollects],
      executors: { workers: { ...together, fanOuts: 'all' } },
      hooks: [{ onItem: async ({ key }, { status }) => void told.push(`${key} ${status}`) }],
    });
    const events: RunEvent['type'][] = [];
    const streamed: unknown[] = [];

    for await (const { key, value } of driver.stream('cube', { inputs: { n: 3 } })) streamed.push([key, value]);
    await driver.observe(['items'], { inputs: { n: 1 } }).forEach(({ type }) => void events.push(type));

    expect(streamed).toEqual([
      ['0', 1],
      ['1', 8],
      ['2', 27],
    ]);
    expect(told.sort()).toEqual(['0 ok', '0 ok', '1 ok', '2 ok']);
    expect(events).toEqual(
      expect.arrayContaining(['fan-out-started', 'item-started', 'item-finished', 'fan-out-finished', 'run-finished']),
    );
  });
});

it('items that mostly wait are sent together, so that many are open at once in a worker', async () => {
  const single = testWorkers({ threads: 1 });
  const driver = new Driver({ modules: [Waiting], executors: { workers: single } });
  const noted = new Int32Array(new SharedArrayBuffer(8));

  await driver.execute(['all'], { inputs: { noted } }).finally(() => single.close());

  expect(noted[0]).toBe(0);
  expect(noted[1]).toBeGreaterThan(2);
});

describe('what a worker cannot have', () => {
  it('classes that its modules do not export', async () => {
    class Elsewhere extends Troubles {}
    const driver = new Driver({ modules: [Elsewhere], executors: { workers: together } });

    const error = await rejection(driver.execute(['results'], { inputs: { deeds: ['count'] } }));

    expect(error.message).toContain('The modules of the worker do not export the dataflow class "Elsewhere"');
    expect(error.message).toContain('Troubles');
  });

  it('a way to start', async () => {
    const broken = testWorkers({ threads: 1, execArgv: ['-r', '/no/such/hook.js'] });
    const driver = new Driver({ modules: [Troubles], executors: { workers: broken } });

    const error = await rejection(driver.execute(['results'], { inputs: { deeds: ['count'] } })).finally(() => broken.close());

    expect(error.message).toContain('The workers cannot start');
    expect(MillraceError.is(error.cause, 'WORKER_SETUP')).toBe(true);
  });

  it('items after it was closed', async () => {
    const closed = testWorkers({ threads: 1 });
    const driver = new Driver({ modules: [Troubles], executors: { workers: { ...closed, batch: 1 } } });
    const closing: Promise<void>[] = [];
    const run = driver.run(['results'], { inputs: { deeds: ['count', 'count', 'count'] } });
    run.events.subscribe((event) => event.type === 'item-finished' && closing.push(closed.close()));

    const error = await rejection(run.outputs);
    await Promise.all(closing);

    expect(error.message).toContain('The workers were closed while a run had items for them');
  });

  it('a module that is not there, or relative to nothing', async () => {
    const lost = testWorkers({ modules: '/no/such/module.js', threads: 1 });
    const driver = new Driver({ modules: [Troubles], executors: { workers: lost } });

    const error = await rejection(driver.execute(['results'], { inputs: { deeds: ['count'] } })).finally(() => lost.close());

    expect(error.message).toContain('The worker cannot load /no/such/module.js');
    expect(() => testWorkers({ modules: './flows' })).toThrow(/require\.resolve/);
    expect(() => testWorkers({ threads: 0 })).toThrow(/"threads" of workerThreads must be an integer/);
  });
});
