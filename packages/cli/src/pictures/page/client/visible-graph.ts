import type { PageEdge, PageGraph, PageGroup, View } from './page-graph';

/** A node, or a collapsed group that stands for the nodes in it. */
export interface Item {
  /** `n3`: the node 3; `g3`: the group 3 of the view's grouping. */
  readonly id: string;
  readonly label: string;
  /** Lines below the label. */
  readonly notes: readonly string[];
  /** The nodes that it stands for. */
  readonly nodes: readonly number[];
  /** Present for a collapsed group. */
  readonly group?: number;
}

/** A box that is drawn open. */
export interface Box {
  readonly group: number;
  readonly items: readonly string[];
  readonly inner: readonly Box[];
}

/** An arrow; it stands for all arrows between the nodes of its ends. */
export interface Arrow extends Pick<PageEdge, 'kind' | 'isHighlighted'> {
  readonly from: string;
  readonly to: string;
}

/** What a view draws. */
export interface VisibleGraph {
  readonly items: readonly Item[];
  readonly arrows: readonly Arrow[];
  readonly boxes: readonly Box[];
}

/** Picks what a view draws: nodes, and in the place of those in collapsed groups, the outermost such group. */
export function visibleGraph(data: PageGraph, view: View): VisibleGraph {
  const groups = data.groups[view.groupBy];
  const shown = new Set(view.only ?? data.nodes.keys());
  const members = groups.map((_, group) => nodesOf(groups, group).filter((node) => shown.has(node)));
  const outermost = outermostCollapsed(groups, new Set(view.collapsed));
  const groupAt = groupsOfNodes(groups);
  const itemAt = new Map<number, string>();
  const items = new Map<string, Item>();
  const held = new Map<number | undefined, string[]>();

  for (const node of shown) {
    const group = groupAt.get(node);
    const collapsed = group === undefined ? undefined : outermost[group];
    const id = collapsed === undefined ? `n${node}` : `g${collapsed}`;
    itemAt.set(node, id);
    if (items.has(id)) continue;
    items.set(id, collapsed === undefined ? nodeItem(data, node) : groupItem(groups, collapsed, members[collapsed] ?? []));
    const holder = collapsed === undefined ? group : groups[collapsed]?.parent;
    held.set(holder, [...(held.get(holder) ?? []), id]);
  }

  const boxIn = (parent: number | undefined): Box[] =>
    groups.flatMap((each, group) => {
      if (each.parent !== parent || outermost[group] !== undefined || members[group]?.length === 0) return [];
      return [{ group, items: held.get(group) ?? [], inner: boxIn(group) }];
    });
  return { items: [...items.values()], arrows: arrowsBetween(data, itemAt), boxes: boxIn(undefined) };
}

/** The nodes in a group, and in those inside of it. */
export function nodesOf(groups: readonly PageGroup[], group: number): readonly number[] {
  const inner = groups.flatMap(({ parent }, index) => (parent === group ? nodesOf(groups, index) : []));
  return [...(groups[group]?.nodes ?? []), ...inner];
}

/** The groups around a node, outermost first. */
export function groupsAround(groups: readonly PageGroup[], node: number): readonly number[] {
  const around: number[] = [];
  for (let at = groupsOfNodes(groups).get(node); at !== undefined; at = groups[at]?.parent) around.unshift(at);
  return around;
}

/** The innermost group of each node that has one. */
function groupsOfNodes(groups: readonly PageGroup[]): ReadonlyMap<number, number> {
  return new Map(groups.flatMap(({ nodes }, group) => nodes.map((node) => [node, group] as const)));
}

/** For each group the outermost one around it, or itself, that is collapsed. */
function outermostCollapsed(groups: readonly PageGroup[], collapsed: ReadonlySet<number>): readonly (number | undefined)[] {
  const outermost: (number | undefined)[] = [];
  groups.forEach(({ parent }, group) => {
    outermost.push((parent === undefined ? undefined : outermost[parent]) ?? (collapsed.has(group) ? group : undefined));
  });
  return outermost;
}

function nodeItem({ nodes }: Pick<PageGraph, 'nodes'>, node: number): Item {
  return { id: `n${node}`, label: nodes[node]?.name ?? '', notes: nodes[node]?.notes ?? [], nodes: [node] };
}

function groupItem(groups: readonly PageGroup[], group: number, nodes: readonly number[]): Item {
  const count = nodes.length === 1 ? '1 node' : `${nodes.length} nodes`;
  return { id: `g${group}`, label: groups[group]?.label ?? '', notes: [count], nodes, group };
}

const strength = { optional: 0, plain: 1, gathered: 2 };

function arrowsBetween({ edges }: Pick<PageGraph, 'edges'>, itemAt: ReadonlyMap<number, string>): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const edge of edges) {
    const from = itemAt.get(edge.from);
    const to = itemAt.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from} ${to}`;
    const known = arrows.get(key) ?? { from, to, kind: edge.kind, isHighlighted: false };
    const kind = strength[edge.kind] > strength[known.kind] ? edge.kind : known.kind;
    arrows.set(key, { from, to, kind, isHighlighted: known.isHighlighted || edge.isHighlighted });
  }
  return [...arrows.values()];
}
