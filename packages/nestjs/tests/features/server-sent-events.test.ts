import { Controller, GoneException, Sse, type MessageEvent } from '@nestjs/common';
import {
  collect,
  each,
  node,
  parallelizable,
  source,
  type Collect,
  type Driver,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { context } from '@millrace/core';
import { InjectDriver, MillraceModule, runMessages, SseRun } from '@millrace/nestjs';
import type { Observable } from 'rxjs';
import { readMessages, type Message } from '../fixtures/read-messages';
import { servers, startApp, type StartedApp } from '../fixtures/started-app';

let cancelled: Promise<unknown>;
let noticeCancelled: (reason: unknown) => void;

class Report {
  @parallelizable({ onItemError: 'skip' })
  part(): Parallelizable<number> {
    return [1, 2, 3];
  }
  @node('part')
  async done(part: number): Promise<number> {
    if (part === 2) throw new Error('The second part is always broken.');
    return part;
  }
  @collect('done')
  total(parts: Collect<number>): number {
    return parts.reduce((a, b) => a + b, 0);
  }

  @node()
  gone(): number {
    throw new GoneException('Too late.');
  }
  @node()
  bug(): number {
    throw new Error('A secret of the house.');
  }
  @node()
  endless(@context() { signal }: NodeContext): Promise<number> {
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        noticeCancelled(signal.reason);
        reject(new Error('stopped'));
      });
    });
  }
  @node(source<number>('neverGiven'))
  needy(given: number): number {
    return given;
  }
}

@Controller()
class ReportController {
  constructor(@InjectDriver() private readonly driver: Driver<[typeof Report]>) {}

  @SseRun('total', { everyMs: 60_000 })
  total(): ReturnType<Driver['observe']> {
    return this.driver.observe(['total', each('done')]);
  }
  @SseRun('busy', { everyMs: 0, also: ['item-failed', 'node-failed'] })
  async busy(): Promise<ReturnType<Driver['observe']>> {
    return this.driver.observe(['total']);
  }
  @SseRun('gone')
  gone(): ReturnType<Driver['observe']> {
    return this.driver.observe(['gone']);
  }
  @SseRun('bug')
  bug(): ReturnType<Driver['observe']> {
    return this.driver.observe(['bug']);
  }
  @SseRun('bug/told', { describeError: (error) => String(error) })
  told(): ReturnType<Driver['observe']> {
    return this.driver.observe(['bug']);
  }
  @SseRun('endless')
  endless(): ReturnType<Driver['observe']> {
    return this.driver.observe(['endless']);
  }
  @SseRun('refused')
  refused(): ReturnType<Driver['observe']> {
    return this.driver.observe(['needy']);
  }
  @SseRun('forgotten')
  forgotten(): ReturnType<Driver['observe']> {
    return undefined as never;
  }
  @SseRun('speechless', {
    describeError: () => {
      throw new GoneException('No words.');
    },
  })
  speechless(): ReturnType<Driver['observe']> {
    return this.driver.observe(['bug']);
  }
  @Sse('by-hand')
  byHand(): Observable<MessageEvent> {
    return this.driver.observe(['total']).pipe(runMessages({ everyMs: 60_000 }));
  }
}

describe.each(Object.keys(servers) as (keyof typeof servers)[])('server-sent events on %s', (server) => {
  let started: StartedApp;

  beforeAll(async () => {
    started = await startApp({ imports: [MillraceModule.forFeature([Report])], controllers: [ReportController] }, server);
  });
  afterAll(() => started.app.close());

  async function messages(path: string): Promise<Message[]> {
    const all: Message[] = [];
    for await (const message of readMessages(await fetch(`${started.url}/${path}`))) all.push(message);
    return all;
  }

  it('tell of the start, of progress before the end, and of the outputs', async () => {
    const [begun, ...others] = await messages('total');

    expect(begun).toEqual({ type: 'run-started', data: { runId: expect.any(String), at: expect.any(Number) } });
    expect(others).toEqual([
      { type: 'progress', data: { fanOuts: { part: { started: 3, done: 3, failed: 1, dropped: 0 } } } },
      { type: 'run-finished', data: { runId: begun?.data['runId'], at: expect.any(Number), outputs: { total: 4, done: [1, 3] } } },
    ]);
  });

  it('are the same by hand', async () => {
    const types = (await messages('by-hand')).map(({ type }) => type);

    expect(types).toEqual(['run-started', 'progress', 'run-finished']);
  });

  it('end with what an HttpException says, and keep other errors to the house', async () => {
    const [, gone] = await messages('gone');
    const [, bug] = await messages('bug');
    const [, told] = await messages('bug/told');

    expect(gone).toMatchObject({ type: 'run-failed', data: { error: { statusCode: 410, message: 'Too late.' } } });
    expect(bug).toMatchObject({ type: 'run-failed', data: { error: { statusCode: 500, message: 'Internal server error' } } });
    expect(told?.data['error']).toContain('A secret of the house.');
  });

  it('tell of other events if asked to, without their errors', async () => {
    const all = await messages('busy');

    const failed = all.filter(({ type }) => type.endsWith('-failed'));
    expect(failed.map(({ type }) => type).sort()).toEqual(['item-failed', 'node-failed']);
    expect(JSON.stringify(failed)).not.toContain('always broken');
    expect(failed[0]?.data['path']).toMatchObject([{ parallelizable: 'part', index: 1 }]);
  });

  it('are an answer with a status where the request is refused', async () => {
    const response = await fetch(`${started.url}/refused`);

    expect(response.status).toBe(500);
    await expect(response.json()).resolves.toEqual({ statusCode: 500, message: 'Internal server error' });
  });

  it('are an answer with a status where the method gives no run, and end where an error cannot be described', async () => {
    const response = await fetch(`${started.url}/forgotten`);
    const speechless = await (await fetch(`${started.url}/speechless`)).text();

    expect(response.status).toBe(500);
    expect([...speechless.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)).toEqual(['run-started', 'error']);
  });

  it('cancel the run when the client goes away', async () => {
    cancelled = new Promise((resolve) => (noticeCancelled = resolve));
    const client = new AbortController();
    const response = await fetch(`${started.url}/endless`, { signal: client.signal });
    const { value } = await readMessages(response).next();

    client.abort();

    expect(value).toMatchObject({ type: 'run-started' });
    await expect(cancelled).resolves.toMatchObject({ message: 'The subscriber has unsubscribed.' });
  });
});
