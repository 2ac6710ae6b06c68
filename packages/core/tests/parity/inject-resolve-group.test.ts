import {
  collect,
  Driver,
  group,
  inject,
  input,
  node,
  output,
  parallelizable,
  resolve,
  ResolveAt,
  resolveFromConfig,
  settings,
  source,
  value,
  type Collect,
} from '@millrace/core';
import { faultOf, faultsOf } from '../fixtures/refusals';

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);
const powerUser = { [settings.ENABLE_POWER_USER_MODE]: true };

describe('Inject, resolve, group', () => {
  it('I-01: injects a list of literals', async () => {
    class Flow {
      @inject({ values: group(value(1), value(2), value(3)) })
      @node(source<number[]>('values'))
      total(values: number[]): number {
        return sum(values);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 6 });
  });

  it('I-02: injects a record', async () => {
    class Flow {
      @inject({ values: group({ a: value(1), b: value(2), c: value(3) }) })
      @node(source<Record<string, number>>('values'))
      total(values: Record<string, number>): number {
        return sum(Object.values(values));
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 6 });
  });

  it('I-04: injects lists, records, literals and sources together, beside a plain dependency', async () => {
    class Flow {
      @node() three(): number {
        return 3;
      }
      @node() six(): number {
        return 6;
      }
      @input() declare readonly eight: number;
      @inject({
        list: group(value(1), value(2), source('three')),
        record: group({ a: value(4), b: value(5), c: source('six') }),
        seven: value(7),
      })
      @node(source<number[]>('list'), source<Record<string, number>>('record'), source<number>('seven'), 'eight')
      total(list: number[], record: Record<string, number>, seven: number, eight: number): number {
        return sum(list) + sum(Object.values(record)) + seven + eight;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'], { inputs: { eight: 8 } })).resolves.toEqual({ total: 36 });
  });

  it('I-04: injects on parameters as well', async () => {
    class Flow {
      @node() three(): number {
        return 3;
      }
      @node() total(
        @inject(source('three')) three: number,
        @inject(group(value(1), value(2))) list: number[],
        @inject(value(7)) seven: number,
      ): number {
        return three + sum(list) + seven;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 13 });
  });

  it('I-04: what is rebound need not exist, and the rebinding concerns this method alone', async () => {
    class Flow {
      @node() a(): number {
        return 1;
      }
      @node() b(): number {
        return 2;
      }
      @inject({ a: source('b') }) @node('a') rebound(a: number): number {
        return a;
      }
      @node('a') plainly(a: number): number {
        return a;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['rebound', 'plainly'])).resolves.toEqual({ rebound: 2, plainly: 1 });
  });

  it('I-04: injecting what the method does not declare is refused, naming what it does', () => {
    class Flow {
      @inject({ nothing: value(1) }) @node(source<number>('x')) a(x: number): number {
        return x;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow] }));

    expect(fault.code).toBe('UNKNOWN_INJECTION');
    expect(fault.at).toContain('Flow.a');
    expect(fault.message).toMatch(/"nothing"[\s\S]*"?x"?/);
  });

  it('I-04: works in fan-outs: what is injected into a collector is gathered', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2];
      }
      @node('n') ten(n: number): number {
        return n * 10;
      }
      @inject({ x: source('ten') }) @collect(source<number>('x')) total(xs: Collect<number>): number {
        return sum(xs);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['total'])).resolves.toEqual({ total: 30 });
  });

  it('I-09: plain values of any kind can be wrapped and arrive as they are', async () => {
    const values = [undefined, null, 0, '', [1, [2]], { a: { b: 1 } }, () => 1, new Map([[1, 2]])];
    class Flow {
      @node(...values.map((literal) => value(literal as unknown))) all(...given: unknown[]): unknown[] {
        return given;
      }
    }

    const { all } = await new Driver({ modules: [Flow] }).execute(['all']);

    expect(all).toHaveLength(values.length);
    all.forEach((given, i) => expect(given).toBe(values[i]));
  });

  it('I-10: groups are all positional or all named, and nest', async () => {
    class Flow {
      @node() a(): number {
        return 1;
      }
      @node(group('a', group({ b: 'a', c: group(value(2)) }))) nested(given: [number, { b: number; c: [number] }]): string {
        return JSON.stringify(given);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['nested'])).resolves.toEqual({ nested: '[1,{"b":1,"c":[2]}]' });
  });

  it('I-10: members that are neither names nor dependencies are refused', () => {
    class Flow {
      @inject({ x: group(1 as never, 2 as never) }) @node(source<number[]>('x')) a(x: number[]): number {
        return x.length;
      }
    }

    expect(faultsOf(() => new Driver({ modules: [Flow] })).map(({ code }) => code)).toContain('INVALID_DEPENDENCY');
  });

  it('I-10 (differs: an empty group is allowed): it is an empty list or record', async () => {
    class Flow {
      @node(group(), group({})) sizes(list: [], record: object): string {
        return `${list.length} ${Object.keys(record).length}`;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['sizes'])).resolves.toEqual({ sizes: '0 0' });
  });

  describe('resolved from the config', () => {
    class Metrics {
      @node() a(): number {
        return 1;
      }
      @node() b(): number {
        return 2;
      }
      @node() c(): number {
        return 3;
      }
      @node() d(): number {
        return 4;
      }
      @resolve({
        when: ResolveAt.CONFIG_AVAILABLE,
        decorateWith: ({ metricNames, extra = ['c'] }: { metricNames: string[]; extra?: string[] }) =>
          inject({ subMetrics: group(...[...metricNames, ...extra].map((name) => source(name))) }),
      })
      @node(source<number[]>('subMetrics'))
      all(subMetrics: number[]): number[] {
        return subMetrics;
      }
    }

    it.each([[{}], [{ [settings.ENABLE_POWER_USER_MODE]: false }]])(
      'I-12: without power-user mode it is refused with a text that shows the line to add: %j',
      (given) => {
        const fault = faultOf(() => new Driver({ modules: [Metrics], config: { metricNames: ['a'], ...given } }));

        expect(fault.code).toBe('POWER_USER_MODE');
        expect(fault.at).toContain('Metrics.all');
        expect(fault.message).toContain('[settings.ENABLE_POWER_USER_MODE]: true');
      },
    );

    it('I-13 (differs: keys are found by reading): a key that the function reads and the config lacks is named', () => {
      const fault = faultOf(() => new Driver({ modules: [Metrics], config: powerUser }));

      expect(fault.code).toBe('MISSING_CONFIG');
      expect(fault.at).toContain('Metrics.all');
      expect(fault.message).toMatch(/metricNames/);
      expect(fault.message).toMatch(/resolve/);
    });

    it('I-14: an optional key leaves the default of the destructuring, and replaces it when given', async () => {
      const execute = (given: object) =>
        new Driver({ modules: [Metrics], config: { ...powerUser, metricNames: ['a', 'b'], ...given } }).execute(['all']);

      await expect(execute({})).resolves.toEqual({ all: [1, 2, 3] });
      await expect(execute({ extra: ['d'] })).resolves.toEqual({ all: [1, 2, 4] });
    });

    it('I-14: the same class under two configs gives two graphs', async () => {
      const driver = new Driver({ modules: [Metrics], config: { ...powerUser, metricNames: ['a'], extra: [] } });
      const other = driver.with({ config: { ...powerUser, metricNames: ['d', 'd'], extra: [] } });

      await expect(driver.execute(['all'])).resolves.toEqual({ all: [1] });
      await expect(other.execute(['all'])).resolves.toEqual({ all: [4, 4] });
    });

    it('I-14: a metric that does not exist is refused as an unknown dependency or missing input, naming it', async () => {
      const driver = new Driver({ modules: [Metrics], config: { ...powerUser, metricNames: ['aa'] } });

      await expect(driver.execute(['all'])).rejects.toThrow(/"aa"/);
    });

    it('I-12: a function that throws is a fault with the thrown error’s text', () => {
      class Flow {
        @resolveFromConfig((): never => {
          throw new Error('cannot decide');
        })
        @node()
        a(): number {
          return 1;
        }
      }

      const fault = faultOf(() => new Driver({ modules: [Flow], config: powerUser }));

      expect(fault.code).toBe('RESOLVE_FAILED');
      expect(fault.message).toMatch(/cannot decide/);
    });

    it('I-12: a function that gives no decorator is a fault', () => {
      class Flow {
        @resolveFromConfig(() => undefined as never)
        @node()
        a(): number {
          return 1;
        }
      }

      expect(faultOf(() => new Driver({ modules: [Flow], config: powerUser })).code).toBe('RESOLVE_FAILED');
    });

    it('I-17 (observed: Hamilton’s advice for two collects): two inner nodes are grouped by config, then collected once', async () => {
      class Flow {
        @parallelizable() *n(): Generator<number> {
          yield* [1, 2, 3];
        }
        @node('n') x(n: number): number {
          return n;
        }
        @node('n') tenX(n: number): number {
          return n * 10;
        }
        @resolveFromConfig(({ metrics }: { metrics: string[] }) => inject({ chosen: group(...metrics.map((name) => source(name))) }))
        @node(source<number[]>('chosen'))
        merged(chosen: number[]): number {
          return sum(chosen);
        }
        @collect('merged') all(merged: Collect<number>): number[] {
          return [...merged];
        }
      }
      const driver = new Driver({ modules: [Flow], config: { ...powerUser, metrics: ['x', 'tenX'] } });

      await expect(driver.execute(['all'])).resolves.toEqual({ all: [11, 22, 33] });
      expect(driver.nodes().find(({ name }) => name === 'merged')?.scope).toEqual(['n']);
    });

    it('I-17: and by collecting a group that the config names', async () => {
      class Flow {
        @parallelizable() *n(): Generator<number> {
          yield* [1, 2];
        }
        @node('n') x(n: number): number {
          return n;
        }
        @node('n') tenX(n: number): number {
          return n * 10;
        }
        @resolveFromConfig(({ metrics }: { metrics: string[] }) => inject({ chosen: group(...metrics.map((name) => source(name))) }))
        @collect(source<number[]>('chosen'))
        table(rows: Collect<number[]>): number[][] {
          return [...rows];
        }
      }

      const outputs = await new Driver({ modules: [Flow], config: { ...powerUser, metrics: ['tenX', 'x'] } }).execute([
        output<{ table: number[][] }>('table'),
      ]);

      expect(outputs.table).toEqual([
        [10, 1],
        [20, 2],
      ]);
    });
  });
});
