import { collect, Driver, each, fold, input, node, optional, output, plain, reducers, source, type Collect } from '@millrace/core';
import { codesOf, refusalOf } from '../fixtures/refusals';
import { Regions, threeRegions } from '../fixtures/regions';
import { TwoCollects } from '../fixtures/two-collects';

/** a, b -> sum -> square, double; d depends on z alone. */
class Arithmetic {
  @input({ description: 'the first' }) declare readonly a: number;
  @input() declare readonly b: number;
  @node('a', 'b', { description: 'adds up' }) sum(a: number, b: number): number {
    return a + b;
  }
  @node('sum') square(sum: number): number {
    return sum ** 2;
  }
  @node('sum', optional(source<number>('factor'), 2)) times(sum: number, factor: number): number {
    return sum * factor;
  }
  @node(source<number>('z')) lonely(z: number): number {
    return z;
  }
}

describe('introspection', () => {
  const driver = new Driver({ modules: [Arithmetic] });
  const namesOf = (nodes: readonly { name: string }[]) => nodes.map(({ name }) => name);

  it('nodes() lists what is in the graph in topological order, inputs included', () => {
    const names = namesOf(driver.nodes());

    expect([...names].sort()).toEqual(['a', 'b', 'factor', 'lonely', 'square', 'sum', 'times', 'z']);
    expect(names.indexOf('sum')).toBeGreaterThan(names.indexOf('a'));
    expect(names.indexOf('square')).toBeGreaterThan(names.indexOf('sum'));
  });

  it('tells name, roles, scope, dependencies, dependants, description, module and method of a node', () => {
    expect(driver.nodes().find(({ name }) => name === 'sum')).toMatchObject({
      name: 'sum',
      roles: ['node'],
      scope: [],
      dependencies: ['a', 'b'],
      dependants: ['square', 'times'],
      tags: {},
      description: 'adds up',
      module: 'Arithmetic',
      method: 'sum',
      version: expect.any(String) as string,
    });
    expect(driver.nodes().find(({ name }) => name === 'a')).toMatchObject({
      roles: ['input'],
      description: 'the first',
      dependants: ['sum'],
    });
  });

  it('nodes({ role, module }) chooses', () => {
    const two = new Driver({ modules: [Arithmetic, Regions] });

    expect(namesOf(driver.nodes({ role: 'input' })).sort()).toEqual(['a', 'b', 'factor', 'z']);
    expect(namesOf(two.nodes({ role: 'parallelizable' }))).toEqual(['region', 'city']);
    expect(namesOf(two.nodes({ role: 'collect', module: Regions })).sort()).toEqual(['byRegion', 'everyPopulation', 'regionPopulation']);
    expect(namesOf(two.nodes({ role: 'collect', module: 'Arithmetic' }))).toEqual([]);
  });

  it('nodes() refuses a filter that no node could pass', () => {
    const filter = { tagz: {}, role: 'collector', module: 3 } as never;

    expect(() => driver.nodes(filter)).toThrow(/no option "tagz"\. Did you mean "tags"\?/);
    expect(() => driver.nodes(filter)).toThrow(/the option role: the string "collector"\. It takes one of node, parallelizable, collect/);
    expect(() => driver.nodes(filter)).toThrow(/the option module: 3\. It takes a dataflow class, or its name/);
    for (const tags of ['owner', null, { owner: 3 }, { owner: undefined }, [['owner', 'a']]])
      expect(() => driver.nodes({ tags: tags as never })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });

  it('counts a config key as a node of the role config', () => {
    const configured = new Driver({ modules: [Arithmetic], config: { z: 1 } });

    expect(namesOf(configured.nodes({ role: 'config' }))).toEqual(['z']);
  });

  it('upstreamOf is inclusive and in topological order', () => {
    const names = namesOf(driver.upstreamOf('square'));

    expect([...names].sort()).toEqual(['a', 'b', 'square', 'sum']);
    expect(names.at(-1)).toBe('square');
    expect(namesOf(driver.upstreamOf('square', 'lonely')).sort()).toEqual(['a', 'b', 'lonely', 'square', 'sum', 'z']);
  });

  it('downstreamOf is inclusive and in topological order', () => {
    const names = namesOf(driver.downstreamOf('a'));

    expect([...names].sort()).toEqual(['a', 'square', 'sum', 'times']);
    expect(names.at(0)).toBe('a');
  });

  it('pathBetween gives what lies between, inclusive; nothing where there is no path', () => {
    expect(namesOf(driver.pathBetween('a', 'square'))).toEqual(['a', 'sum', 'square']);
    expect(namesOf(driver.pathBetween('lonely', 'square'))).toEqual([]);
  });

  it.each<[string, (driver: Driver) => unknown]>([
    ['upstreamOf', (d) => d.upstreamOf('squar')],
    ['downstreamOf', (d) => d.downstreamOf('squar')],
    ['pathBetween', (d) => d.pathBetween('a', 'squar')],
  ])('%s of an unknown name is refused with the nearest names', async (_, ask) => {
    const error = await refusalOf(() => ask(new Driver({ modules: [Arithmetic] as readonly object[] })));

    expect(error.message).toMatch(/"squar"[\s\S]*"square"/);
  });

  it('follows fan-outs and collectors', () => {
    const nested = new Driver({ modules: [Regions] });

    expect(namesOf(nested.pathBetween('city', 'byRegion'))).toEqual(['city', 'population', 'regionPopulation', 'byRegion']);
    expect(namesOf(nested.upstreamOf('regionPopulation')).sort()).toEqual(['city', 'population', 'region', 'regionPopulation', 'regions']);
  });

  it('graph.toJSON() is plain data with every node', () => {
    const json = JSON.parse(JSON.stringify(new Driver({ modules: [Regions] }).graph)) as { nodes: { name: string; scope: string[] }[] };

    expect(json.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['region', 'city', 'population', 'byRegion']));
    expect(json.nodes.find(({ name }) => name === 'population')?.scope).toEqual(['region', 'city']);
  });

  it('graph.toMermaid() draws nodes, edges, and fan-outs as subgraphs; the same text every time', () => {
    const text = new Driver({ modules: [Regions] }).graph.toMermaid();

    expect(text).toMatch(/^(flowchart|graph) /m);
    expect(text.match(/subgraph/g)).toHaveLength(2);
    for (const name of ['region', 'population', 'byRegion']) expect(text).toContain(name);
    expect(new Driver({ modules: [Regions] }).graph.toMermaid()).toBe(text);
  });

  describe('validate', () => {
    const flow = new TwoCollects();
    const two = new Driver({ modules: [flow] });

    it('gives no faults when the request would run, and runs nothing', () => {
      expect(two.validate(['sumSquares', each('cube')], { inputs: { numbers: [1] } }).faults).toEqual([]);
      expect(flow.calls).toEqual([]);
    });

    it('gives all faults of a request at once', () => {
      const { faults } = two.validate(['square', output<{ nowhere: number }>('nowhere'), each('sumCubes')], {
        overrides: { nobody: 1 },
        inputs: { cube: 1 },
      });

      expect(faults.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['OUTPUT_IN_FAN_OUT', 'UNKNOWN_OUTPUT', 'EACH_OF_ROOT', 'UNKNOWN_OVERRIDE', 'INPUT_IS_NODE']),
      );
    });

    it('finds missing inputs of what is requested only', () => {
      expect(driver.validate(['lonely'], { inputs: { z: 1 } }).faults).toEqual([]);
      expect(driver.validate(['square', 'lonely'], { inputs: { a: 1 } }).faults.map(({ code }) => code)).toContain('MISSING_INPUT');
    });
  });

  describe('plan', () => {
    it('prints order, blocks, phases and collectors', () => {
      class Flow extends Regions {
        @node('population', 'everyPopulation') share(population: number, everyPopulation: number[]): number {
          return population / everyPopulation.length;
        }
        @collect(fold('share', reducers.sum()), plain('regions'), { over: 'region' }) total(
          total: number,
          _regions: readonly unknown[],
        ): number {
          return total;
        }
      }

      const text = String(new Driver({ modules: [Flow] }).plan(['total', 'byRegion'], { inputs: { regions: threeRegions } }));

      for (const name of ['region', 'city', 'population', 'share', 'total', 'byRegion']) expect(text).toContain(name);
      expect(text).toMatch(/phase 1/);
      expect(text.indexOf('population')).toBeLessThan(text.indexOf('share'));
    });

    it('leaves out what the request does not need, and what is overridden away', () => {
      const text = String(driver.plan(['square'], { overrides: { sum: 1 } }));

      expect(text).toContain('square');
      expect(text).not.toMatch(/times|lonely|\ba\b/);
    });

    it('can be serialised', () => {
      const json = JSON.stringify(new Driver({ modules: [TwoCollects] }).plan(['sumSquares'], { inputs: { numbers: [1] } }));

      expect(JSON.parse(json)).toBeInstanceOf(Object);
      expect(json).toContain('square');
      expect(json).not.toContain('cube');
    });

    it('needs no inputs, and is refused for what else is wrong with a request', async () => {
      expect(String(driver.plan(['square']))).toContain('square');
      expect(codesOf(await refusalOf(() => driver.plan([output<{ nowhere: number }>('nowhere')])))).toContain('UNKNOWN_OUTPUT');
    });
  });

  it('S8: a collector lists its dependencies once each', () => {
    class Flow extends TwoCollects {
      @collect('square', 'cube', fold('square', reducers.sum())) all(
        squares: Collect<number>,
        cubes: Collect<number>,
        total: number,
      ): number {
        return squares.length + cubes.length + total;
      }
    }

    expect(new Driver({ modules: [Flow] }).nodes().find(({ name }) => name === 'all')).toMatchObject({
      roles: ['collect'],
      dependencies: ['square', 'cube'],
    });
  });
});
