import { Injectable, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Driver, GraphValidationError, node, Pool, pool, source, type LifecycleHook } from '@millrace/core';
import { getDriverToken, InjectDriver, MillraceModule } from '@millrace/nestjs';
import { Circle, Round } from '../fixtures/circles';
import { Greeting, OrderRepository, SalesMetrics } from '../fixtures/sales';

describe('injected drivers', () => {
  it('gives the driver of a class, of a name, and the one without a name', async () => {
    @Injectable()
    class Service {
      constructor(
        @InjectDriver() readonly nameless: Driver,
        @InjectDriver('greetings') readonly named: Driver,
        @InjectDriver(SalesMetrics) readonly sales: Driver<[typeof SalesMetrics]>,
        @InjectDriver(Greeting) readonly greetings: Driver<[typeof Greeting]>,
      ) {}
    }
    const imports = [
      MillraceModule.forFeature([SalesMetrics]),
      MillraceModule.forFeature([Greeting], { name: 'greetings', config: { language: 'de' } }),
    ];
    const app = await Test.createTestingModule({ imports, providers: [Service, OrderRepository] }).compile();

    const { nameless, named, sales, greetings } = app.get(Service);

    expect(nameless).toBe(sales);
    expect(named).toBe(greetings);
    expect(nameless).toBeInstanceOf(Driver);
    const { revenue }: { revenue: number } = await sales.execute(['revenue']);
    expect(revenue).toBe(7);
    await expect(greetings.execute(['greeting'])).resolves.toEqual({ greeting: 'Guten Tag' });
  });

  it('injects into properties, and gives drivers by token', async () => {
    class Service {
      @InjectDriver(SalesMetrics) readonly driver!: Driver<[typeof SalesMetrics]>;
    }
    const imports = [MillraceModule.forFeature([SalesMetrics])];
    const app = await Test.createTestingModule({ imports, providers: [Service, OrderRepository] }).compile();

    expect(app.get(Service).driver).toBe(app.get(getDriverToken(SalesMetrics)));
    expect(app.get(Service).driver).toBe(app.get(getDriverToken()));
  });

  it('puts all features without a name of a module into its one driver without a name', async () => {
    const imports = [MillraceModule.forFeature([SalesMetrics]), MillraceModule.forFeature([Greeting], { config: { language: 'en' } })];
    const app = await Test.createTestingModule({ imports, providers: [OrderRepository] }).compile();

    const driver = app.get<Driver>(getDriverToken());

    await expect(driver.execute(['revenue', 'greeting'])).resolves.toEqual({ revenue: 7, greeting: 'Good day' });
    expect(app.get(getDriverToken(Greeting))).not.toBe(driver);
  });

  it('gives each module its own', async () => {
    @Injectable()
    class EnglishService {
      constructor(@InjectDriver() readonly driver: Driver<[typeof Greeting]>) {}
    }
    @Injectable()
    class GermanService {
      constructor(@InjectDriver() readonly driver: Driver<[typeof Greeting]>) {}
    }
    @Module({ imports: [MillraceModule.forFeature([Greeting], { config: { language: 'en' } })], providers: [EnglishService] })
    class English {}
    @Module({ imports: [MillraceModule.forFeature([Greeting], { config: { language: 'de' } })], providers: [GermanService] })
    class German {}

    const app = await Test.createTestingModule({ imports: [English, German] }).compile();

    await expect(app.get(EnglishService).driver.execute(['greeting'])).resolves.toEqual({ greeting: 'Good day' });
    await expect(app.get(GermanService).driver.execute(['greeting'])).resolves.toEqual({ greeting: 'Guten Tag' });
  });

  it('gives a driver to modules that import one which exports MillraceModule', async () => {
    @Module({ imports: [MillraceModule.forFeature([SalesMetrics])], providers: [OrderRepository], exports: [MillraceModule] })
    class Sales {}
    @Injectable()
    class Report {
      constructor(@InjectDriver(SalesMetrics) readonly driver: Driver<[typeof SalesMetrics]>) {}
    }

    const app = await Test.createTestingModule({ imports: [Sales], providers: [Report] }).compile();

    await expect(app.get(Report).driver.execute(['revenue'])).resolves.toEqual({ revenue: 7 });
  });

  it('gives drivers that are made with with() the same instances', async () => {
    const imports = [MillraceModule.forFeature([SalesMetrics])];
    const app = await Test.createTestingModule({ imports, providers: [OrderRepository] }).compile();

    const driver = app.get<Driver<[typeof SalesMetrics]>>(getDriverToken(SalesMetrics)).with({ maxConcurrency: 1 });

    await expect(driver.execute(['revenue'])).resolves.toEqual({ revenue: 7 });
  });
});

describe('options', () => {
  class Limited {
    @pool('api')
    @node()
    async first(): Promise<number> {
      return 1;
    }
  }
  class AlsoLimited {
    @pool('api')
    @node()
    async second(): Promise<number> {
      return 2;
    }
  }

  it('of forRoot are those of all drivers; a feature adds to them', async () => {
    const told: string[] = [];
    const hook = (name: string): LifecycleHook => ({ beforeRun: () => void told.push(name) });
    const imports = [
      MillraceModule.forRoot({ config: { language: 'en', currency: 'EUR' }, hooks: [hook('root')] }),
      MillraceModule.forFeature([Greeting], { config: { language: 'de' }, hooks: [hook('feature')] }),
    ];
    const app = await Test.createTestingModule({ imports }).compile();
    const driver = app.get<Driver>(getDriverToken());

    await expect(driver.execute(['greeting', 'currency'])).resolves.toEqual({ greeting: 'Guten Tag', currency: 'EUR' });
    expect(told).toEqual(['root', 'feature']);
  });

  it('pools of forRoot are shared by all drivers of the app', async () => {
    const api = new Pool({ concurrency: 1 });
    let most = 0;
    const hooks: LifecycleHook[] = [{ aroundNode: async (_node, next) => ((most = Math.max(most, api.running)), next()) }];
    const imports = [
      MillraceModule.forRoot({ pools: { api, other: 3 }, hooks }),
      MillraceModule.forFeature([Limited]),
      MillraceModule.forFeature([AlsoLimited], { name: 'also' }),
    ];
    const app = await Test.createTestingModule({ imports }).compile();
    const [one, other] = [app.get<Driver>(getDriverToken(Limited)), app.get<Driver>(getDriverToken('also'))];

    await expect(Promise.all([one.execute(['first']), other.execute(['second'])])).resolves.toEqual([{ first: 1 }, { second: 2 }]);
    expect(most).toBeLessThanOrEqual(1);
    expect(api.running).toBe(0);
  });
});

describe('faults', () => {
  class Broken extends Circle {
    @node(source('nowhere'), source('missing'))
    broken(a: unknown, b: unknown): unknown {
      return [a, b];
    }
  }

  it('of all graphs stop the start of the app, in one error', async () => {
    const imports = [MillraceModule.forFeature([Broken]), MillraceModule.forFeature([Round], { name: 'also' })];

    const error: unknown = await Test.createTestingModule({ imports })
      .compile()
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(GraphValidationError);
    const { faults, message } = error as GraphValidationError;
    expect(faults.map(({ code }) => code)).toEqual(['CIRCULAR_DEPENDENCY', 'CIRCULAR_DEPENDENCY']);
    expect(message).toContain('circle -> circle');
    expect(message).toContain('round -> round');
  });

  it('of options too', async () => {
    const imports = [MillraceModule.forRoot({ pools: { api: 0 } }), MillraceModule.forFeature([Greeting])];

    const error: unknown = await Test.createTestingModule({ imports })
      .compile()
      .catch((thrown: unknown) => thrown);

    expect((error as GraphValidationError).message).toContain('pool "api"');
  });

  it('a feature without a class is refused', () => {
    expect(() => MillraceModule.forFeature([])).toThrow('at least one dataflow class: MillraceModule.forFeature([SalesMetrics])');
  });

  it('what is no class is refused, with its place and what may be the reason', () => {
    const refused = (...classes: unknown[]) => expect(() => MillraceModule.forFeature(classes as never[]));

    refused(Greeting, undefined).toThrow(/number 2 of its classes is undefined: .* import each other in a circle/);
    refused('Greeting').toThrow('number 1 of its classes is "Greeting", and must be a class');
    refused(new Greeting()).toThrow('number 1 of its classes is of the type object');
  });

  it('options that would have no effect, or are shared by two features, are refused', async () => {
    const refusal = async (...imports: DynamicModule[]): Promise<unknown> => {
      const error: unknown = await Test.createTestingModule({ imports })
        .compile()
        .catch((thrown: unknown) => thrown);
      return error instanceof Error ? error.message : error;
    };
    const feature = MillraceModule.forFeature([Greeting], { name: 'sales' });

    expect(await refusal(MillraceModule.forRootAsync({ useFactory: () => ({ instances: {} }) as never }), feature)).toContain(
      'forRoot does not take "instances"',
    );
    expect(() => MillraceModule.forRoot({ instances: {} } as never)).toThrow('forRoot does not take "instances"');
    expect(await refusal(MillraceModule.forRoot({ httpExceptions: 'no' } as never), feature)).toContain('must be true or false');
    expect(await refusal(feature, MillraceModule.forFeature([SalesMetrics], { name: 'sales' }))).toContain(
      'imports two features with the name "sales"',
    );
    expect(() => MillraceModule.forFeature([Greeting], { modules: [] } as never)).toThrow('forFeature does not take "modules"');
    expect(() => MillraceModule.forFeature([Greeting], { name: '' })).toThrow('must be a text of at least one letter');
  });

  it('a signal that is none is refused by each run, as by other drivers', async () => {
    const imports = [MillraceModule.forFeature([Greeting], { config: { language: 'en' } })];
    const app = await Test.createTestingModule({ imports }).compile();

    const run = app.get<Driver>(getDriverToken()).execute(['greeting'], { signal: new AbortController() as never });

    await expect(run).rejects.toThrow('"signal" of a run must be an AbortSignal');
  });

  it('options that are none are refused, wherever they come from', async () => {
    const imports = [MillraceModule.forRootAsync({ useFactory: () => null as never }), MillraceModule.forFeature([Greeting])];

    expect(() => MillraceModule.forRoot(null as never)).toThrow('options of MillraceModule.forRoot must be an object, and are null');
    expect(() => MillraceModule.forFeature([Greeting], 'en' as never)).toThrow('forFeature must be an object, and are of the type string');
    await expect(Test.createTestingModule({ imports }).compile()).rejects.toThrow('forRoot must be an object, and are null');
  });

  it('a second forRoot is refused, with those that import them', async () => {
    @Module({ imports: [MillraceModule.forRoot({ graceMs: 1 })] })
    class Lower {}
    @Module({ imports: [Lower, MillraceModule.forRoot({ graceMs: 2 }), MillraceModule.forFeature([Greeting])] })
    class Upper {}

    await expect(Test.createTestingModule({ imports: [Upper] }).compile()).rejects.toThrow(
      /forRoot is imported 2 times, by (Lower and Upper|Upper and Lower),/,
    );
  });

  it('one forRoot that several modules import is one', async () => {
    const root = MillraceModule.forRoot({ config: { language: 'de' } });
    @Module({ imports: [root] })
    class Lower {}

    const app = await Test.createTestingModule({ imports: [Lower, root, MillraceModule.forFeature([Greeting])] }).compile();

    await expect(app.get<Driver>(getDriverToken()).execute(['greeting'])).resolves.toEqual({ greeting: 'Guten Tag' });
  });

  it('who asks for a driver by a class that two features have is told to ask by name', async () => {
    class ByParameter {
      constructor(@InjectDriver(Greeting) readonly driver: Driver<[typeof Greeting]>) {}
    }
    class ByProperty {
      @InjectDriver(Greeting) readonly driver!: Driver<[typeof Greeting]>;
    }
    const byFactory = { provide: 'FACTORY', useFactory: (driver: Driver) => driver, inject: [getDriverToken(Greeting)] };
    const features = ['en', 'de'].map((language) => MillraceModule.forFeature([Greeting], { name: language, config: { language } }));
    @Module({ imports: features, exports: [MillraceModule] })
    class Greetings {}
    const start = (...providers: Provider[]) => Test.createTestingModule({ imports: [Greetings], providers }).compile();

    for (const [asker, name] of [
      [ByParameter, 'ByParameter'],
      [ByProperty, 'ByProperty'],
      [byFactory, 'FACTORY'],
    ] as const) {
      await expect(start(asker)).rejects.toThrow(
        `${name} asks for the driver of Greeting, and Greetings imports 2 features with that class: "en", "de". Ask for one by its name: @InjectDriver('en').`,
      );
    }
    const app = await start();
    await expect(app.get<Driver>(getDriverToken('de'), { strict: false }).execute(['greeting'])).resolves.toEqual({
      greeting: 'Guten Tag',
    });
  });
});
