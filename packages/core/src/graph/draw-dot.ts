import { drawGraph, drawnRoles, type DrawnEdge, type DrawnNode, type DrawnRole, type DrawnScope, type DrawOptions } from './drawing';
import type { GraphView } from './graph-view';

const styles: Readonly<Record<DrawnRole, string>> = {
  input: 'shape=ellipse, style="filled,dashed", fillcolor="#eef4fb", color="#5b87b8"',
  config: 'shape=note, style=filled, fillcolor="#f5f0e6", color="#a3884f"',
  node: 'shape=box, style="filled,rounded", fillcolor="#ffffff", color="#66707a"',
  parallelizable: 'shape=trapezium, style=filled, fillcolor="#e6f5ec", color="#3d8b5f"',
  collect: 'shape=invtrapezium, style=filled, fillcolor="#fbeee6", color="#b8703d"',
  'collect-parallelizable': 'shape=hexagon, style=filled, fillcolor="#f1eafa", color="#7d5ab0"',
};

const arrows: Readonly<Record<DrawnEdge['kind'], string>> = { plain: '', gathered: ' [penwidth=2]', optional: ' [style=dashed]' };

/** Draws a graph in the DOT language of Graphviz. The same graph gives the same text. */
export function drawDot(graph: GraphView, options: DrawOptions = {}): string {
  const { orient = 'LR', legend = false } = options;
  const { root, edges, roles } = drawGraph(graph, options);
  return [
    'digraph millrace {',
    `  rankdir=${orient};`,
    '  node [fontname="sans-serif", fontsize=11];',
    '  graph [fontname="sans-serif", fontsize=10, color="#9aa4ad", style=rounded];',
    ...scopeLines(root, '  '),
    ...edges.map(({ from, to, kind }) => `  ${from} -> ${to}${arrows[kind]};`),
    ...(legend && roles.length > 0 ? legendLines(roles) : []),
    '}',
    '',
  ].join('\n');
}

function scopeLines({ nodes, inner }: DrawnScope, indent: string): string[] {
  return [
    ...nodes.map((node) => indent + nodeText(node)),
    ...inner.flatMap((scope) => [
      `${indent}subgraph cluster_${scope.id} {`,
      `${indent}  label=${quote(scope.label)};`,
      ...scopeLines(scope, `${indent}  `),
      `${indent}}`,
    ]),
  ];
}

function legendLines(roles: readonly DrawnRole[]): string[] {
  const nodes = roles.map((role, index): DrawnNode => ({ id: `l${index}`, label: drawnRoles[role], role }));
  return ['  subgraph cluster_legend {', '    label="legend";', ...nodes.map((node) => `    ${nodeText(node)}`), '  }'];
}

function nodeText({ id, label, role }: DrawnNode): string {
  return `${id} [label=${quote(label)}, ${styles[role]}];`;
}

/** In quotes DOT knows two special characters; line breaks would end nothing, but are no part of a label either. */
function quote(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[\r\n]+/g, ' ')}"`;
}
