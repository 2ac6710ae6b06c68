import type { DrawOptions } from './draw-options';
import { drawGraph, type Drawing, type DrawnEdge, type DrawnNode, type DrawnScope } from './drawing';
import { drawnRoles, inLegendOrder, type DrawnRole } from './drawn-role';
import type { GraphJson } from './graph-json';

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

const highlight = 'stroke:#c2410c,stroke-width:3px';

/** Draws a graph as a Mermaid flowchart. The same graph gives the same text. */
export function drawMermaid(graph: GraphJson, options: DrawOptions = {}): string {
  const { orient = 'LR', legend = false } = options;
  const drawing = drawGraph(graph, options);
  const { root, edges, roles } = drawing;
  const highlighted = edges.flatMap(({ isHighlighted }, index) => (isHighlighted ? [index] : []));
  return [
    `flowchart ${orient}`,
    ...scopeLines(root, '  '),
    ...edges.map(({ from, to, kind }) => `  ${from} ${arrows[kind]} ${to}`),
    ...(legend && roles.size > 0 ? legendLines(drawing) : []),
    ...inLegendOrder(roles).map((role) => `  classDef ${classes[role]} ${styles[role]}`),
    ...styleLines(drawing, legend),
    ...(highlighted.length > 0 ? [`  linkStyle ${highlighted.join()} ${highlight}`] : []),
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

function legendLines({ roles, styles: own }: Drawing): string[] {
  const shown: Pick<DrawnNode, 'label' | 'role'>[] = [
    ...inLegendOrder(roles).map((role) => ({ label: drawnRoles[role], role })),
    ...Array.from(own.keys(), (label) => ({ label, role: 'node' as const })),
  ];
  return [
    '  subgraph legend["legend"]',
    ...shown.map((node, index) => `    ${nodeText({ ...node, id: `l${index}`, notes: [] })}`),
    '  end',
  ];
}

/** Looks of the user's own, and that of a highlighted path, lie above those of the roles. */
function styleLines({ root, roles, styles: own }: Drawing, legend: boolean): string[] {
  const nodes = nodesIn(root);
  const lines: string[] = [];
  const add = (name: string, look: string, ids: readonly string[]): void => {
    if (ids.length > 0) lines.push(`  classDef ${name} ${look}`, `  class ${ids.join()} ${name}`);
  };
  for (const [index, [label, { fill, stroke }]] of [...own].entries()) {
    const look = [...(fill === undefined ? [] : [`fill:${fill}`]), ...(stroke === undefined ? [] : [`stroke:${stroke}`])];
    const styled = nodes.filter(({ style }) => style?.label === label).map(({ id }) => id);
    if (look.length > 0) add(`ownStyle${index}`, look.join(), legend ? [...styled, `l${roles.size + index}`] : styled);
  }
  const path = nodes.filter(({ isHighlighted }) => isHighlighted);
  add(
    'highlighted',
    highlight,
    path.map(({ id }) => id),
  );
  return lines;
}

function nodesIn({ nodes, inner }: DrawnScope): readonly DrawnNode[] {
  return [...nodes, ...inner.flatMap(nodesIn)];
}

function nodeText({ id, label, notes, role }: Pick<DrawnNode, 'id' | 'label' | 'notes' | 'role'>): string {
  const [open, close] = shapes[role];
  return `${id}${open}"${[label, ...notes].map(escape).join('<br>')}"${close}:::${classes[role]}`;
}

/** Mermaid reads `#35;` as the character with this code, in quotes too; all but plain text is written so. */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,:()-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
