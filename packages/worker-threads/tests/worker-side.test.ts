import { Driver, MillraceError, type RunEvent } from '@millrace/core';
import { Numbered, Talkative } from './fixtures/talkative';
import { testWorkers } from './fixtures/workers';

const workers = testWorkers({ modules: require.resolve('./fixtures/talkative'), threads: 1, batch: 2 });

jest.setTimeout(60_000);
afterAll(() => workers.close());

async function eventsOf(executor = workers): Promise<RunEvent[]> {
  const driver = new Driver({ modules: [Talkative], executors: { workers: executor } });
  const events: RunEvent[] = [];
  await driver.observe(['all'], { inputs: { n: 1 }, runId: 'a run' }).forEach((event) => void events.push(event));
  return events;
}

const typesOf = (events: readonly RunEvent[]): string[] =>
  events.map((event) => event.type + ('node' in event ? ` ${event.node}` : 'parallelizable' in event ? ` ${event.parallelizable}` : ''));

describe('events from workers', () => {
  it('what nodes log, attempts that are repeated, and inner fan-outs are told of, in order', async () => {
    const events = await eventsOf();

    expect(typesOf(events)).toEqual([
      'run-started',
      'fan-out-started item',
      'item-started',
      'log said',
      'log said',
      'node-retrying repeated',
      'fan-out-started part',
      'fan-out-finished part',
      'item-finished',
      'fan-out-finished item',
      'node-started all',
      'node-finished all',
      'run-finished',
    ]);
    const path = [{ parallelizable: 'item', index: 0, key: '#0' }];
    expect(events[3]).toMatchObject({ runId: 'a run', level: 'warn', message: 'here', data: { item: 0 }, path });
    expect(events[4]).toMatchObject({ level: 'info', message: 'what cannot be cloned', data: '() => 1' });
    expect(events[5]).toMatchObject({
      attempt: 1,
      delayMs: 1,
      path,
      error: expect.objectContaining({ name: 'RangeError', message: 'not yet' }),
    });
    expect(events[3]?.at).toBeLessThanOrEqual(Date.now());
  });

  it('calls of nodes and items of inner fan-outs are told of where one wants that', async () => {
    const types = typesOf(await eventsOf({ ...workers, nodeEvents: true }));

    expect(types.slice(2, -4)).toEqual([
      'item-started',
      'node-started said',
      'log said',
      'log said',
      'node-finished said',
      'node-started repeated',
      'node-retrying repeated',
      'node-finished repeated',
      'fan-out-started part',
      'item-started',
      'item-finished',
      'fan-out-finished part',
      'node-started parts',
      'node-finished parts',
      'item-finished',
    ]);
  });
});

it('runs at once have instances of their own in the worker, though their ids are the same', async () => {
  const driver = new Driver({ modules: [Numbered], executors: { workers: { ...workers, batch: 1 } } });

  const runs = await Promise.all([1, 2].map(async () => driver.execute(['all'], { runId: 'same' })));
  const [first = [], second = []] = runs.map(({ all }) => all);

  expect([first.length, second.length]).toEqual([1, 1]);
  expect(first).not.toEqual(second);
});

it('a module that loops while a worker loads it ends the run, with an error that says so', async () => {
  const endless = testWorkers({ modules: require.resolve('./fixtures/endless'), threads: 1, loadMs: 150 });
  const driver = new Driver({ modules: [Talkative], executors: { workers: endless } });

  const error: unknown = await driver.execute(['all'], { inputs: { n: 1 } }).catch((reason: unknown) => (reason as Error).cause);
  await endless.close();

  expect(MillraceError.is(error, 'WORKER_SETUP')).toBe(true);
  expect(String(error)).toContain('has not loaded its modules, and made the instances of their classes, within 150 ms');
});
