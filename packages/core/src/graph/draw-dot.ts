import type { DrawOptions } from './draw-options';
import { drawGraph, type Drawing, type DrawnEdge, type DrawnNode, type DrawnScope } from './drawing';
import { drawnRoles, inLegendOrder, type DrawnRole } from './drawn-role';
import type { GraphJson } from './graph-json';

const styles: Readonly<Record<DrawnRole, string>> = {
  input: 'shape=ellipse, style="filled,dashed", fillcolor="#eef4fb", color="#5b87b8"',
  config: 'shape=note, style=filled, fillcolor="#f5f0e6", color="#a3884f"',
  node: 'shape=box, style="filled,rounded", fillcolor="#ffffff", color="#66707a"',
  parallelizable: 'shape=trapezium, style=filled, fillcolor="#e6f5ec", color="#3d8b5f"',
  collect: 'shape=invtrapezium, style=filled, fillcolor="#fbeee6", color="#b8703d"',
  'collect-parallelizable': 'shape=hexagon, style=filled, fillcolor="#f1eafa", color="#7d5ab0"',
};

const boxes: Readonly<Record<DrawnScope['kind'], string>> = {
  root: '',
  items: 'style="filled,rounded", fillcolor="#f3f9f5", color="#8fbfa4"',
  phase: 'style="filled,rounded,dashed", fillcolor="#f0f5fa", color="#a9c0da"',
  namespace: 'style=rounded',
  method: 'style=rounded',
  module: 'style="filled,rounded", fillcolor="#f7f8f9"',
};

const arrows: Readonly<Record<DrawnEdge['kind'], readonly string[]>> = { plain: [], gathered: ['penwidth=2'], optional: ['style=dashed'] };

const highlight = 'color="#c2410c", penwidth=3';

/** Draws a graph in the DOT language of Graphviz. The same graph gives the same text. */
export function drawDot(graph: GraphJson, options: DrawOptions = {}): string {
  const { orient = 'LR', legend = false } = options;
  const drawing = drawGraph(graph, options);
  return [
    'digraph millrace {',
    `  rankdir=${orient};`,
    // Of these fonts Graphviz knows how wide they are; the margin is for the wider ones that may take their place.
    '  node [fontname="Helvetica,Arial,sans-serif", fontsize=11, fontcolor="#1b2733", margin="0.22,0.08", height=0.4];',
    '  edge [color="#66707a", arrowsize=0.7];',
    '  graph [fontname="Helvetica,Arial,sans-serif", fontsize=10, labeljust=l, pad=0.2, fontcolor="#5d6975", color="#9aa4ad", style=rounded];',
    ...scopeLines(drawing.root, '  '),
    ...drawing.edges.map(edgeText),
    ...(legend && drawing.roles.size > 0 ? legendLines(drawing) : []),
    '}',
    '',
  ].join('\n');
}

function scopeLines({ nodes, inner }: DrawnScope, indent: string): string[] {
  return [
    ...nodes.map((node) => indent + nodeText(node)),
    ...inner.flatMap((scope) => [
      `${indent}subgraph cluster_${scope.id} {`,
      `${indent}  graph [label=${quote([scope.label])}, margin=12, ${boxes[scope.kind]}];`,
      ...scopeLines(scope, `${indent}  `),
      `${indent}}`,
    ]),
  ];
}

function edgeText({ from, to, kind, isHighlighted }: DrawnEdge): string {
  const attributes = isHighlighted ? [...arrows[kind].filter((each) => !each.startsWith('penwidth')), highlight] : arrows[kind];
  return `  ${from} -> ${to}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`;
}

function legendLines({ roles, styles }: Drawing): string[] {
  const plain = { notes: [], style: undefined, isHighlighted: false };
  const shown: Omit<DrawnNode, 'id'>[] = [
    ...inLegendOrder(roles).map((role) => ({ ...plain, label: drawnRoles[role], role })),
    ...Array.from(styles, ([label, style]) => ({ ...plain, label, role: 'node' as const, style })),
  ];
  return [
    '  subgraph cluster_legend {',
    '    label="legend";',
    ...shown.map((node, index) => `    ${nodeText({ ...node, id: `l${index}` })}`),
    '  }',
  ];
}

function nodeText({ id, label, notes, role, style, isHighlighted }: DrawnNode): string {
  const own = [
    ...(style?.fill === undefined ? [] : [`fillcolor="${style.fill}"`]),
    ...(style?.stroke === undefined ? [] : [`color="${style.stroke}"`]),
    ...(isHighlighted ? [highlight] : []),
  ];
  // Of an attribute that is given twice, the last one holds.
  return `${id} [label=${quote([label, ...notes])}, ${[styles[role], ...own].join(', ')}];`;
}

/** In quotes DOT knows two special characters; line breaks would end nothing, but are no part of a label either. */
function quote(lines: readonly string[]): string {
  return `"${lines
    .map((line) =>
      line
        .replaceAll('\\', '\\\\')
        .replaceAll('"', '\\"')
        .replace(/[\r\n]+/g, ' '),
    )
    .join('\\n')}"`;
}
