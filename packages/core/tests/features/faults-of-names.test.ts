import { collect, config, dataflow, input, node, nodeOf, parallelizable, source, type Collect } from '@millrace/core';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

class Rates {
  @node() rate(): number {
    return 1;
  }
}

const textOf = (fault: { message: string }) => fault.message;

describe('duplicate nodes', () => {
  class OtherRates {
    @node() rate(): number {
      return 2;
    }
  }

  it('DUPLICATE_NODE: names both places and the fixes', () => {
    const fault = graphFault([Rates, OtherRates]);

    expect(fault).toMatchObject({ code: 'DUPLICATE_NODE', at: 'Rates.rate' });
    expect(fault.message).toMatch(/"rate".*Rates\.rate and OtherRates\.rate.*namespace.*allowOverrides/);
  });

  it('DUPLICATE_NODE: one fault for any number of places', () => {
    class Third {
      @node({ name: 'rate' }) third(): number {
        return 3;
      }
    }

    expect(textOf(graphFault([Rates, OtherRates, Third]))).toMatch(/Rates\.rate, OtherRates\.rate and Third\.third/);
  });

  it('DUPLICATE_NODE: two variants that the config leaves both, in one class, whatever allowOverrides says', () => {
    class Variants {
      @config.when({ area: 'eu' }) @node() rate__eu(): number {
        return 1;
      }
      @config.whenNot({ area: 'us' }) @node() rate__rest(): number {
        return 2;
      }
    }

    expect([...graphOf([Variants], { config: { area: 'asia' } }).nodes.keys()]).toEqual(['rate']);
    const fault = graphFault([Variants], { config: { area: 'eu' }, allowOverrides: true });
    expect(fault.message).toMatch(/Variants\.rate__eu and Variants\.rate__rest/);
  });

  it('allowOverrides: the later module wins, and dependants of the earlier one get it', () => {
    class Uses extends Rates {
      @node('rate') doubled(rate: number): number {
        return rate * 2;
      }
    }

    const graph = graphOf([Uses, OtherRates], { allowOverrides: true });

    expect(graph.get('rate')?.moduleName).toBe('OtherRates');
    expect(graph.get('doubled')?.dependencies).toEqual(['rate']);
  });

  it('a node that two modules inherit unchanged is one where the base is a module, wherever it stands in the list', () => {
    class Left extends Rates {
      @node('rate') left(rate: number): number {
        return rate;
      }
    }
    class Right extends Rates {
      @node(nodeOf(Left, 'rate')) right(rate: number): number {
        return rate;
      }
    }

    const graph = graphOf([Left, Right, Rates]);

    expect(graph.get('rate')).toMatchObject({ moduleName: 'Rates', method: { module: Rates, key: 'rate' } });
    expect(graph.dependantsOf('rate')).toEqual(['left', 'right']);
  });

  it('DUPLICATE_NODE: but not where the base is none, with the fix', () => {
    class Left extends Rates {}
    class Right extends Rates {}

    expect(textOf(graphFault([Left, Right]))).toMatch(
      /Rates\.rate \(inherited by Left\) and Rates\.rate \(inherited by Right\).*list Rates in "modules"/,
    );
  });

  it('DUPLICATE_NODE: and not where a subclass overrides the method, or adds a modifier', () => {
    class Overrides extends Rates {
      override rate(): number {
        return 3;
      }
    }
    class Modifies extends Rates {
      @config.whenNot({ off: true }) override rate(): number {
        return 3;
      }
    }

    expect(graphFault([Rates, Overrides]).code).toBe('DUPLICATE_NODE');
    expect(graphFault([Rates, Modifies]).code).toBe('DUPLICATE_NODE');
    expect(graphOf([Rates, Modifies], { config: { off: true } }).get('rate')?.moduleName).toBe('Rates');
  });

  it('a duplicate causes no further faults', () => {
    class InFanOut {
      @parallelizable() *n(): Generator<number> {
        yield 1;
      }
      @node('n') rate(n: number): number {
        return n;
      }
      @collect('rate') rates(rates: Collect<number>): number {
        return rates.length;
      }
    }

    expect(summaryOf(graphFaults([Rates, InFanOut]))).toEqual(['DUPLICATE_NODE Rates.rate']);
  });

  it('namespaces keep names apart, and own names come first', () => {
    @dataflow({ namespace: 'eu' })
    class Eu extends Rates {
      @node('rate', source<number>('rate'), source<number>('other')) all(a: number, b: number, other: number): number {
        return a + b + other;
      }
    }
    class Other {
      @node() other(): number {
        return 1;
      }
    }

    const graph = graphOf([Rates, Eu, Other]);

    expect([...graph.nodes.keys()].sort()).toEqual(['eu.all', 'eu.rate', 'other', 'rate']);
    expect(graph.get('eu.all')?.dependencies).toEqual(['eu.rate', 'other']);
  });
});

describe('inputs', () => {
  class One {
    @input({ description: 'euros' }) declare readonly spend: number;
  }

  it('inputs of one name in several modules are one input', () => {
    class Other {
      @input({ default: 3 }) declare readonly spend: number;
    }

    const graph = graphOf([One, Other]);

    expect([...graph.nodes.keys()]).toEqual(['spend']);
    expect(graph.get('spend')).toMatchObject({
      roles: ['input'],
      description: 'euros',
      input: { default: { value: 3 } },
      moduleName: 'One',
      place: 'One.spend',
    });
  });

  it('INVALID_OPTION: but not with two defaults', () => {
    class Two {
      @input({ default: [1] }) declare readonly list: number[];
    }
    class Same {
      @input({ default: [1] }) declare readonly list: number[];
    }
    class Different {
      @input({ default: [2] }) declare readonly list: number[];
    }

    expect(graphOf([Two, Same]).nodes.size).toBe(1);
    expect(graphFault([Two, Different])).toMatchObject({
      code: 'INVALID_OPTION',
      at: 'Different.list',
      message: expect.stringMatching(/Two\.list.*Different\.list.*default/) as string,
    });
  });

  it('INVALID_OPTION: a schema that is none', () => {
    class Flow {
      @input({ schema: {} as never }) declare readonly spend: number;
    }

    expect(graphFault([Flow])).toMatchObject({
      code: 'INVALID_OPTION',
      at: 'Flow.spend @input',
      message: expect.stringMatching(/Standard Schema/) as string,
    });
  });

  it('an input that another module computes is no input', () => {
    class Computes {
      @node() spend(): number {
        return 1;
      }
    }
    class Uses extends One {
      @node('spend') doubled(spend: number): number {
        return spend * 2;
      }
    }

    expect(graphOf([Uses, Computes]).get('spend')?.roles).toEqual(['node']);
  });

  it('a config key of its name makes it one of the role config, and keeps its schema', () => {
    const graph = graphOf([One], { config: { spend: 1 } });

    expect(graph.get('spend')?.roles).toEqual(['config']);
  });

  it('I3: a config key whose value is undefined is absent', () => {
    expect(graphOf([One], { config: { spend: undefined, other: null } })).toMatchObject({ config: { other: null } });
    expect(graphOf([One], { config: { spend: undefined } }).get('spend')?.roles).toEqual(['input']);
  });
});

describe('config keys', () => {
  it('I5: CONFIG_SHADOWS_NODE names the node and the fixes', () => {
    const fault = graphFault([Rates], { config: { rate: 1 } });

    expect(fault).toMatchObject({ code: 'CONFIG_SHADOWS_NODE', at: 'config.rate' });
    expect(fault.message).toMatch(/Rates\.rate.*Rename.*overrides/);
  });

  it('I5: the full name counts', () => {
    @dataflow({ namespace: 'eu' })
    class Eu extends Rates {}

    expect(graphOf([Eu], { config: { rate: 1 } }).nodes.has('eu.rate')).toBe(true);
    expect(graphFault([Eu], { config: { 'eu.rate': 1 } }).code).toBe('CONFIG_SHADOWS_NODE');
  });

  it('I5: not for a name whose variants the config excludes', () => {
    class Variants {
      @config.when({ area: 'eu' }) @node() rate__eu(): number {
        return 1;
      }
      @node('rate__eu') doubled(rate: number): number {
        return rate * 2;
      }
    }

    const graph = graphOf([Variants], { config: { rate: 5 } });

    expect(graph.get('rate')?.roles).toEqual(['config']);
    expect(graph.get('doubled')?.dependencies).toEqual(['rate']);
  });
});

describe('concurrency of single parallelizables', () => {
  class Flow extends Rates {
    @parallelizable({ concurrency: 2, window: 8 }) *number(): Generator<number> {
      yield 1;
    }
  }

  it('overrides the option, and raises the window to it', () => {
    expect(graphOf([Flow], { concurrency: { number: 20 } }).get('number')?.fanOut).toMatchObject({ concurrency: 20, window: 20 });
    expect(graphOf([Flow]).get('number')?.fanOut).toMatchObject({ concurrency: 2, window: 8 });
    expect(graphOf([Flow], { concurrency: { number: Infinity } }).get('number')?.fanOut).toMatchObject({
      concurrency: Infinity,
      window: 8,
    });
  });

  it('INVALID_OPTION: a name that is no parallelizable, and a value out of range', () => {
    const faults = graphFaults([Flow], { concurrency: { numbr: 2, rate: 2, number: 0 } });

    expect(faults.map(({ code }) => code)).toEqual(['INVALID_OPTION', 'INVALID_OPTION', 'INVALID_OPTION']);
    expect(faults[0]).toMatchObject({ at: 'concurrency.numbr', message: expect.stringMatching(/Did you mean "number"\?/) as string });
    expect(faults[1]?.message).toMatch(/"rate".*no fan-out/);
    expect(faults[2]?.message).toMatch(/concurrency\.number: 0.*integer/);
  });
});
