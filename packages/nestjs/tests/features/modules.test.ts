import { Controller, forwardRef, Get, Inject, Injectable, Module, NotFoundException, type Type } from '@nestjs/common';
import { LazyModuleLoader, type ModuleRef } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import { node, type Driver } from '@millrace/core';
import { getDriverToken, InjectDriver, MillraceModule } from '@millrace/nestjs';
import { Circle, Round } from '../fixtures/circles';
import { Greeting, OrderRepository, SalesMetrics } from '../fixtures/sales';
import { startApp } from '../fixtures/started-app';

@Injectable()
class Report {
  constructor(
    @InjectDriver(SalesMetrics) readonly driver: Driver<[typeof SalesMetrics]>,
    @InjectDriver() readonly nameless: Driver,
  ) {}
}

describe('a module that is loaded lazily', () => {
  async function start(...imports: NonNullable<Parameters<typeof Test.createTestingModule>[0]['imports']>): Promise<TestingModule> {
    const app = await Test.createTestingModule({ imports }).compile();
    return app.init();
  }

  function load(app: TestingModule, module: Type): Promise<ModuleRef> {
    return app.get(LazyModuleLoader).load(() => module);
  }

  it.each([
    ['listed', [OrderRepository, SalesMetrics]],
    ['not listed', [OrderRepository]],
  ])('has its drivers, with the options of the app, of classes that are %s among its providers', async (_, providers) => {
    const told: string[] = [];
    @Module({ imports: [MillraceModule.forFeature([SalesMetrics])], providers: [...providers, Report] })
    class Sales {}
    const app = await start(MillraceModule.forRoot({ hooks: [{ beforeRun: ({ runId }) => void told.push(runId) }] }));

    const { driver, nameless } = (await load(app, Sales)).get(Report);

    await expect(driver.execute(['revenue'], { runId: 'lazy' })).resolves.toEqual({ revenue: 7 });
    expect(nameless).toBe(driver);
    expect(told).toEqual(['lazy']);
    await app.close();
    await expect(driver.execute(['revenue'])).rejects.toMatchObject({ code: 'RUN_ABORTED' });
  });

  it('is refused with the faults of all its graphs, each time, and stands in the way of no other', async () => {
    @Module({ imports: [MillraceModule.forFeature([Circle]), MillraceModule.forFeature([Round])] })
    class Wrong {}
    @Module({ imports: [MillraceModule.forFeature([SalesMetrics])], providers: [OrderRepository, Report] })
    class Right {}
    const app = await start(MillraceModule.forRoot());

    for (const attempt of [load(app, Wrong), load(app, Wrong)])
      await expect(attempt).rejects.toMatchObject({ faults: [{ code: 'CIRCULAR_DEPENDENCY' }, { code: 'CIRCULAR_DEPENDENCY' }] });
    const { driver } = (await load(app, Right)).get(Report);

    await expect(driver.execute(['revenue'])).resolves.toEqual({ revenue: 7 });
  });

  it('has new instances when it could not be loaded at first for another reason', async () => {
    let isReachable = false;
    const connection = {
      provide: 'CONNECTION',
      useFactory: async () => {
        if (isReachable) return 'open';
        throw new Error('Nobody answers.');
      },
    };
    @Injectable()
    class Rows {
      constructor(@Inject('CONNECTION') private readonly connection: string) {}
      @node()
      state(): string {
        return this.connection;
      }
    }
    @Module({ imports: [MillraceModule.forFeature([Rows])], providers: [connection, Rows] })
    class Tables {}
    const app = await start(MillraceModule.forRoot());

    await expect(load(app, Tables)).rejects.toThrow('Nobody answers.');
    isReachable = true;
    const tables = await load(app, Tables);

    const driver = tables.get<Driver<[typeof Rows]>>(getDriverToken(Rows), { strict: false });
    await expect(driver.execute(['state'])).resolves.toEqual({ state: 'open' });
  });

  it('is checked as those at the start are', async () => {
    const config = { language: 'en' };
    @Module({ imports: ['a', 'a'].map((name) => MillraceModule.forFeature([Greeting], { name, config })) })
    class OneName {}
    @Injectable()
    class Asker {
      constructor(@InjectDriver(Greeting) readonly driver: Driver<[typeof Greeting]>) {}
    }
    @Module({ imports: ['a', 'b'].map((name) => MillraceModule.forFeature([Greeting], { name, config })), providers: [Asker] })
    class TwoNames {}

    await expect(load(await start(MillraceModule.forRoot()), OneName)).rejects.toThrow('OneName imports two features with the name "a"');
    await expect(load(await start(MillraceModule.forRoot()), TwoNames)).rejects.toThrow('Asker asks for the driver of Greeting');
  });

  it('brings no options for the app', async () => {
    const root = MillraceModule.forRoot({ config: { language: 'de' } });
    @Module({ imports: [root, MillraceModule.forFeature([Greeting])] })
    class WithFeature {}
    @Module({ imports: [root] })
    class Alone {}

    for (const module of [WithFeature, Alone]) {
      const app = await start(MillraceModule.forFeature([Greeting], { config: { language: 'en' } }));
      await expect(load(app, module)).rejects.toThrow(`${module.name} imports MillraceModule.forRoot and is loaded lazily`);
    }
  });

  it('needs something of Millrace in the app, since Nest would not end its runs', async () => {
    @Module({ imports: [MillraceModule.forFeature([SalesMetrics])], providers: [OrderRepository] })
    class Sales {}

    await expect(load(await start(), Sales)).rejects.toThrow(
      'Sales is loaded lazily, and nothing of Millrace was in the app when it started, so runs would not end with the app. Import MillraceModule.forRoot() in the top module',
    );
  });

  it('may throw HttpExceptions in its nodes too', async () => {
    class Nothing {
      @node()
      nothing(): number {
        throw new NotFoundException('There is nothing.');
      }
    }
    @Module({ imports: [MillraceModule.forFeature([Nothing])] })
    class Lazy {}
    @Controller()
    class LazyController {
      constructor(@Inject(LazyModuleLoader) private readonly loader: LazyModuleLoader) {}
      @Get()
      async get(): Promise<unknown> {
        const lazy = await this.loader.load(() => Lazy);
        return lazy.get<Driver<[typeof Nothing]>>(getDriverToken(Nothing), { strict: false }).execute(['nothing']);
      }
    }
    const { app, url } = await startApp({ imports: [MillraceModule.forRoot()], controllers: [LazyController] });

    const { status } = await fetch(url);

    expect(status).toBe(404);
    await app.close();
  });
});

describe('circles', () => {
  it('modules that import each other see the drivers of each other', async () => {
    @Injectable()
    class UpperService {
      constructor(@InjectDriver(Greeting) readonly driver: Driver<[typeof Greeting]>) {}
    }
    @Module({
      imports: [forwardRef(() => Lower), MillraceModule.forFeature([SalesMetrics])],
      providers: [OrderRepository, UpperService],
      exports: [MillraceModule],
    })
    class Upper {}
    @Injectable()
    class LowerService {
      constructor(@InjectDriver(SalesMetrics) readonly driver: Driver<[typeof SalesMetrics]>) {}
    }
    @Module({
      imports: [forwardRef(() => Upper), MillraceModule.forFeature([Greeting], { config: { language: 'en' } })],
      providers: [LowerService],
      exports: [MillraceModule],
    })
    class Lower {}

    const app = await Test.createTestingModule({ imports: [Upper] }).compile();

    await expect(app.get(UpperService).driver.execute(['greeting'])).resolves.toEqual({ greeting: 'Good day' });
    await expect(app.get(LowerService, { strict: false }).driver.execute(['revenue'])).resolves.toEqual({ revenue: 7 });
  });

  it.each([
    ['listed', true],
    ['not listed', false],
  ])('a dataflow class, %s, may take a service that takes its driver', async (_, isListed) => {
    @Injectable()
    class Prices {
      constructor(@InjectDriver() readonly driver: Driver<[typeof Shop]>) {}
      base(): number {
        return 4;
      }
    }
    @Injectable()
    class Shop {
      constructor(@Inject(forwardRef(() => Prices)) private readonly prices: Prices) {}
      @node()
      price(): number {
        return this.prices.base() * 10;
      }
    }
    const providers = isListed ? [Prices, Shop] : [Prices];
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Shop])], providers }).compile();

    await expect(app.get(Prices).driver.execute(['price'])).resolves.toEqual({ price: 40 });
  });

  it('of files are told of where a driver is asked for by a class that is not there yet', () => {
    expect(() => InjectDriver(undefined as never)).toThrow(/InjectDriver was given undefined .* import each other in a circle/);
  });
});
