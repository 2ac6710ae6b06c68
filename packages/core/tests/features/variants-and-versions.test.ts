import { z } from 'zod';
import {
  checkOutput,
  config,
  Driver,
  extractFields,
  mutate,
  node,
  parameterizedSubdag,
  pipeOutput,
  schema,
  source,
  step,
  subdag,
  type Graph,
} from '@millrace/core';

const chosenBy = (driver: { readonly graph: Graph }, name: string) =>
  driver.graph.toJSON().nodes.find((each) => each.name === name)?.chosenBy;

describe('the config that chose a variant', () => {
  class Rates {
    @config.when({ region: 'eu' }) @node() rate__eu(): number {
      return 1;
    }
    @config.whenNot({ region: 'eu' }) @node() rate__rest(): number {
      return 2;
    }
  }

  it('is told in a subdag by the config of the subdag', () => {
    class Prices {
      @parameterizedSubdag(Rates, { here: { config: { region: 'eu' } }, there: { config: { region: 'us' } } })
      @node(source<number>('rate'))
      price(rate: number): number {
        return rate;
      }
    }
    const driver = new Driver({ modules: [Prices], config: { region: 'asia' } });

    expect(chosenBy(driver, 'here.rate')).toEqual({ region: '"eu"' });
    expect(chosenBy(driver, 'there.rate')).toEqual({ region: '"us"' });
  });

  it('is told of nodes that @mutate changes, or a schema checks', () => {
    class Changed extends Rates {
      @mutate('rate') twice(rate: number): number {
        return 2 * rate;
      }
    }
    class Checked {
      @schema(z.number()) @config.when({ region: 'eu' }) @node() rate__eu(): number {
        return 1;
      }
    }
    const changed = new Driver({ modules: [Changed], config: { region: 'eu' } });
    const checked = new Driver({ modules: [Checked], config: { region: 'eu' }, checkSchemas: true });

    expect(chosenBy(changed, 'rate')).toEqual({ region: '"eu"' });
    expect(chosenBy(checked, 'rate')).toEqual({ region: '"eu"' });
  });
});

describe('the version option', () => {
  const addOne = (n: number): number => n + 1;

  it('is that of the node and its fields, whatever stands behind the method', () => {
    class Flow {
      @checkOutput({ range: [0, 9] }) @node({ version: '7' }) checked(): number {
        return 1;
      }
      @pipeOutput(step(addOne)) @node({ version: '7' }) piped(): number {
        return 1;
      }
      @node({ version: '7' }) mutated(): number {
        return 1;
      }
      @mutate('mutated') more(n: number): number {
        return n + 1;
      }
      @checkOutput({ range: [0, 9] }) @extractFields('field') @node({ version: '7' }) record(): { field: number } {
        return { field: 1 };
      }
    }
    const nodes = new Driver({ modules: [Flow] }).nodes();
    const others = nodes.filter(({ version }) => version !== '7').map(({ name }) => name);

    expect(others.sort()).toEqual(['checked_range', 'field_range', 'mutated.withMore', 'piped.withAddOne']);
  });
});

describe('the version of a key of a subdag’s config', () => {
  it('changes with its value', () => {
    class Scaled {
      @node(source<number>('factor')) scaled(factor: number): number {
        return factor;
      }
    }
    const versionWith = (factor: number) => {
      class Flow {
        @subdag(Scaled, { config: { factor }, namespace: 'ns' }) @node(source<number>('scaled')) a(n: number): number {
          return n;
        }
      }
      return new Driver({ modules: [Flow] }).graph.get('ns.factor')?.version;
    };

    expect(versionWith(1)).toBe(versionWith(1));
    expect(versionWith(1)).not.toBe(versionWith(2));
  });
});
