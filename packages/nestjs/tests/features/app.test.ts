import { AsyncLocalStorage } from 'node:async_hooks';
import { Controller, Get, Inject, Injectable, type MiddlewareConsumer, type NestModule, Scope } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { collect, node, parallelizable, perItem, type Collect, type Driver } from '@millrace/core';
import {
  getDriverToken,
  getOverridesToken,
  InjectDriver,
  MillraceModule,
  type MillraceOptions,
  type MillraceOptionsFactory,
} from '@millrace/nestjs';
import { Greeting, OrderRepository, SalesMetrics } from '../fixtures/sales';
import { startApp, type StartedApp } from '../fixtures/started-app';

describe('options that are made when the app starts', () => {
  @Injectable()
  class Options implements MillraceOptionsFactory {
    createMillraceOptions(): MillraceOptions {
      return { config: { language: 'de' } };
    }
  }

  it.each([
    [
      'from @nestjs/config',
      {
        imports: [ConfigModule.forRoot({ ignoreEnvFile: true, load: [() => ({ language: 'de' })] })],
        inject: [ConfigService],
        useFactory: (config: ConfigService) => ({ config: { language: config.getOrThrow<string>('language') } }),
      },
    ],
    ['by useClass', { useClass: Options }],
    ['by useExisting', { imports: [{ module: class OptionsModule {}, providers: [Options], exports: [Options] }], useExisting: Options }],
    ['by a promise', { useFactory: async () => ({ config: { language: 'de' } }) }],
  ])('come %s', async (_, options) => {
    const imports = [MillraceModule.forRootAsync(options), MillraceModule.forFeature([Greeting])];
    const app = await Test.createTestingModule({ imports }).compile();

    await expect(app.get<Driver>(getDriverToken()).execute(['greeting'])).resolves.toEqual({ greeting: 'Guten Tag' });
  });
});

describe('options that cannot be made', () => {
  class Nothing {}
  const start = (options: object) =>
    Test.createTestingModule({
      imports: [MillraceModule.forRootAsync(options as never), MillraceModule.forFeature([Greeting], { config: { language: 'en' } })],
    }).compile();

  it.each([
    [
      'a class without the method',
      { useClass: Nothing },
      'Nothing is to make the options of MillraceModule.forRootAsync, and has no method',
    ],
    [
      'a provider without the method',
      { imports: [{ module: class NothingModule {}, providers: [Nothing], exports: [Nothing] }], useExisting: Nothing },
      'has no method createMillraceOptions',
    ],
    ['a factory that returns nothing', { useFactory: () => undefined }, 'are undefined. Does the factory return them?'],
    ['a factory that returns a text', { useFactory: () => 'en' }, 'must be an object, and are of the type string'],
    ['an unknown option', { useFactory: () => ({ hook: [] }) }, 'Did you mean "hooks"?'],
  ])('are refused when the app starts: %s', async (_, options, text) => {
    await expect(start(options)).rejects.toThrow(text);
  });

  it.each([
    ['nothing', undefined, 'options of MillraceModule.forRootAsync must be an object, and are undefined'],
    ['no source', { inject: [] }, 'one of useFactory (a function), useClass and useExisting (a class), and was given none'],
    ['two sources', { useFactory: () => ({}), useClass: Nothing }, 'was given useFactory and useClass'],
    ['a factory that is no function', { useFactory: {} }, 'was given none'],
  ])('are refused at once: %s', (_, options, text) => {
    expect(() => MillraceModule.forRootAsync(options as never)).toThrow(text);
  });
});

describe('in a test of an app', () => {
  const builder = (): ReturnType<typeof Test.createTestingModule> =>
    Test.createTestingModule({ imports: [MillraceModule.forFeature([SalesMetrics])], providers: [OrderRepository] });

  it('what a dataflow class takes can be overridden', async () => {
    const fake = { all: () => [{ region: 'west', amount: 100 }] };
    const app = await builder().overrideProvider(OrderRepository).useValue(fake).compile();

    await expect(app.get<Driver>(getDriverToken()).execute(['revenue'])).resolves.toEqual({ revenue: 100 });
  });

  it.each([
    ['listed', [SalesMetrics]],
    ['not listed', []],
  ])('the class itself can be overridden, %s among the providers', async (_, providers) => {
    class FakeMetrics extends SalesMetrics {
      constructor() {
        super({ all: () => [] });
      }
      override revenue(): number {
        return -1;
      }
    }
    const imports = [MillraceModule.forFeature([SalesMetrics])];
    const testing = Test.createTestingModule({ imports, providers: [OrderRepository, ...providers] });

    for (const overridden of [
      testing.overrideProvider(SalesMetrics).useClass(FakeMetrics),
      testing.overrideProvider(SalesMetrics).useValue(new FakeMetrics()),
      testing.overrideProvider(SalesMetrics).useFactory({ factory: () => new FakeMetrics() }),
    ]) {
      const app = await overridden.compile();
      await expect(app.get<Driver>(getDriverToken()).execute(['revenue'])).resolves.toEqual({ revenue: -1 });
    }
  });

  it('nodes can be overridden by name, for all that the app runs', async () => {
    const overrides = { amount: perItem(([order]) => (order?.key === 'north' ? 1 : 2)) };
    const app = await builder().overrideProvider(getOverridesToken(SalesMetrics)).useValue(overrides).compile();
    const driver = app.get<Driver<[typeof SalesMetrics]>>(getDriverToken(SalesMetrics));

    await expect(driver.execute(['revenue'])).resolves.toEqual({ revenue: 3 });
    await expect(driver.executeSettled(['revenue'])).resolves.toMatchObject({ revenue: { value: 3 } });
    await expect(driver.execute(['revenue'], { overrides: { amount: 5 } })).resolves.toEqual({ revenue: 10 });
    expect(String(driver.plan(['revenue']))).toContain('amount');
    const streamed: unknown[] = [];
    for await (const { value } of driver.stream('amount')) streamed.push(value);
    expect(streamed).toEqual([1, 2]);
  });

  it('an override of a node that there is not is refused', async () => {
    const app = await builder().overrideProvider(getOverridesToken(SalesMetrics)).useValue({ amonut: 1 }).compile();
    const driver = app.get<Driver<[typeof SalesMetrics]>>(getDriverToken(SalesMetrics));

    await expect(driver.execute(['revenue'])).rejects.toThrow('Did you mean "amount"?');
    expect(driver.validate(['revenue']).faults).toMatchObject([{ code: 'UNKNOWN_OVERRIDE' }]);
  });

  it('a driver can be replaced', async () => {
    const app = await builder()
      .overrideProvider(getDriverToken(SalesMetrics))
      .useValue({ execute: () => 'replaced' })
      .compile();

    expect(app.get<Driver>(getDriverToken(SalesMetrics)).execute([])).toBe('replaced');
  });
});

describe('the data of a request', () => {
  const storage = new AsyncLocalStorage<string>();
  let started: StartedApp;
  afterEach(() => started.app.close());

  @Injectable({ scope: Scope.REQUEST })
  class Seen {
    readonly when = storage.getStore();
  }

  @Injectable()
  class Tenants {
    constructor(@Inject(Seen) private readonly seen: Seen) {}

    @parallelizable({ concurrency: 2 })
    async *part(): AsyncGenerator<string> {
      for (let index = 0; index < 4; index++) yield `${index}${storage.getStore()}`;
    }
    @node('part')
    async tenantOf(part: string): Promise<string> {
      await new Promise((resolve) => setImmediate(resolve));
      return `${part}${storage.getStore()}`;
    }
    @collect('tenantOf')
    tenants(all: Collect<string>): string {
      return [...all, storage.getStore(), this.seen.when].join(' ');
    }
  }

  @Controller()
  class TenantsController {
    constructor(@InjectDriver() private readonly driver: Driver<[typeof Tenants]>) {}

    @Get()
    async tenants(): Promise<string> {
      return (await this.driver.execute(['tenants'])).tenants;
    }
  }

  class App implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      const remember = ({ headers }: { headers: Record<string, string> }, _: unknown, next: () => void): void =>
        storage.run(headers['x-tenant'] ?? 'none', next);
      consumer.apply(remember).forRoutes(TenantsController);
    }
  }

  it('in an AsyncLocalStorage reaches every node, and what is made for the run', async () => {
    const imports = [{ module: App, imports: [MillraceModule.forFeature([Tenants])], controllers: [TenantsController], providers: [Seen] }];
    started = await startApp({ imports });
    const ask = async (tenant: string): Promise<string> => (await fetch(started.url, { headers: { 'x-tenant': tenant } })).text();

    await expect(Promise.all([ask('a'), ask('b')])).resolves.toEqual(['0aa 1aa 2aa 3aa a a', '0bb 1bb 2bb 3bb b b']);
  });
});
