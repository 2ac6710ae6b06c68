import { Controller, Get } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { context, MillraceError, node, type Driver, type NodeContext } from '@millrace/core';
import { getDriverToken, InjectDriver, MillraceModule } from '@millrace/nestjs';
import { startApp } from '../fixtures/started-app';

const log: string[] = [];
let begin: () => void;
let begun: Promise<void>;

class Long {
  @node()
  endless(@context() { signal }: NodeContext): Promise<number> {
    begin();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  }

  /** Tidies up before it ends, as a transaction does. */
  @node()
  async careful(@context() { signal }: NodeContext): Promise<void> {
    begin();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    log.push('tidied up');
  }

  @node()
  deaf(): Promise<number> {
    begin();
    return new Promise(() => undefined);
  }
}

@Controller()
class LongController {
  constructor(@InjectDriver() private readonly driver: Driver<[typeof Long]>) {}

  @Get()
  endless(): unknown {
    return this.driver.execute(['endless']);
  }
}

beforeEach(() => {
  log.length = 0;
  begun = new Promise((resolve) => (begin = resolve));
});

async function testing(graceMs?: number): Promise<{ driver: Driver<[typeof Long]>; close(): Promise<void> }> {
  const imports = [MillraceModule.forRoot({ graceMs }), MillraceModule.forFeature([Long])];
  const app = await Test.createTestingModule({ imports }).compile();
  await app.init();
  return { driver: app.get<Driver<[typeof Long]>>(getDriverToken()), close: () => app.close() };
}

describe('when the app shuts down', () => {
  it('runs are cancelled, and waited for', async () => {
    const { driver, close } = await testing();
    const outputs = driver.execute(['careful']).catch((error: unknown) => (log.push('ended'), error));
    await begun;

    await close().then(() => log.push('closed'));

    const error = await outputs;
    expect(MillraceError.is(error, 'RUN_ABORTED')).toBe(true);
    expect(error).toMatchObject({ cause: { message: 'The app is shutting down' } });
    expect(log).toEqual(['tidied up', 'ended', 'closed']);
  });

  it('they are waited for no longer than the grace of the driver', async () => {
    const { driver, close } = await testing(10);
    const run = driver.run(['deaf']);
    await begun;

    await close();

    await expect(run.outputs).rejects.toThrow('deaf');
  });

  it('all kinds of runs end, those with a signal of their own too', async () => {
    const { driver, close } = await testing();
    const { signal } = new AbortController();
    const settled = driver.executeSettled(['endless'], { signal });
    const stream = driver.with({ maxConcurrency: 2 }).execute(['endless'], { signal });
    stream.catch(() => undefined);
    await begun;

    await close();

    await expect(settled).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    await expect(stream).rejects.toMatchObject({ code: 'RUN_ABORTED' });
  });

  it('no new run starts', async () => {
    const { driver, close } = await testing();
    await close();

    await expect(driver.execute(['endless'])).rejects.toMatchObject({ code: 'RUN_ABORTED' });
  });

  it('requests that wait for a run do not keep the server open', async () => {
    const { app, url } = await startApp({ imports: [MillraceModule.forFeature([Long])], controllers: [LongController] });
    const answer = fetch(url);
    await begun;

    await app.close();

    expect((await answer).status).toBe(500);
  });
});

it('the signal of a caller still cancels its run alone', async () => {
  const { driver, close } = await testing();
  const caller = new AbortController();
  const outputs = driver.execute(['endless'], { signal: caller.signal });
  await begun;

  caller.abort(new Error('Enough.'));

  await expect(outputs).rejects.toMatchObject({ code: 'RUN_ABORTED', cause: { message: 'Enough.' } });
  await close();
});
