import { Container, Service } from 'typedi';
import {
  collect,
  context,
  dataflow,
  Driver,
  node,
  nodeOf,
  parallelizable,
  type Collect,
  type InstanceProvider,
  type NodeContext,
} from '@millrace/core';
import { codesOf, refusalOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

class Repository {
  load(): number {
    return 42;
  }
}

/** A service with a dependency of its own. */
class WithRepository {
  constructor(private readonly repository: Repository) {}

  @node() loaded(): number {
    return this.repository.load();
  }
}

describe('instances', () => {
  expectNoUnhandledRejections();
  afterEach(() => Container.remove([WithRepository]));

  it('takes a class that TypeDI knows from its Container, constructor dependencies and all', async () => {
    Container.set(WithRepository, new WithRepository(new Repository()));

    await expect(new Driver({ modules: [WithRepository] }).execute(['loaded'])).resolves.toEqual({ loaded: 42 });
  });

  it('lets TypeDI make a class that is a service', async () => {
    const made: unknown[] = [];
    @Service()
    class Flow {
      constructor() {
        made.push(this);
      }
      @node() same(): boolean {
        return Container.get(Flow) === this;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['same'])).resolves.toEqual({ same: true });
    expect(made).toHaveLength(1);
  });

  it('@dataflow() registers the class with TypeDI, so that drivers share its instance', async () => {
    @dataflow()
    class Flow {
      count = 0;
      @node() counted(): number {
        this.count += 1;
        return this.count;
      }
    }

    await new Driver({ modules: [Flow] }).execute(['counted']);
    await new Driver({ modules: [Flow] }).execute(['counted']);

    expect(Container.get(Flow).count).toBe(2);
  });

  it('makes a class that TypeDI does not know with new, once per driver', async () => {
    let made = 0;
    class Flow {
      constructor() {
        made += 1;
      }
      @node() one(): number {
        return made;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await driver.execute(['one']);
    await driver.execute(['one']);
    await new Driver({ modules: [Flow] }).execute(['one']);

    expect(made).toBe(2);
    expect(Container.has(Flow)).toBe(false);
  });

  it('refuses a class that TypeDI does not know and whose constructor takes parameters, with the fix', async () => {
    const error = await refusalOf(() => new Driver({ modules: [WithRepository] }).execute(['loaded']));

    expect(error.message).toMatch(/WithRepository/);
    expect(error.message).toMatch(/constructor/);
    expect(error.message).toMatch(/Service\(\)|Container\.set|instances|instance/);
  });

  it('refuses a derived class without a constructor of its own whose base class takes parameters', async () => {
    class Derived extends WithRepository {
      @node('loaded') doubled(loaded: number): number {
        return loaded * 2;
      }
    }

    const error = await refusalOf(() => new Driver({ modules: [Derived] }).execute(['doubled']));

    expect(error.message).toMatch(/Derived/);
    await expect(new Driver({ modules: [new Derived(new Repository())] }).execute(['doubled'])).resolves.toEqual({ doubled: 84 });
  });

  it('refuses a derived class whose own constructor takes nothing while one along the chain takes a parameter', async () => {
    class Derived extends WithRepository {
      constructor() {
        super(new Repository());
      }
    }

    const error = await refusalOf(() => new Driver({ modules: [Derived] }).execute(['loaded']));

    expect(error.message).toMatch(/Derived/);
  });

  it('makes a derived class when no constructor on its chain takes a parameter', async () => {
    class Base {
      readonly factor = 2;
      @node() one(): number {
        return 1;
      }
    }
    class Derived extends Base {
      @node('one') scaled(one: number): number {
        return one * this.factor;
      }
    }

    await expect(new Driver({ modules: [Derived] }).execute(['scaled'])).resolves.toEqual({ scaled: 2 });
  });

  it('modules given as instances bypass the port', async () => {
    const asked: unknown[] = [];
    const instances: InstanceProvider = {
      get: (cls) => {
        asked.push(cls);
        throw new Error('nobody should ask');
      },
    };

    await expect(new Driver({ modules: [new WithRepository(new Repository())], instances }).execute(['loaded'])).resolves.toEqual({
      loaded: 42,
    });
    expect(asked).toEqual([]);
  });

  describe('another provider', () => {
    class First {
      readonly id = Symbol('first');
      @node() first(): symbol {
        return this.id;
      }
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') perItem(n: number): number {
        return n;
      }
      @collect('perItem') all(values: Collect<number>): number {
        return values.length;
      }
    }
    class Second {
      @node(nodeOf(First, 'first')) second(first: symbol): string {
        return String(first.description);
      }
    }
    /** Gives new instances, as a request scope does, and tells for which runs. */
    const provider = (log: unknown[], wait: boolean): InstanceProvider => ({
      get(cls, run) {
        log.push([cls.name, run]);
        const made = cls === First ? new First() : new Second();
        return wait ? Promise.resolve().then(() => made) : made;
      },
    });

    it.each([false, true])('is asked once per class and run, with the run’s id and context (asynchronous: %s)', async (wait) => {
      const log: unknown[] = [];
      const driver = new Driver({ modules: [First, Second], instances: provider(log, wait) });

      const one = await driver.execute(['first', 'second', 'all'], { runId: 'r1', context: 'c1' });
      const two = await driver.execute(['first'], { runId: 'r2' });

      expect(one).toMatchObject({ second: 'first', all: 3 });
      expect(one.first).not.toBe(two.first);
      expect(log).toEqual(
        expect.arrayContaining([
          ['First', { runId: 'r1', context: 'c1' }],
          ['Second', { runId: 'r1', context: 'c1' }],
          ['First', expect.objectContaining({ runId: 'r2' })],
        ]),
      );
      expect(log.filter((entry) => JSON.stringify(entry).includes('r1'))).toHaveLength(2);
    });

    it('is asked before the first node', async () => {
      const order: string[] = [];
      class Early {
        @node() early(): number {
          order.push('early');
          return 1;
        }
      }
      class Late {
        @node(nodeOf(Early, 'early')) late(early: number): number {
          order.push('late');
          return early;
        }
      }
      const instances: InstanceProvider = {
        async get(cls) {
          await Promise.resolve();
          order.push(`get ${cls.name}`);
          return cls === Early ? new Early() : new Late();
        },
      };

      await new Driver({ modules: [Early, Late], instances }).execute(['late']);

      expect(order.slice(2)).toEqual(['early', 'late']);
      expect(order.slice(0, 2).sort()).toEqual(['get Early', 'get Late']);
    });

    it('may give what it likes as long as it has the method', async () => {
      const instances: InstanceProvider = { get: () => ({ loaded: () => 7 }) };

      await expect(new Driver({ modules: [WithRepository], instances }).execute(['loaded'])).resolves.toEqual({ loaded: 7 });
    });

    it.each<[string, InstanceProvider]>([
      [
        'throws',
        {
          get: () => {
            throw new Error('no such service');
          },
        },
      ],
      ['rejects', { get: () => Promise.reject(new Error('no such service')) }],
    ])('that %s fails the run before any node, naming the class', async (_, instances) => {
      const error = await refusalOf(() => new Driver({ modules: [WithRepository], instances }).execute(['loaded']));

      expect(codesOf(error)).toContain('INSTANCE_FAILED');
      expect(error.message).toMatch(/WithRepository/);
      expect(`${error.message} ${String(error.cause)}`).toMatch(/no such service/);
    });

    it.each<[string, unknown]>([
      ['nothing', undefined],
      ['an object without the method', {}],
    ])('that gives %s is refused', async (_, given) => {
      const error = await refusalOf(() =>
        new Driver({ modules: [WithRepository], instances: { get: () => given as object } }).execute(['loaded']),
      );

      expect(error.message).toMatch(/WithRepository/);
    });
  });

  it('gives nodes their own instance as this, also in sources, collectors and after an await', async () => {
    class Flow {
      readonly #base = 10;
      @parallelizable() async *n(): AsyncGenerator<number> {
        yield await Promise.resolve(this.#base);
      }
      @node('n') async added(n: number, @context() _context: NodeContext): Promise<number> {
        await Promise.resolve();
        return n + this.#base;
      }
      @collect('added') total(values: Collect<number>): number {
        return values.length + this.#base;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 11 });
  });
});
