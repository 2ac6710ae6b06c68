import { drawGraph, drawnRoles, type DrawnEdge, type DrawnNode, type DrawnRole, type DrawnScope, type DrawOptions } from './drawing';
import type { GraphView } from './graph-view';

const shapes: Readonly<Record<DrawnRole, readonly [open: string, close: string]>> = {
  input: ['([', '])'],
  config: ['[(', ')]'],
  node: ['[', ']'],
  parallelizable: ['[/', '\\]'],
  collect: ['[\\', '/]'],
  'collect-parallelizable': ['{{', '}}'],
};

const styles: Readonly<Record<DrawnRole, string>> = {
  input: 'fill:#eef4fb,stroke:#5b87b8,stroke-dasharray:4 3,color:#1b2733',
  config: 'fill:#f5f0e6,stroke:#a3884f,color:#332a14',
  node: 'fill:#ffffff,stroke:#66707a,color:#1b2733',
  parallelizable: 'fill:#e6f5ec,stroke:#3d8b5f,color:#123322',
  collect: 'fill:#fbeee6,stroke:#b8703d,color:#3a2110',
  'collect-parallelizable': 'fill:#f1eafa,stroke:#7d5ab0,color:#281a3d',
};

const arrows: Readonly<Record<DrawnEdge['kind'], string>> = { plain: '-->', gathered: '==>', optional: '-.->' };

/** The names of the styles. Mermaid itself calls every shape `node`. */
const classes: Readonly<Record<DrawnRole, string>> = {
  input: 'inputNode',
  config: 'configNode',
  node: 'plainNode',
  parallelizable: 'parallelizableNode',
  collect: 'collectNode',
  'collect-parallelizable': 'bothNode',
};

/** Draws a graph as a Mermaid flowchart. The same graph gives the same text. */
export function drawMermaid(graph: GraphView, options: DrawOptions = {}): string {
  const { orient = 'LR', legend = false } = options;
  const { root, edges, roles } = drawGraph(graph, options);
  return [
    `flowchart ${orient}`,
    ...scopeLines(root, '  '),
    ...edges.map(({ from, to, kind }) => `  ${from} ${arrows[kind]} ${to}`),
    ...(legend && roles.length > 0 ? legendLines(roles) : []),
    ...roles.map((role) => `  classDef ${classes[role]} ${styles[role]}`),
    '',
  ].join('\n');
}

function scopeLines({ nodes, inner }: DrawnScope, indent: string): string[] {
  return [
    ...nodes.map((node) => indent + nodeText(node)),
    ...inner.flatMap((scope) => [
      `${indent}subgraph ${scope.id}["${escape(scope.label)}"]`,
      ...scopeLines(scope, `${indent}  `),
      `${indent}end`,
    ]),
  ];
}

function legendLines(roles: readonly DrawnRole[]): string[] {
  const nodes = roles.map((role, index): DrawnNode => ({ id: `l${index}`, label: drawnRoles[role], role }));
  return ['  subgraph legend["legend"]', ...nodes.map((node) => `    ${nodeText(node)}`), '  end'];
}

function nodeText({ id, label, role }: DrawnNode): string {
  const [open, close] = shapes[role];
  return `${id}${open}"${escape(label)}"${close}:::${classes[role]}`;
}

/** Mermaid reads `#35;` as the character with this code, in quotes too; all but plain text is written so. */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,:()-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
