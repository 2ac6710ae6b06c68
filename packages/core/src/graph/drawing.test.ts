import {
  checkOutput,
  collect,
  config,
  dataflow,
  defineDataflow,
  input,
  node,
  optional,
  parallelizable,
  parameterizeValues,
  pipeOutput,
  source,
  step,
  subdag,
  tag,
  type Collect,
} from '@millrace/core';
import type { DrawOptions } from './draw-options';
import { buildGraph } from './build-graph';
import { drawGraph } from './drawing';

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
    expect(text).toMatch(/subgraph cluster_f0 \{\n {4}graph \[label="for each order", [^\n]*\];\n {4}n4 \[label="price", shape=box/);
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

@dataflow({ namespace: 'sales' })
class Modified {
  @input() declare readonly orders: readonly number[];
  @config.when({ region: 'eu' }) @node() rate__eu(): number {
    return 1;
  }
  @config.whenNot({ region: 'eu' }) @node() rate__other(): number {
    return 2;
  }
  @parallelizable('orders') *order(orders: readonly number[]): Generator<number> {
    yield* orders;
  }
  @tag({ owner: 'a', team: ['b', 'c'] })
  @parameterizeValues('factor', { single: 1, double: 2 })
  @node('order', 'rate', source<number>('factor'))
  scaled(order: number, rate: number, factor: number): number {
    return order * rate * factor;
  }
  @collect(source<number>('double')) total(doubles: Collect<number>): number {
    return doubles.length;
  }
}

describe('what modifiers made', () => {
  const modified = buildGraph({ modules: [Modified], config: { region: 'eu' }, allowOverrides: false });
  const draw = (options?: DrawOptions) => modified.toMermaid(options).split('\n');

  it('is drawn in boxes: namespaces, fan-outs in them, and the nodes of one method', () => {
    expect(draw().slice(0, 17)).toEqual([
      'flowchart LR',
      '  n1(["orders"]):::inputNode',
      '  subgraph f0["sales"]',
      '    n0["sales.rate<br>region #61; #34;eu#34;"]:::plainNode',
      '    n2[/"sales.order"\\]:::parallelizableNode',
      '    n5[\\"sales.total"/]:::collectNode',
      '    subgraph f1["for each sales.order"]',
      '      subgraph f2["scaled"]',
      '        n3["sales.single"]:::plainNode',
      '        n4["sales.double"]:::plainNode',
      '      end',
      '    end',
      '  end',
      '  n1 --> n2',
      '  n2 --> n3',
      '  n0 --> n3',
      '  n2 --> n4',
    ]);
  });

  it('says which config chose a variant, be the key absent or not', () => {
    const other = buildGraph({ modules: [Modified], config: {}, allowOverrides: false });

    expect(modified.toDot()).toContain('label="sales.rate\\nregion = \\"eu\\""');
    expect(other.toDot()).toContain('label="sales.rate\\nregion = absent"');
  });

  it('shows tags where they are asked for', () => {
    expect(draw({ showTags: true }).join('\n')).toContain('["sales.single<br>owner: a<br>team: b, c"]');
    expect(draw().join('\n')).not.toContain('owner');
  });

  it('makes a path stand out, with its arrows', () => {
    const lines = draw({ highlightPath: ['orders', 'sales.double'] });

    expect(lines).toContain('  class n1,n2,n4 highlighted');
    const [links = ''] = lines.filter((line) => line.startsWith('  linkStyle'));
    const arrows = lines.filter((line) => /^ {2}n\d+ [-=.]+>/.test(line));
    expect(
      /linkStyle ([\d,]+)/
        .exec(links)?.[1]
        ?.split(',')
        .map((index) => arrows[Number(index)]?.trim()),
    ).toEqual(['n1 --> n2', 'n2 --> n4']);
    expect(modified.toDot({ highlightPath: ['orders', 'sales.double'] })).toContain('n2 -> n4 [color="#c2410c", penwidth=3];');
  });

  it('has a look of its own where the user gives it one, which the legend explains', () => {
    const styleOf: NonNullable<DrawOptions['styleOf']> = ({ tags }) =>
      'owner' in tags ? { label: 'owned "by" a', fill: '#ffeedd', stroke: 'red' } : undefined;
    const lines = draw({ styleOf, legend: true });

    expect(lines).toContain('    l4["owned #34;by#34; a"]:::plainNode');
    expect(lines).toContain('  classDef ownStyle0 fill:#ffeedd,stroke:red');
    expect(lines).toContain('  class n3,n4,l4 ownStyle0');
    expect(modified.toDot({ styleOf })).toMatch(/n3 \[label="sales\.single", .*fillcolor="#ffeedd", color="red"\];/);
  });
});

describe('options of a drawing', () => {
  const refused = (options: unknown) => () => graph.toMermaid(options as DrawOptions);

  it.each<[string, unknown, RegExp]>([
    ['an unknown one', { hideInput: true }, /The drawing has no option "hideInput"\. Did you mean "hideInputs"\?/],
    ['a direction that is none', { orient: 'left' }, /has the option orient: the string "left"\. It takes 'LR', 'RL', 'TB' or 'BT'/],
    ['a path that is none', { highlightPath: ['orders'] }, /has the option highlightPath: an array\. It takes two names/],
    ['a path between unknown nodes', { highlightPath: ['order', 'totl'] }, /"totl"[\s\S]*Did you mean "total"/],
    [
      'a colour that is none',
      { styleOf: () => ({ label: 'x', fill: 'red;' }) },
      /styleOf for "orders": the string "red;"\. It takes a name such as "gold"/,
    ],
  ])('refuses %s', (_, options, text) => {
    expect(refused(options)).toThrow(text);
    expect(() => graph.toDot(options as DrawOptions)).toThrow(text);
  });
});

const Inner = defineDataflow({
  digit: {
    role: 'parallelizable',
    *run() {
      yield 1;
    },
  },
  twice: { deps: ['digit'], run: (digit: number) => 2 * digit },
  deep: { role: 'collect', deps: ['twice'], run: (all: Collect<number>) => all.length },
});

class Piped {
  @pipeOutput(step((n: number) => n + 1).named('plus'))
  @parallelizable()
  *item(): Generator<number> {
    yield 1;
  }
  @checkOutput({ allowNull: false }) @collect(source<number>('item')) total(items: Collect<number>): number {
    return items.length;
  }
  @subdag(Inner) @node(source<number>('deep')) outer(deep: number): number {
    return deep;
  }
}

/** Arrows by the names of their ends. */
function arrowsOf(text: string): string[] {
  const names = new Map(Array.from(text.matchAll(/(n\d+)\W+"([^"]+)"/g), ([, id = '', name = '']) => [id, name]));
  return Array.from(
    text.matchAll(/(n\d+) (\S+>) (n\d+)/g),
    ([, from = '', arrow, to = '']) => `${names.get(from)} ${arrow} ${names.get(to)}`,
  );
}

describe('what only leads to other nodes', () => {
  const piped = buildGraph({ modules: [Piped], config: {}, allowOverrides: false });

  it('is left out; the node that it leads to stands for it, with its role', () => {
    const text = piped.toMermaid();

    expect(text).not.toMatch(/raw|allowNull/);
    expect(text).toMatch(/\[\/"item"\\\]:::parallelizableNode/);
    expect(text).toMatch(/\[\\"total"\/\]:::collectNode/);
    expect(text).toMatch(/subgraph f\d\["for each item"\]/);
    expect(arrowsOf(text)).toContain('item ==> total');
  });

  it('is drawn where it is asked for', () => {
    const text = piped.toMermaid({ showIntermediate: true });

    for (const name of ['item.raw', 'total_raw', 'total_allowNull']) expect(text).toContain(`"${name}"`);
  });

  it('subdags are boxes, in which their fan-outs are boxes too', () => {
    expect(piped.toMermaid()).toMatch(/subgraph f\d\["outer"\]\n[^]*subgraph f\d\["for each outer\.digit"\]\n[^]*end\n {2}end/);
  });
});

describe('phases of a fan-out', () => {
  class Shares {
    @input() declare readonly amounts: number[];
    @parallelizable('amounts') *amount(amounts: number[]): Generator<number> {
      yield* amounts;
    }
    @node('amount') paid(amount: number): number {
      return amount;
    }
    @collect('paid') sum(paid: Collect<number>): number {
      return paid.reduce((a, b) => a + b, 0);
    }
    @node('sum') total(sum: number): number {
      return sum;
    }
    @node('paid', 'total') share(paid: number, total: number): number {
      return paid / total;
    }
    @collect('share') shares(shares: Collect<number>): Collect<number> {
      return shares;
    }
  }

  it('are boxes of their own where a collected value flows back to the items', () => {
    const { root } = drawGraph(buildGraph({ modules: [Shares], config: {}, allowOverrides: false }).toJSON());

    const [items] = root.inner;
    expect(items).toMatchObject({ label: 'for each amount', nodes: [] });
    expect(items?.inner.map(({ label, nodes }) => [label, ...nodes.map((each) => each.label)])).toEqual([
      ['phase 1', 'paid'],
      ['phase 2', 'share'],
    ]);
  });

  it('are not drawn where there is only one', () => {
    expect(graph.toDot()).not.toContain('phase');
  });

  it('give way to classes, with what belongs to none outside', () => {
    const { root } = drawGraph(graph.toJSON(), { groupBy: 'module' });

    expect(root.nodes.map(({ label }) => label)).toEqual(['vat', 'bonus']);
    expect(root.inner.map(({ label }) => label)).toEqual(['Flow']);
    expect(root.inner[0]?.nodes).toHaveLength(5);
  });
});
