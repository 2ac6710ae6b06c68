import { config, Driver, node, parallelizable, collect, input, type Collect, type InstanceProvider } from '@millrace/core';
import { faultOf } from '../fixtures/refusals';
import { turnLoop } from '../fixtures/main-process';
import { TwoCollects } from '../fixtures/two-collects';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

class Variants {
  @config.when({ area: 'eu' }) @node() rate__eu(): number {
    return 1;
  }
  @config.when({ area: 'us' }) @node() rate__us(): number {
    return 2;
  }
  @node('rate') doubled(rate: number): number {
    return rate * 2;
  }
}

describe('a driver', () => {
  expectNoUnhandledRejections();

  it('with(…) is a new driver that differs in these options; the first is as it was', async () => {
    const eu = new Driver({ modules: [Variants], config: { area: 'eu' } });

    const us = eu.with({ config: { area: 'us' } });

    await expect(us.execute(['doubled'])).resolves.toEqual({ doubled: 4 });
    await expect(eu.execute(['doubled'])).resolves.toEqual({ doubled: 2 });
  });

  it('with(…) keeps the options that are not given', async () => {
    const order: number[] = [];
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @node('n') async ran(n: number): Promise<number> {
        await turnLoop();
        order.push(n);
        return n;
      }
      @collect('ran') count(values: Collect<number>): number {
        return values.length;
      }
    }
    const instances: InstanceProvider = { get: () => new Flow() };

    const driver = new Driver({ modules: [Flow], config: { a: 1 }, concurrency: { n: 1 }, instances }).with({ graceMs: 1 });

    await expect(driver.execute(['count'])).resolves.toEqual({ count: 3 });
    expect(order).toEqual([1, 2, 3]);
  });

  it('with(…) validates what it is given', () => {
    const driver = new Driver({ modules: [Variants], config: { area: 'eu' } });

    expect(faultOf(() => driver.with({ config: { doubled: 1 } })).code).toBe('CONFIG_SHADOWS_NODE');
    expect(faultOf(() => driver.with({ concurrency: { nowhere: 2 } })).message).toMatch(/nowhere/);
  });

  it('is immutable: changing the options object, its lists and the config later changes nothing', async () => {
    const modules: (typeof Variants)[] = [Variants];
    const given: Record<string, unknown> = { area: 'eu' };
    const driver = new Driver({ modules, config: given });

    given['area'] = 'us';
    modules.length = 0;

    await expect(driver.execute(['doubled'])).resolves.toEqual({ doubled: 2 });
    await expect(driver.with({ graceMs: 1 }).execute(['doubled'])).resolves.toEqual({ doubled: 2 });
  });

  it('any number of runs at once do not mix (Hamilton: two concurrent executes on one driver, RuntimeError)', async () => {
    class Flow extends TwoCollects {
      @input() declare readonly id: number;
      @node('square', 'id') async tagged(square: number, id: number): Promise<string> {
        await turnLoop();
        return `${id}:${square}`;
      }
      @collect('tagged') all(values: Collect<string>): string {
        return values.join();
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const runs = await Promise.all(Array.from({ length: 50 }, (_, id) => driver.execute(['all'], { inputs: { numbers: [1, 2], id } })));

    expect(runs.map(({ all }) => all)).toEqual(Array.from({ length: 50 }, (_, id) => `${id}:1,${id}:4`));
  });

  it('runs again and again with the same result; each item is computed anew', async () => {
    const flow = new TwoCollects();
    const driver = new Driver({ modules: [flow] });
    const options = { inputs: { numbers: [1, 2] } };

    const first = await driver.execute(['sumSquares'], options);
    const second = await driver.execute(['sumSquares'], options);

    expect(second).toEqual(first);
    expect(flow.counts()).toMatchObject({ square: 4 });
  });

  it('is refused without modules, with what is no class, and with options out of range', () => {
    expect(() => new Driver({ modules: 'Variants' as never })).toThrow(/modules/);
    expect(() => new Driver({ modules: [undefined as never] })).toThrow(/modules|class/);
    expect(() => new Driver({ modules: [Variants], config: { area: 'eu' }, maxConcurrency: 0 })).toThrow(/maxConcurrency/);
    expect(() => new Driver({ modules: [Variants], config: { area: 'eu' }, graceMs: -1 })).toThrow(/graceMs/);
    expect(() => new Driver({ modules: [TwoCollects], concurrency: { number: 1.5 } })).toThrow(/number/);
  });
});
