import { byId, html, svg } from './dom';
import type { Layout } from './layout';
import type { PageGraph, View } from './page-graph';
import { outline, rounded } from './shapes';

const roleNames = {
  input: 'input',
  config: 'config',
  node: 'node',
  parallelizable: 'parallelizable: opens a fan-out',
  collect: 'collect: closes a fan-out',
  'collect-parallelizable': 'collects, and opens a fan-out',
} as const;

const arrowNames = { plain: 'needs', gathered: 'gathers from all items', optional: 'takes if it is there' } as const;

const boxNames = {
  items: 'runs for each item',
  phase: 'phase of a fan-out',
  namespace: 'namespace',
  method: 'of one method',
  module: 'class',
} as const;

/** Explains the shapes, arrows and boxes that occur in a view, and no others. */
export function drawLegend({ nodes, groups, styles, orient }: PageGraph, { items, arrows, boxes }: Layout, { groupBy }: View): void {
  const alone = items.flatMap(({ group, nodes: [node = 0] }) => (group === undefined ? (nodes[node] ?? []) : []));
  const roles = keysOf(roleNames).filter((role) => alone.some((node) => node.role === role));
  const kinds = keysOf(arrowNames).filter((kind) => arrows.some((arrow) => arrow.kind === kind));
  const boxKinds = keysOf(boxNames).filter((kind) => boxes.some(({ group }) => groups[groupBy][group]?.kind === kind));
  const ownLooks = styles.filter((_, style) => alone.some((node) => node.style === style));
  byId('legend-entries', HTMLUListElement).replaceChildren(
    ...roles.map((role) =>
      entry(
        svg('g', { class: `item role-${role}` }, svg('path', { class: 'outline', d: outline(role, { width: 32, height: 16 }, orient) })),
        roleNames[role],
      ),
    ),
    ...ownLooks.map(({ label, fill, stroke }) => {
      const path = svg('path', { class: 'outline', d: outline('node', { width: 32, height: 16 }, orient) });
      if (fill !== undefined) path.style.fill = fill;
      if (stroke !== undefined) path.style.stroke = stroke;
      return entry(svg('g', { class: 'item role-node' }, path), label);
    }),
    ...(items.some(({ group }) => group !== undefined) ? [entry(stack(), 'collapsed: click to open')] : []),
    ...kinds.map((kind) =>
      entry(
        svg(
          'g',
          { class: `arrow kind-${kind}` },
          svg('path', { class: 'curve', d: 'M0 8H25' }),
          svg('path', { class: 'head', d: 'M24 4.5L32 8L24 11.5Z' }),
        ),
        arrowNames[kind],
      ),
    ),
    ...boxKinds.map((kind) =>
      entry(svg('g', { class: `box kind-${kind}` }, svg('rect', { class: 'frame', width: 32, height: 16, rx: 4 })), boxNames[kind]),
    ),
  );
}

function stack(): SVGElement {
  const sheet = (by: number): SVGElement =>
    svg('path', { class: 'outline', d: rounded({ width: 28, height: 12 }, 3), transform: `translate(${by} ${by})` });
  return svg('g', { class: 'item group' }, sheet(4), sheet(2), sheet(0));
}

function entry(picture: SVGElement, text: string): HTMLElement {
  return html('li', {}, svg('svg', { viewBox: '-1 -1 34 18', width: 34, height: 18, 'aria-hidden': 'true' }, picture), text);
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}
