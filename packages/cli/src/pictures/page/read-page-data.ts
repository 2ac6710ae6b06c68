import { drawGraph, type DrawnNode, type DrawnScope, type Drawing, type GraphJson, type NodeJson } from '@millrace/core';

import { drawOptionsOf, type PictureOptions } from '../picture-options';
import type { PageData } from './client/page-data';
import type { PageGroup, PageNode } from './client/page-graph';
import { startView } from './start-view';

/** Reads off a graph what its page shows, but for the layout. */
export function readPageData(graph: GraphJson, options: PictureOptions): Omit<PageData, 'startLayout'> {
  const byScope = drawGraph(graph, { ...drawOptionsOf(options), groupBy: 'scope' });
  const byModule = drawGraph(graph, { ...drawOptionsOf(options), groupBy: 'module' });
  const drawn = new Map(nodesIn(byScope.root).map((node) => [node.label, node]));
  const shown = graph.nodes.filter(({ name }) => drawn.has(name));
  const indexes = new Map(shown.map(({ name }, index) => [name, index]));
  const styles = [...byScope.styles.values()];
  const groups = { scope: groupsOf(byScope, indexes), module: groupsOf(byModule, indexes) };
  return {
    title: options.title ?? titleOf(graph),
    version: graph.version,
    hasLegend: options.legend !== false,
    orient: options.orient ?? 'LR',
    nodes: shown.map((node) => pageNode(node, drawn.get(node.name), byScope, options)),
    edges: edgesOf(byScope, indexes),
    groups,
    styles,
    start: startView(groups, shown.length, options.groupBy),
  };
}

function titleOf({ nodes }: GraphJson): string {
  const modules = [...new Set(nodes.map(({ module }) => module))].filter((module) => module !== '');
  return modules.length > 3 ? `${modules.slice(0, 2).join(', ')} and ${modules.length - 2} more` : modules.join(', ') || 'Dataflow';
}

function pageNode(node: NodeJson, drawn: DrawnNode | undefined, { styles }: Drawing, { placeOf }: PictureOptions): PageNode {
  const style = drawn?.style === undefined ? -1 : [...styles.keys()].indexOf(drawn.style.label);
  return {
    name: node.name,
    role: drawn?.role ?? 'node',
    notes: drawn?.notes ?? [],
    chosenBy: Object.entries(node.chosenBy).map(([key, value]) => `${key} = ${value}`),
    description: node.description,
    place: placeOf?.(node) ?? node.place,
    scope: node.scope,
    tags: Object.entries(node.tags).map(([key, value]) => [key, [value].flat().join(', ')]),
    fields: Object.entries(node.schema?.fields ?? {}),
    version: node.version,
    ...(style >= 0 && { style }),
    isHighlighted: drawn?.isHighlighted === true,
  };
}

function edgesOf({ root, edges }: Drawing, indexes: ReadonlyMap<string, number>): PageData['edges'] {
  const at = new Map(nodesIn(root).map(({ id, label }) => [id, indexes.get(label) ?? 0]));
  return edges.map(({ from, to, kind, isHighlighted }) => ({ from: at.get(from) ?? 0, to: at.get(to) ?? 0, kind, isHighlighted }));
}

function groupsOf({ root }: Drawing, indexes: ReadonlyMap<string, number>): PageGroup[] {
  const groups: PageGroup[] = [];
  const add = ({ kind, label, nodes, inner }: DrawnScope, parent: number | undefined): void => {
    let index = parent;
    if (kind !== 'root') {
      index = groups.length;
      groups.push({ kind, label, nodes: nodes.map((each) => indexes.get(each.label) ?? 0), ...(parent !== undefined && { parent }) });
    }
    for (const scope of inner) add(scope, index);
  };
  add(root, undefined);
  return groups;
}

/** All nodes of a drawing. */
function nodesIn({ nodes, inner }: DrawnScope): readonly DrawnNode[] {
  return [...nodes, ...inner.flatMap(nodesIn)];
}
