import {
  collect,
  config,
  defineDataflow,
  Driver,
  extractFields,
  input,
  node,
  optional,
  output,
  parallelizable,
  schema,
  source,
  tag,
  tagOutputs,
  type Collect,
  type NodeInfo,
  type Tags,
} from '@millrace/core';
import { z } from 'zod';
import { faultOf, refusalOf } from '../fixtures/refusals';

const namesOf = (nodes: readonly NodeInfo[]) => nodes.map(({ name }) => name).sort();

/** Case B-01: A needs b and c; B and C need A. */
class Small {
  @input() declare readonly b: number;
  @input() declare readonly c: number;
  @node('b', 'c', { description: 'adds' }) A(b: number, c: number): number {
    return b + c;
  }
  @node('A') B(a: number): number {
    return a * a;
  }
  @node('A') C(a: number): number {
    return a * 2;
  }
}

/** Case B-10: every input may be absent. */
const Optionals = defineDataflow({
  c: { deps: [optional(source<number>('b'), 3), optional(source<number>('a'), 2)], run: (b: number, a: number) => a + b },
  e: { deps: ['c', optional(source<number>('d'), 5)], run: (c: number, d: number) => c + d },
  g: { deps: ['e', optional(source<number>('f'), 7)], run: (e: number, f: number) => e + f },
});

class Tagged {
  @tag({ test: 'a' }) @node() a(): number {
    return 1;
  }
  @tag({ test: 'b_c' }) @node() b(): number {
    return 1;
  }
  @tag({ test: 'b_c' }) @node() c(): number {
    return 1;
  }
  @tag({ test_list: ['us', 'uk'] }) @node() d(): number {
    return 1;
  }
  @node() b_c(): number {
    return 1;
  }
}

describe('Graph queries', () => {
  const small = new Driver({ modules: [Small] });
  const tagged = new Driver({ modules: [Tagged] });

  it('G-01: nodes tell their tags and their module; a tag above an extraction is on the fields', () => {
    class Record {
      @tag({ owner: 'a' }) @extractFields('x', 'y') @node() record(): { x: number; y: number } {
        return { x: 1, y: 2 };
      }
    }
    const info = new Map(new Driver({ modules: [Record] }).nodes().map((each) => [each.name, each]));

    expect(info.get('x')).toMatchObject({ tags: { owner: 'a' }, module: 'Record' });
    expect(info.get('y')).toMatchObject({ tags: { owner: 'a' } });
    expect(info.get('record')?.tags).toEqual({});
  });

  it.each<[string, Readonly<Record<string, string | readonly string[] | null>>, string[]]>([
    ['no key', {}, ['a', 'b', 'b_c', 'c', 'd']],
    ['a value', { test: 'b_c' }, ['b', 'c']],
    ['any value', { test: null }, ['a', 'b', 'c']],
    ['one of a list', { test_list: 'us' }, ['d']],
    ['another of it', { test_list: 'uk' }, ['d']],
    ['a list of one', { test_list: ['uk'] }, ['d']],
    ['a list that overlaps', { test_list: ['nz', 'uk'] }, ['d']],
    ['the same list', { test_list: ['us', 'uk'] }, ['d']],
    ['the list in another order', { test_list: ['uk', 'us'] }, ['d']],
    ['one of several for a single value', { test: ['b_c', 'foo'] }, ['b', 'c']],
    ['two keys', { test: 'b_c', test_list: 'us' }, []],
    ['no such value', { test: 'foo' }, []],
    ['no such key', { other: null }, []],
  ])('G-02, G-04: filters by tags: %s', (_, tags, expected) => {
    expect(namesOf(tagged.nodes({ tags }))).toEqual(expected);
    expect(namesOf(tagged.nodes({ tags, module: Tagged }))).toEqual(expected);
  });

  it('G-05: inputs are told apart', () => {
    expect(namesOf(small.nodes({ role: 'input' }))).toEqual(['b', 'c']);
  });

  it('G-06 (differs: an input names the class that declares it): a node tells method, description and version', () => {
    expect(small.nodes().find(({ name }) => name === 'A')).toMatchObject({ module: 'Small', method: 'A', description: 'adds' });
    expect(small.nodes().find(({ name }) => name === 'b')).toMatchObject({ module: 'Small', method: '' });
  });

  it('G-08: what is downstream of a node', () => {
    expect(namesOf(small.downstreamOf('A'))).toEqual(['A', 'B', 'C']);
  });

  it('G-09: what is upstream, statically and with what a run is given', () => {
    const driver = new Driver({ modules: [Optionals] });
    const upstream = driver.upstreamOf('g');

    expect(upstream).toHaveLength(7);
    expect(upstream.filter(({ roles }) => roles.includes('input'))).toHaveLength(4);
    expect(driver.validate(['g']).faults).toEqual([]);
    expect(driver.validate(['g'], { inputs: { b: 1 } }).faults).toEqual([]);
  });

  it('G-10: a config key may be asked for like a node', async () => {
    const driver = new Driver({ modules: [Small], config: { b: 1 } });

    expect(driver.upstreamOf('b')).toMatchObject([{ name: 'b', roles: ['config'] }]);
    await expect(driver.execute(['b'])).resolves.toEqual({ b: 1 });
  });

  it('G-12 (differs: refused when the graph is built): a cycle is named', () => {
    class Circle {
      @node(source<number>('y')) x(y: number): number {
        return y;
      }
      @node('x') y(x: number): number {
        return x;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Circle] }))).toMatchObject({
      code: 'CIRCULAR_DEPENDENCY',
      message: expect.stringContaining('x -> y -> x') as string,
    });
  });

  it('G-13: the graph as nodes and edges', () => {
    const edges = small.graph.toJSON().nodes.flatMap(({ name, dependencies }) => dependencies.map((from) => `${from}->${name}`));

    expect(edges.sort()).toEqual(['A->B', 'A->C', 'b->A', 'c->A']);
  });

  it('G-14: a drawing with edges, inputs, config and a legend; the same text every time', () => {
    const draw = () => new Driver({ modules: [Small], config: { b: 1 } }).graph.toDot({ legend: true });
    const ids = new Map(Array.from(draw().matchAll(/(\w+) \[label="(\w+)"/g), ([, id = '', label = '']) => [label, id]));

    expect(draw()).toContain(`${ids.get('A')} -> ${ids.get('B')};`);
    expect(draw()).toContain(`${ids.get('A')} -> ${ids.get('C')};`);
    expect(draw()).toMatch(/label="b", shape=note/);
    expect(draw()).toMatch(/cluster_legend[\s\S]*"input"[\s\S]*"config"[\s\S]*"node"/);
    expect(draw()).toBe(draw());
  });

  it('G-16: a look of its own for nodes that a function chooses, with its line in the legend', () => {
    const text = tagged.graph.toDot({
      legend: true,
      styleOf: ({ tags }) => ('test' in tags ? { label: 'under test', fill: 'aquamarine' } : undefined),
    });

    expect(text.match(/fillcolor="aquamarine"/g)).toHaveLength(4);
    expect(text).toMatch(/label="under test", .*fillcolor="aquamarine"/);
  });

  it('G-17: legend, direction and inputs may be chosen', () => {
    expect(small.graph.toDot({ orient: 'TB' })).toContain('rankdir=TB');
    expect(small.graph.toDot({ legend: true })).toContain('legend');
    expect(small.graph.toDot()).not.toContain('legend');
    expect(small.graph.toDot({ hideInputs: true })).not.toMatch(/label="[bc]"/);
  });

  it('G-18 (differs: lines below the name): fields of schemas are shown where they are asked for, on each node that has them', () => {
    const quote = z.object({ price: z.number() });
    class Quotes {
      @schema(quote) @node() first(): { price: number } {
        return { price: 1 };
      }
      @schema(quote) @node() second(): { price: number } {
        return { price: 2 };
      }
    }
    const { graph } = new Driver({ modules: [Quotes] });

    expect(graph.toDot({ showSchemas: true }).match(/price: number/g)).toHaveLength(2);
    expect(graph.toDot()).not.toContain('price');
  });

  it('G-20: the nodes that a run takes, with tags, dependencies and versions, as JSON', () => {
    const json = JSON.parse(JSON.stringify(small.graph)) as { nodes: { name: string }[] };
    const plan = JSON.stringify(small.plan(['B']));

    expect(json.nodes.find(({ name }) => name === 'A')).toMatchObject({
      dependencies: ['b', 'c'],
      tags: {},
      description: 'adds',
      version: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    });
    expect(plan).toContain('"B"');
    expect(plan).not.toContain('"C"');
  });

  it.each<[string, unknown]>([
    ['a reserved key', { 'millrace.x': 'a' }],
    ['an empty key', { '': 'a' }],
    ['a space', { 'a b': 'a' }],
    ['a symbol', { 'a-b': 'a' }],
    ['an empty part', { 'a..b': 'a' }],
    ['a number as the value', { a: 1 }],
    ['no value', { a: null }],
    ['an empty list', { a: [] }],
    ['a list with a repetition', { a: ['x', 'x'] }],
    ['a list of numbers', { a: [1] }],
  ])('G-21: refuses a tag with %s', (_, tags) => {
    class Flow {
      @tag(tags as Tags) @node() x(): number {
        return 1;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] })).code).toBe('INVALID_TAG');
  });

  it('G-22: tags of single outputs; the outer decorator wins', () => {
    class Flow {
      @tagOutputs({ x: { owner: 'outer', only: 'x' } })
      @tag({ owner: 'inner', all: 'yes' })
      @extractFields({ x: z.number(), y: z.number() })
      @node()
      record(): { x: number; y: number } {
        return { x: 1, y: 2 };
      }
    }
    const tagsOf = new Map(new Driver({ modules: [Flow] }).nodes().map(({ name, tags }) => [name, tags]));

    expect(tagsOf.get('x')).toEqual({ owner: 'outer', only: 'x', all: 'yes' });
    expect(tagsOf.get('y')).toEqual({ owner: 'inner', all: 'yes' });
  });

  it('G-24: an unknown target is refused', () => {
    class Flow {
      @tagOutputs({ z: { owner: 'a' } }) @node() x(): number {
        return 1;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({ code: 'UNKNOWN_TARGET', at: 'Flow.x @tagOutputs' });
  });

  it('queries of an unknown node are refused with the nearest names', async () => {
    await expect(refusalOf(() => small.downstreamOf('AA'))).resolves.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('L-21: what lies between two nodes, a side dependency left out', async () => {
    class Between {
      @parallelizable() *item(): Generator<number> {
        yield 1;
      }
      @config.whenNot({ off: true }) @node() side(): number {
        return 1;
      }
      @node('item', 'side') inner(item: number, side: number): number {
        return item + side;
      }
      @collect('inner') all(inner: Collect<number>): number {
        return inner.length;
      }
    }
    const driver = new Driver({ modules: [Between] });

    expect(driver.pathBetween('item', 'all').map(({ name }) => name)).toEqual(['item', 'inner', 'all']);
    await expect(driver.execute([output<{ all: number }>('all')])).resolves.toEqual({ all: 1 });
  });
});
