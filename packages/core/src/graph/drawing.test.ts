import { collect, input, node, optional, parallelizable, source, type Collect } from '@millrace/core';
import { buildGraph } from './build-graph';

class Flow {
  @input() declare readonly orders: readonly number[];
  @parallelizable('orders') *order(orders: readonly number[]): Generator<number> {
    yield* orders;
  }
  @node('order', source<number>('vat'), optional(source<number>('bonus'), 0)) price(order: number, vat: number, bonus: number): number {
    return order * vat + bonus;
  }
  @collect('price') @parallelizable() *top(prices: Collect<number>): Generator<number> {
    yield* prices;
  }
  @collect('top') total(tops: Collect<number>): number {
    return tops.length;
  }
}

class Odd {
  @node({ name: 'end "x" <b>\\ #1;\n`' }) odd(): number {
    return 1;
  }
}

const graph = buildGraph({ modules: [Flow], config: { vat: 1.2 }, allowOverrides: false });
const odd = buildGraph({ modules: [Odd], config: {}, allowOverrides: false });

describe('toMermaid', () => {
  it('draws each role with a shape of its own, and fan-outs as boxes around what runs for their items', () => {
    const lines = graph.toMermaid().split('\n');

    expect(lines).toEqual([
      'flowchart LR',
      '  n0(["orders"]):::inputNode',
      '  n1[("vat")]:::configNode',
      '  n2(["bonus"]):::inputNode',
      '  n3[/"order"\\]:::parallelizableNode',
      '  n5{{"top"}}:::bothNode',
      '  n6[\\"total"/]:::collectNode',
      '  subgraph f0["for each order"]',
      '    n4["price"]:::plainNode',
      '  end',
      '  n0 --> n3',
      '  n3 --> n4',
      '  n1 --> n4',
      '  n2 -.-> n4',
      '  n4 ==> n5',
      '  n5 ==> n6',
      ...lines.slice(16),
    ]);
    expect(lines.slice(16, -1).map((line) => line.trim().split(' ').slice(0, 2).join(' '))).toEqual([
      'classDef inputNode',
      'classDef configNode',
      'classDef plainNode',
      'classDef parallelizableNode',
      'classDef collectNode',
      'classDef bothNode',
    ]);
  });

  it('turns, leaves inputs out, and explains only the shapes that occur', () => {
    const text = graph.toMermaid({ orient: 'TB', hideInputs: true, legend: true });

    expect(text).toMatch(/^flowchart TB\n/);
    expect(text).not.toMatch(/orders|bonus|\(\["/);
    expect(text).toContain('  subgraph legend["legend"]\n    l0[("config")]:::configNode\n    l1["node"]:::plainNode\n');
    expect(text).not.toContain('classDef inputNode');
  });

  it('writes any name so that it renders', () => {
    expect(odd.toMermaid()).toContain('n0["end #34;x#34; #60;b#62;#92; #35;1#59;#10;#96;"]:::plainNode');
  });
});

describe('toDot', () => {
  it('draws the same graph in the language of Graphviz', () => {
    const text = graph.toDot({ orient: 'TB', legend: true });

    expect(text).toMatch(/^digraph millrace \{\n {2}rankdir=TB;/);
    expect(text).toMatch(/subgraph cluster_f0 \{\n {4}label="for each order";\n {4}n4 \[label="price", shape=box/);
    expect(text).toContain('  n4 -> n5 [penwidth=2];\n');
    expect(text).toContain('  n2 -> n4 [style=dashed];\n');
    expect(text).toMatch(/cluster_legend/);
    expect(graph.toDot()).not.toMatch(/cluster_legend/);
  });

  it('writes any name so that it renders', () => {
    expect(odd.toDot()).toContain('label="end \\"x\\" <b>\\\\ #1; `"');
  });
});

describe('toJSON', () => {
  it('is plain data: nothing is lost on the way through JSON', () => {
    const json = graph.toJSON();

    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json.nodes.find(({ name }) => name === 'top')).toMatchObject({
      roles: ['collect', 'parallelizable'],
      closes: ['order'],
      fanOut: { concurrency: 16, window: 1024, buffer: 'Infinity', ordered: true, uniqueKeys: false, onItemError: { kind: 'fail' } },
    });
  });
});
