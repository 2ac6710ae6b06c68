import { Controller, Get, Inject, Injectable, Module, Req, Scope, type OnModuleInit } from '@nestjs/common';
import { ContextIdFactory, REQUEST, type ContextId, type ContextIdResolver, type ContextIdStrategy } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import { node, nodeOf, subdag, source, type Driver } from '@millrace/core';
import { getDriverToken, InjectDriver, MillraceModule } from '@millrace/nestjs';
import { OrderRepository, SalesMetrics } from '../fixtures/sales';
import { servers, startApp } from '../fixtures/started-app';

function driverOf(app: TestingModule): Driver {
  return app.get<Driver>(getDriverToken());
}

describe('instances', () => {
  it('are the providers of the module that lists the class', async () => {
    const imports = [MillraceModule.forFeature([SalesMetrics])];
    const app = await Test.createTestingModule({ imports, providers: [OrderRepository, SalesMetrics] }).compile();
    const spy = jest.spyOn(app.get(SalesMetrics), 'revenue').mockReturnValue(42);

    await expect(driverOf(app).execute(['revenue'])).resolves.toEqual({ revenue: 42 });
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('are those of another module that has the class, with what that module sees', async () => {
    @Module({ providers: [OrderRepository, SalesMetrics] })
    class Orders {}
    const imports = [Orders, MillraceModule.forFeature([SalesMetrics])];
    const app = await Test.createTestingModule({ imports }).compile();

    await expect(driverOf(app).execute(['revenue'])).resolves.toEqual({ revenue: 7 });
  });

  it('are made with what the importing module sees, where no module lists the class', async () => {
    const imports = [MillraceModule.forFeature([SalesMetrics])];
    const app = await Test.createTestingModule({ imports, providers: [OrderRepository] }).compile();

    await expect(driverOf(app).execute(['revenue'])).resolves.toEqual({ revenue: 7 });
    expect(app.get(SalesMetrics)).toBeInstanceOf(SalesMetrics);
  });

  it('are made once, also for a class that two features of a module have', async () => {
    let made = 0;
    class Counted {
      constructor() {
        made++;
      }
      @node()
      count(): number {
        return made;
      }
    }
    const imports = [MillraceModule.forFeature([Counted]), MillraceModule.forFeature([Counted], { name: 'again' })];
    const app = await Test.createTestingModule({ imports }).compile();

    await driverOf(app).execute(['count']);
    await app.get<Driver>(getDriverToken('again')).execute(['count']);
    expect(made).toBe(1);
  });

  it('of a class that no module lists have the hooks of Nest too', async () => {
    class Warm implements OnModuleInit {
      warm = false;
      onModuleInit(): void {
        this.warm = true;
      }
      @node()
      isWarm(): boolean {
        return this.warm;
      }
    }
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Warm])] }).compile();
    await app.init();

    await expect(driverOf(app).execute(['isWarm'])).resolves.toEqual({ isWarm: true });
    await app.close();
  });

  it('of classes that the listed ones depend on are found in the same way', async () => {
    @Injectable()
    class Prices {
      constructor(@Inject('BASE') private readonly base: number) {}
      @node()
      price(): number {
        return this.base + 1;
      }
    }
    class Shop {
      @subdag(Prices)
      @node(source<number>('price'))
      priced(price: number): number {
        return price * 10;
      }
    }
    const providers = [{ provide: 'BASE', useValue: 4 }];
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Shop])], providers }).compile();

    await expect(driverOf(app).execute(['priced'])).resolves.toEqual({ priced: 50 });
  });

  it('refuses at the start what Nest cannot make, in the words of Nest', async () => {
    const imports = [MillraceModule.forFeature([SalesMetrics])];

    await expect(Test.createTestingModule({ imports }).compile()).rejects.toThrow(/can't resolve dependencies of the SalesMetrics/);
  });

  it('refuses at the start a class whose constructor Nest knows nothing of', async () => {
    class Undecorated {
      constructor(readonly base: number) {}
      @node()
      doubled(): number {
        return this.base * 2;
      }
    }

    const compiled = Test.createTestingModule({ imports: [MillraceModule.forFeature([Undecorated])] }).compile();

    await expect(compiled).rejects.toThrow('Mark the class with @Injectable()');
  });
});

describe('request scope', () => {
  let made = 0;

  @Injectable({ scope: Scope.REQUEST })
  class Tenant {
    readonly id = ++made;
    constructor(@Inject(REQUEST) readonly request: { readonly tenant: string } | undefined) {}
  }
  @Injectable()
  class First {
    constructor(@Inject(Tenant) private readonly tenant: Tenant) {}
    @node()
    first(): string {
      return `${this.tenant.id} ${this.tenant.request?.tenant}`;
    }
  }
  @Injectable()
  class Second {
    constructor(@Inject(Tenant) private readonly tenant: Tenant) {}
    @node(nodeOf(First, 'first'))
    second(first: string): boolean {
      return first === `${this.tenant.id} ${this.tenant.request?.tenant}`;
    }
  }

  beforeEach(() => (made = 0));

  it.each([
    ['listed among the providers', [Tenant, First, Second]],
    ['made as if they were', [Tenant]],
    [
      'made behind a token',
      [{ provide: Tenant, scope: Scope.REQUEST, useFactory: (request: undefined) => new Tenant(request), inject: [REQUEST] }],
    ],
  ])('gives the classes of a run their own instances, %s, which see the context of the run', async (_, providers) => {
    const imports = [MillraceModule.forFeature([First, Second])];
    const app = await Test.createTestingModule({ imports, providers }).compile();
    const driver = driverOf(app);
    const runs = ['a', 'b'].map((tenant) => driver.execute(['first', 'second'], { context: { tenant } }));

    await expect(Promise.all(runs)).resolves.toEqual([
      { first: '1 a', second: true },
      { first: '2 b', second: true },
    ]);
    await expect(driver.execute(['first'])).resolves.toEqual({ first: '3 undefined' });
  });

  it('is seen behind a token that says nothing of it', async () => {
    @Injectable()
    class Late {
      constructor(@Inject('TENANT') private readonly tenant: { readonly tenant: string }) {}
      @node()
      late(): string {
        return this.tenant.tenant;
      }
    }
    const providers = [{ provide: 'TENANT', useFactory: (request: unknown) => request, inject: [REQUEST] }];
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Late])], providers }).compile();

    await expect(driverOf(app).execute(['late'], { context: { tenant: 'c' } })).resolves.toEqual({ late: 'c' });
  });

  it('does not mix up runs at the same time that were given one id', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Asked {
      constructor(@Inject(REQUEST) private readonly request: { readonly user: string }) {}
      @node()
      async user(): Promise<string> {
        return this.request.user;
      }
    }
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Asked])], providers: [Asked] }).compile();

    const run = (user: string) => driverOf(app).execute(['user'], { context: { user }, runId: 'nightly' });

    await expect(Promise.all([run('Ann'), run('Bob')])).resolves.toEqual([{ user: 'Ann' }, { user: 'Bob' }]);
  });

  it('makes transient classes anew for each run', async () => {
    let made = 0;
    @Injectable({ scope: Scope.TRANSIENT })
    class Transient {
      readonly id = ++made;
      @node()
      number(): number {
        return this.id;
      }
    }
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Transient])], providers: [Transient] }).compile();

    const first = await driverOf(app).execute(['number']);
    const second = await driverOf(app).execute(['number']);

    expect(second).not.toEqual(first);
  });

  it('tells of a constructor that throws, and of where a request comes from', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Personal {
      readonly user: string;
      constructor(@Inject(REQUEST) request: { readonly user: string }) {
        this.user = request.user;
      }
      @node()
      greeting(): string {
        return `Hello ${this.user}`;
      }
    }

    for (const providers of [[Personal], []]) {
      const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Personal])], providers }).compile();

      const error: unknown = await driverOf(app)
        .execute(['greeting'])
        .catch((thrown: unknown) => thrown);

      expect(error).toMatchObject({ code: 'INSTANCE_FAILED', cause: expect.any(TypeError) });
      expect(String(error)).toContain('Nest could not make the Personal of this run: TypeError');
      expect(String(error)).toContain('{ context: request }');
      await expect(driverOf(app).execute(['greeting'], { context: { user: 'Ann' } })).resolves.toEqual({ greeting: 'Hello Ann' });
    }
  });
});

describe('durable providers', () => {
  /** As the documentation of Nest has it: one tree of instances for each tenant. */
  class PerTenant implements ContextIdStrategy<{ readonly tenant: string }> {
    readonly #trees = new Map<string, ContextId>();

    attach(contextId: ContextId, { tenant }: { readonly tenant: string }): ContextIdResolver {
      const tree = this.#trees.get(tenant) ?? ContextIdFactory.create();
      this.#trees.set(tenant, tree);
      return { resolve: ({ isTreeDurable }) => (isTreeDurable === true ? tree : contextId), payload: { tenant } };
    }
  }
  class NoStrategy implements ContextIdStrategy {
    attach(): undefined {
      return undefined;
    }
  }
  let made: string[];

  @Injectable({ scope: Scope.REQUEST, durable: true })
  class Tenant {
    readonly number: number;
    constructor(@Inject(REQUEST) readonly request: { readonly tenant: string } | undefined) {
      this.number = made.push(`${request?.tenant}`);
    }
  }
  @Injectable({ scope: Scope.REQUEST })
  class Visit {
    constructor(@Inject(REQUEST) readonly request: { readonly page: string } | undefined) {}
  }
  @Injectable()
  class Durable {
    constructor(@Inject(Tenant) private readonly tenant: Tenant) {}
    @node()
    tenantOf(): string {
      return `${this.tenant.number} ${this.tenant.request?.tenant}`;
    }
  }
  @Injectable()
  class Mixed {
    constructor(
      @Inject(Tenant) private readonly tenant: Tenant,
      @Inject(Visit) private readonly visit: Visit,
    ) {}
    @node()
    visited(): string {
      return `${this.tenant.number} ${this.visit.request?.page}`;
    }
  }

  beforeEach(() => {
    made = [];
    ContextIdFactory.apply(new PerTenant());
  });
  afterEach(() => ContextIdFactory.apply(new NoStrategy()));

  it.each([
    ['listed', [Tenant, Visit, Durable, Mixed]],
    ['not listed', [Tenant, Visit]],
  ])('are shared by the runs to which the strategy of the app gives one tree, for classes that are %s', async (_, providers) => {
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Durable, Mixed])], providers }).compile();
    const run = (tenant: string, page: string) => driverOf(app).execute(['tenantOf', 'visited'], { context: { tenant, page } });

    await expect(run('a', 'x')).resolves.toEqual({ tenantOf: '1 a', visited: '1 x' });
    await expect(run('b', 'y')).resolves.toEqual({ tenantOf: '2 b', visited: '2 y' });
    await expect(run('a', 'z')).resolves.toEqual({ tenantOf: '1 a', visited: '1 z' });
    expect(made).toEqual(['a', 'b']);
  });

  it('are those of the run alone where no request is given', async () => {
    const app = await Test.createTestingModule({ imports: [MillraceModule.forFeature([Durable])], providers: [Tenant] }).compile();
    const run = () => driverOf(app).execute(['tenantOf']);

    await expect(run()).resolves.toEqual({ tenantOf: '1 undefined' });
    await expect(run()).resolves.toEqual({ tenantOf: '2 undefined' });
  });

  it.each(Object.keys(servers) as (keyof typeof servers)[])(
    'are found by a request that Nest knows already, on %s, whose runs still have instances of their own',
    async (server) => {
      class ByHeader implements ContextIdStrategy<{ readonly headers: Readonly<Record<string, string>> }> {
        readonly #perTenant = new PerTenant();

        attach(contextId: ContextId, { headers }: { readonly headers: Readonly<Record<string, string>> }): ContextIdResolver {
          return this.#perTenant.attach(contextId, { tenant: headers['x-tenant'] ?? 'none' });
        }
      }
      let visits = 0;
      @Injectable({ scope: Scope.REQUEST })
      class Numbered {
        readonly number = ++visits;
      }
      @Injectable()
      class Flow {
        constructor(
          @Inject(Tenant) private readonly tenant: Tenant,
          @Inject(Numbered) private readonly visit: Numbered,
        ) {}
        @node()
        seen(): string {
          return `${this.tenant.request?.tenant} ${this.visit.number}`;
        }
      }
      @Controller({ scope: Scope.REQUEST })
      class FlowController {
        constructor(
          @InjectDriver(Flow) private readonly driver: Driver<[typeof Flow]>,
          @Inject(Numbered) private readonly visit: Numbered,
        ) {}
        @Get()
        async seen(@Req() request: object): Promise<string> {
          const seen = [
            await this.driver.execute(['seen'], { context: request }),
            await this.driver.execute(['seen'], { context: request }),
          ];
          return [this.visit.number, ...seen.map((one) => one.seen)].join(', ');
        }
      }
      ContextIdFactory.apply(new ByHeader());
      const providers = [Tenant, Numbered, Flow];
      const { app, url } = await startApp(
        { imports: [MillraceModule.forFeature([Flow])], providers, controllers: [FlowController] },
        server,
      );
      const ask = async (tenant: string): Promise<string> => (await fetch(url, { headers: { 'x-tenant': tenant } })).text();

      const answers = [await ask('a'), await ask('b'), await ask('a')];

      expect(answers).toEqual(['1, a 2, a 3', '4, b 5, b 6', '7, a 8, a 9']);
      expect(made).toEqual(['a', 'b']);
      await app.close();
    },
  );
});
