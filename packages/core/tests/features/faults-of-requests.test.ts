import { config, dataflow, Driver, each, input, node, optional, output, source, type Fault } from '@millrace/core';
import { summaryOf } from '../fixtures/build';
import { Regions } from '../fixtures/regions';

class Sums extends Regions {
  @input() declare readonly orders: number;
  @input({ default: 3 }) declare readonly scale: number;
  @input() declare readonly label: string;
  @node('orders', 'scale', optional('label', 'none')) sum(orders: number, scale: number, label: string): string {
    return label + orders * scale;
  }
  @node('sum') shown(sum: string): string {
    return sum;
  }
  @config.when({ area: 'eu' }) @node() rate__eu(): number {
    return 1;
  }
  @node(source<number>('rate'), 'population') rated(rate: number, population: number): number {
    return rate * population;
  }
}

@dataflow({ namespace: 'sales' })
class Sales {
  @node() total(): number {
    return 1;
  }
}

describe('faults of requests', () => {
  const driver: Driver = new Driver({ modules: [Sums, Sales], config: { currency: 'EUR' } });

  const only = (faults: readonly Fault[]): Fault => {
    expect(faults).toHaveLength(1);
    return faults[0] ?? { code: 'INVALID_REQUEST', at: '', message: '' };
  };
  const check = (outputs: readonly unknown[] | string, options = {}) => driver.validate(outputs as never, options).faults;

  it('INVALID_REQUEST: a lone string, with the list to write; no list; entries that ask for nothing', () => {
    expect(only(check('sum'))).toMatchObject({
      code: 'INVALID_REQUEST',
      at: 'outputs',
      message: expect.stringMatching(/the string "sum" and no list\. Write a list: \["sum"\]/) as string,
    });
    expect(only(check(undefined as never)).message).toMatch(/undefined and no list/);
    expect(summaryOf(check([3, '', null]))).toEqual([
      'INVALID_REQUEST outputs[0]',
      'INVALID_REQUEST outputs[1]',
      'INVALID_REQUEST outputs[2]',
    ]);
  });

  it('O1: UNKNOWN_OUTPUT with the nearest name, the name with its namespace, or the variants that the config excludes', () => {
    const faults = check(['summ', 'total', 'rate'], { inputs: { orders: 1 } });

    expect(summaryOf(faults).slice(0, 2)).toEqual(['UNKNOWN_OUTPUT outputs.summ', 'UNKNOWN_OUTPUT outputs.total']);
    expect(faults[0]?.message).toMatch(/"summ" is no node, given input or config key.*Did you mean "sum"\?/);
    expect(faults[1]?.message).toMatch(/With its namespace it is "sales\.total"/);
  });

  it('O1: variants that the config excludes and that nothing needs are told of', () => {
    class Variants {
      @config.when({ area: 'eu' }) @node() fee__eu(): number {
        return 1;
      }
      @node() other(): number {
        return 1;
      }
    }
    const { faults } = new Driver({ modules: [Variants] }).validate([output<{ fee: number }>('fee')], { overrides: { fee: 1 } });

    expect(summaryOf(faults)).toEqual(['UNKNOWN_OUTPUT outputs.fee', 'UNKNOWN_OVERRIDE overrides.fee']);
    for (const { message } of faults) expect(message).toMatch(/The config excludes Variants\.fee__eu, which gives "fee"/);
  });

  it('O2: OUTPUT_IN_FAN_OUT names the scope, each() and the collectors', () => {
    const options = { inputs: { regions: [] } };

    expect(only(check(['population'], options))).toMatchObject({
      code: 'OUTPUT_IN_FAN_OUT',
      at: 'outputs.population',
      message: expect.stringMatching(
        /each item of \[region, city\].*each\('population'\).*"regionPopulation" and "everyPopulation"/,
      ) as string,
    });
    expect(only(check(['city'], options)).message).toMatch(/opens a fan-out/);
  });

  it('O2: EACH_OF_ROOT for a root node, a given input and a config key', () => {
    expect(summaryOf(check([each('sum'), each('currency'), each('extra')], { inputs: { orders: 1, extra: 2 } }))).toEqual([
      'EACH_OF_ROOT outputs.sum',
      'EACH_OF_ROOT outputs.currency',
      'EACH_OF_ROOT outputs.extra',
    ]);
  });

  it('I1: MISSING_INPUT for every one at once, with the nodes that need it, in the order of the graph', () => {
    const faults = check(['shown', each('rated')]);

    expect(summaryOf(faults)).toEqual(['MISSING_INPUT inputs.regions', 'MISSING_INPUT inputs.orders', 'MISSING_INPUT inputs.rate']);
    expect(faults[0]?.message).toMatch(/"regions" is missing, which "region" needs\.[\s\S]*Give it: inputs: \{ regions: … \}/);
    expect(faults[1]?.message).toMatch(/which "sum" needs/);
    expect(faults[2]?.message).toMatch(/"rated" needs\. The config excludes Sums\.rate__eu, which gives "rate"/);
  });

  it('I1: names a given name that nothing takes, when it is near', () => {
    expect(only(check(['sum'], { inputs: { oders: 1 } })).message).toMatch(/The given "oders" is taken by nothing: is it misspelt\?/);
  });

  it('I2: only what the outputs need is required, not what lies behind an override', () => {
    expect(check(['shown'], { overrides: { sum: 1 } })).toEqual([]);
    expect(check([])).toEqual([]);
    expect(check(['sales.total', 'currency'])).toEqual([]);
  });

  it('I4: an override inside a fan-out needs the sources of its scope all the same, unless they are overridden too', () => {
    expect(summaryOf(check([each('rated')], { overrides: { rated: 1 } }))).toEqual(['MISSING_INPUT inputs.regions']);
    expect(check([each('rated')], { overrides: { rated: 1, region: [] } })).toEqual([]);
  });

  it('I1: a default and a config key satisfy, an optional one is never missing', () => {
    const configured = new Driver({ modules: [Sums], config: { orders: 1 } });

    expect(configured.validate(['sum']).faults).toEqual([]);
  });

  it('O1: an input that is requested must be given', () => {
    expect(only(check(['orders'])).message).toMatch(/"orders" is missing, which is requested/);
    expect(only(check(['label'])).code).toBe('MISSING_INPUT');
    expect(check(['orders', 'scale', 'anything'], { inputs: { orders: 1, anything: 2 } })).toEqual([]);
  });

  it('I2: INPUT_IS_NODE and INPUT_IN_CONFIG, needed or not', () => {
    const faults = check([], { inputs: { sum: 1, currency: 'USD', extra: 1 } });

    expect(summaryOf(faults)).toEqual(['INPUT_IS_NODE inputs.sum', 'INPUT_IN_CONFIG inputs.currency']);
    expect(faults[0]?.message).toMatch(/the node Sums\.sum.*"overrides"/);
    expect(faults[1]?.message).toMatch(/in "inputs" and in "config"/);
  });

  it('I4: UNKNOWN_OVERRIDE for unknown names, inputs and config keys; OVERRIDE_AND_INPUT for a name in both', () => {
    const faults = check([], { inputs: { sum: 1 }, overrides: { shwn: 1, orders: 1, currency: 1, sum: 2, shown: undefined } });

    expect(summaryOf(faults)).toEqual([
      'UNKNOWN_OVERRIDE overrides.shwn',
      'UNKNOWN_OVERRIDE overrides.orders',
      'UNKNOWN_OVERRIDE overrides.currency',
      'OVERRIDE_AND_INPUT overrides.sum',
    ]);
    expect(faults[0]?.message).toMatch(/Did you mean "shown"\?/);
    expect(faults[1]?.message).toMatch(/an input.*"inputs"/);
    expect(faults[2]?.message).toMatch(/config key.*driver\.with/);
    expect(faults[3]?.message).toMatch(/leave it out of "inputs"/);
  });
});
