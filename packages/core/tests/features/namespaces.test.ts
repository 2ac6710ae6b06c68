import { collect, dataflow, Driver, each, input, node, nodeOf, output, parallelizable, source, type Collect } from '@millrace/core';
import { Container } from 'typedi';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

class Rates {
  @node() rate(): number {
    return 1;
  }
  @node('rate') doubled(rate: number): number {
    return rate * 2;
  }
}

@dataflow({ namespace: 'eu', tags: { area: 'europe' } })
class EuRates extends Rates {
  @node() override rate(): number {
    return 10;
  }
}

describe('namespaces', () => {
  expectNoUnhandledRejections();
  afterAll(() => Container.reset());

  it('nodes of a class with a namespace are ns.name outside', async () => {
    const driver = new Driver({ modules: [EuRates] });

    const outputs = await driver.execute([output<{ 'eu.rate': number }>('eu.rate'), output<{ 'eu.doubled': number }>('eu.doubled')]);

    expect(outputs).toEqual({ 'eu.rate': 10, 'eu.doubled': 20 });
    expect(driver.nodes().map(({ name }) => name)).toEqual(['eu.rate', 'eu.doubled']);
  });

  it('inside the class bare names mean its own nodes first', async () => {
    const outputs = await new Driver({ modules: [Rates, EuRates] }).execute(['doubled', output<{ 'eu.doubled': number }>('eu.doubled')]);

    expect(outputs).toEqual({ doubled: 2, 'eu.doubled': 20 });
  });

  it('and nodes, inputs and config keys outside where it has none of that name', async () => {
    @dataflow({ namespace: 'us' })
    class Us {
      @node(source<number>('base'), source<number>('rate'), source<number>('vat')) total(base: number, rate: number, vat: number): number {
        return base + rate + vat;
      }
    }

    const outputs = await new Driver({ modules: [Rates, Us], config: { vat: 100 } }).execute([output<{ 'us.total': number }>('us.total')], {
      inputs: { base: 1000 },
    });

    expect(outputs).toEqual({ 'us.total': 1101 });
  });

  it('source(ns.name) and nodeOf reach into a namespace from outside', async () => {
    class Sum {
      @node(source<number>('eu.rate'), nodeOf(EuRates, 'doubled')) sum(rate: number, doubled: number): number {
        return rate + doubled;
      }
    }

    await expect(new Driver({ modules: [EuRates, Sum] }).execute(['sum'])).resolves.toEqual({ sum: 30 });
  });

  it('fan-outs inside a namespace are collected by bare names', async () => {
    @dataflow({ namespace: 'ns' })
    class Flow {
      @parallelizable({ key: (n) => `k${n}` }) *n(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('n') *m(n: number): Generator<number> {
        yield* [n * 10, n * 10 + 1];
      }
      @collect('m', { over: 'n' }) all(values: Collect<number>): number[] {
        return [...values];
      }
    }
    const driver = new Driver({ modules: [Flow], concurrency: { 'ns.n': 1 } });

    const outputs = await driver.execute([output<{ 'ns.all': number[] }>('ns.all'), each('ns.m' as never)]);

    expect(outputs).toMatchObject({ 'ns.all': [10, 11, 20, 21] });
    expect(driver.nodes().find(({ name }) => name === 'ns.m')?.scope).toEqual(['ns.n']);
  });

  it('an input of a class with a namespace is given by its name', async () => {
    @dataflow({ namespace: 'ns' })
    class Flow {
      @input() declare readonly a: number;
      @node('a') b(a: number): number {
        return a + 1;
      }
    }
    const driver = new Driver({ modules: [Flow] });
    const name = driver.nodes({ role: 'input' })[0]?.name ?? '';

    await expect(driver.execute([output<{ 'ns.b': number }>('ns.b')], { inputs: { [name]: 1 } })).resolves.toEqual({ 'ns.b': 2 });
  });

  it('tags of the class are tags of its nodes', () => {
    const driver = new Driver({ modules: [Rates, EuRates] });

    expect(driver.nodes({ tags: { area: 'europe' } }).map(({ name }) => name)).toEqual(['eu.rate', 'eu.doubled']);
  });
});
