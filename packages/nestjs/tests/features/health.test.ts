import { Controller, Get, Inject, Module } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { node, pool, type Driver } from '@millrace/core';
import { getDriverToken, MillraceModule } from '@millrace/nestjs';
import { MillraceHealthIndicator } from '@millrace/nestjs/health';
import { startApp, type StartedApp } from '../fixtures/started-app';

let answer: (value: string) => void;
let asked: Promise<void>;
let notice: () => void;

class Api {
  @pool('api')
  @node()
  slow(): Promise<string> {
    notice();
    return new Promise((resolve) => (answer = resolve));
  }

  @node()
  broken(): never {
    throw new Error('broken');
  }
}

@Controller('health')
class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(MillraceHealthIndicator) private readonly millrace: MillraceHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check(): unknown {
    return this.health.check([() => this.millrace.isHealthy('millrace', { maxWaiting: 0, maxFailedRuns: 1 })]);
  }
}

let started: StartedApp;
let driver: Driver<[typeof Api]>;

beforeEach(async () => {
  asked = new Promise((resolve) => (notice = resolve));
  const imports = [
    TerminusModule.forRoot({ logger: false }),
    MillraceModule.forRoot({ pools: { api: 1 }, graceMs: 0 }),
    MillraceModule.forFeature([Api]),
  ];
  started = await startApp({ imports, controllers: [HealthController], providers: [MillraceHealthIndicator] });
  driver = started.app.get<Driver<[typeof Api]>>(getDriverToken(Api));
});
afterEach(() => started.app.close());

async function check(): Promise<{ status: string; details: { millrace: Record<string, unknown> } }> {
  return (await fetch(`${started.url}/health`)).json() as ReturnType<typeof check>;
}

it('tells of the pools, of runs under way, and of the last run', async () => {
  const before = await check();
  const run = driver.run(['slow']);
  await asked;
  const during = await check();
  answer('done');
  await run.outputs;
  const after = await check();

  const pools = { api: { running: 0, waiting: 0 } };
  expect(before.details.millrace).toEqual({ status: 'up', drivers: { Api: { running: 0, lastRun: null } }, pools });
  expect(during.details.millrace).toMatchObject({ drivers: { Api: { running: 1 } }, pools: { api: { running: 1, waiting: 0 } } });
  expect(after.details.millrace).toEqual({
    status: 'up',
    drivers: { Api: { running: 0, lastRun: { runId: run.id, status: 'ok', endedAt: expect.stringMatching(/^\d{4}-.*Z$/) } } },
    pools,
  });
});

it('is down while too many calls wait for a pool', async () => {
  const runs = [driver.run(['slow']), driver.run(['slow'])];
  await asked;
  const crowded = await check();
  for (const run of runs) await run.cancel();

  expect(crowded.status).toBe('error');
  expect(crowded.details.millrace).toMatchObject({ status: 'down', problems: ['1 calls wait for the pool "api"'] });
  expect((await check()).status).toBe('ok');
});

it('is down while too many runs in a row have failed; cancelled ones do not count', async () => {
  await Promise.allSettled([driver.execute(['broken']), driver.execute(['broken'])]);
  await driver.run(['slow']).cancel();
  const failed = await check();
  await driver.execute([]);

  expect(failed.details.millrace).toMatchObject({
    problems: ['the last 2 runs of "Api" have failed'],
    drivers: { Api: { lastRun: { status: 'aborted' } } },
  });
  expect((await check()).status).toBe('ok');
});

it('tells of two drivers of one class, and of two pools of one name, apart', async () => {
  @Module({ imports: [MillraceModule.forFeature([Api], { pools: { api: 2 } })] })
  class One {}
  @Module({ imports: [MillraceModule.forFeature([Api], { pools: { api: 3 } })] })
  class Other {}
  const imports = [TerminusModule.forRoot({ logger: false }), One, Other];
  const app = await Test.createTestingModule({ imports, providers: [MillraceHealthIndicator] }).compile();

  const { millrace } = app.get(MillraceHealthIndicator).isHealthy('millrace');

  expect(millrace).toMatchObject({
    drivers: { Api: { running: 0 }, 'Api (2)': { running: 0 } },
    pools: { api: { waiting: 0 }, 'api (2)': { waiting: 0 } },
  });
});
