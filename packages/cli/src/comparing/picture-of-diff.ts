import type { DrawOptions, GraphJson } from '@millrace/core';
import type { GraphDiff } from './compare-snapshots';

type Style = NonNullable<ReturnType<NonNullable<DrawOptions['styleOf']>>>;

const styles = {
  added: { label: 'added', fill: '#d8f3dc', stroke: '#2d6a4f' },
  removed: { label: 'removed', fill: '#fde2e1', stroke: '#b42318' },
  code: { label: 'changed code', fill: '#fff3bf', stroke: '#a67c00' },
  wiring: { label: 'changed wiring', fill: '#ffe0c2', stroke: '#b8560f' },
  settings: { label: 'changed settings', fill: '#ece4fb', stroke: '#6b46c1' },
} as const satisfies Record<string, Style>;

/** Both graphs in one: the later one, with the removed nodes beside it, and a look for each kind of change. */
export function pictureOfDiff(
  before: GraphJson,
  after: GraphJson,
  diff: GraphDiff,
): { graph: GraphJson; styleOf: (node: { readonly name: string }) => Style | undefined } {
  const removed = new Set(diff.removed.map(({ name }) => name));
  // No node that is left depends on one that was removed, so that these may stand last.
  const nodes = [...after.nodes, ...before.nodes.filter(({ name }) => removed.has(name))];
  const dependants = new Map<string, string[]>(nodes.map(({ name }) => [name, []]));
  for (const { name, dependencies } of nodes) for (const dependency of dependencies) dependants.get(dependency)?.push(name);
  const graph: GraphJson = { ...after, nodes: nodes.map((node) => ({ ...node, dependants: dependants.get(node.name) ?? [] })) };

  const styleByName = new Map<string, Style>([
    ...diff.added.map(({ name }) => [name, styles.added] as const),
    ...diff.removed.map(({ name }) => [name, styles.removed] as const),
    ...diff.changed.map(({ name, kinds }) => [name, styles[kinds.includes('wiring') ? 'wiring' : (kinds[0] ?? 'settings')]] as const),
  ]);
  return { graph, styleOf: ({ name }) => styleByName.get(name) };
}
