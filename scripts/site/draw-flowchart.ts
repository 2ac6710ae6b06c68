import {
  readFlowchart,
  type Arrow,
  type Flowchart,
  type FlowchartBox,
  type FlowchartEdge,
  type FlowchartNode,
  type Shape,
} from './flowchart';

const shapes: Readonly<Record<Shape, string>> = {
  '([': 'shape=ellipse, style="filled,dashed"',
  '[(': 'shape=note, style=filled',
  '[/': 'shape=trapezium, style=filled',
  '[\\': 'shape=invtrapezium, style=filled',
  '{{': 'shape=hexagon, style=filled',
  '[': 'shape=box, style="filled,rounded"',
};

const arrows: Readonly<Record<Arrow, readonly string[]>> = { '-->': [], '==>': ['penwidth=2'], '-.->': ['style=dashed'] };

type Looks = Readonly<Record<string, string>>;

/** A Mermaid flowchart in the language of Graphviz, with the look that our own drawings have. */
export function drawFlowchart(text: string): string {
  const flowchart = readFlowchart(text);
  return [
    'digraph drawing {',
    `  rankdir=${flowchart.orient};`,
    '  node [fontname="Helvetica,Arial,sans-serif", fontsize=11, fontcolor="#1b2733", fillcolor="#ffffff", color="#66707a", margin="0.22,0.08", height=0.4];',
    '  edge [color="#66707a", arrowsize=0.7, fontname="Helvetica,Arial,sans-serif", fontsize=10, fontcolor="#5d6975"];',
    '  graph [fontname="Helvetica,Arial,sans-serif", fontsize=10, labeljust=l, pad=0.2, fontcolor="#5d6975", color="#8fbfa4", style="filled,rounded", fillcolor="#f3f9f5"];',
    ...boxLines(flowchart.root, flowchart),
    ...flowchart.edges.map((edge, index) => edgeLine(edge, flowchart.edgeStyles.get(index) ?? {})),
    '}',
  ].join('\n');
}

function boxLines({ nodes, inner }: FlowchartBox, flowchart: Flowchart): string[] {
  return [
    ...nodes.map((node) => nodeLine(node, flowchart)),
    ...inner.flatMap((box) => [
      `subgraph ${quote([`cluster_${box.id}`])} {`,
      `graph [label=${quote(box.label)}, margin=12];`,
      ...boxLines(box, flowchart),
      '}',
    ]),
  ];
}

function nodeLine({ id, label, shape = '[', classes }: FlowchartNode, flowchart: Flowchart): string {
  const looks = Object.assign({}, ...classes.map((name) => flowchart.classes.get(name))) as Looks;
  return `${quote([id])} [${[`label=${quote(label)}`, shapes[shape], ...attributesOf(looks)].join(', ')}];`;
}

function edgeLine({ from, to, arrow, label }: FlowchartEdge, looks: Looks): string {
  const text = label.join('') === '' ? [] : [`label=${quote(label)}`];
  return `${quote([from])} -> ${quote([to])} [${[...text, ...arrows[arrow], ...attributesOf(looks)].join(', ')}];`;
}

function attributesOf({ fill, stroke, color, 'stroke-width': width }: Looks): string[] {
  const attributes = { fillcolor: fill, color: stroke, fontcolor: color, penwidth: width?.replace('px', '') };
  return Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]));
}

function quote(lines: readonly string[]): string {
  return `"${lines.map((line) => line.replace(/[\\"]/g, '\\$&')).join('\\n')}"`;
}
