import { html } from './dom';
import { nextTo, type Lineage } from './lineage';
import type { PageGraph, PageNode } from './page-graph';
import { nodesOf } from './visible-graph';
import type { Explorer, Selection } from './explorer';

/** What the panel tells of what is selected. */
export function describeSelection(data: PageGraph, explorer: Explorer, selection: Selection, lineage: Lineage): Node[] {
  return 'node' in selection ? describeNode(data, explorer, selection.node, lineage) : describeGroup(data, explorer, selection.group);
}

function describeNode(data: PageGraph, explorer: Explorer, index: number, { upstream, downstream }: Lineage): Node[] {
  const node = data.nodes[index];
  if (node === undefined) return [];
  const { before, behind } = nextTo(data.edges, index);
  const isNarrowed = explorer.view.only !== undefined;
  return [
    html('p', { class: `badge role-${node.role}` }, node.role.replace('-', ' and ')),
    html('h2', {}, node.name),
    ...(node.description === '' ? [] : [html('p', { class: 'description' }, node.description)]),
    factsOf(node),
    button(isNarrowed ? 'Show everything' : 'Show only its lineage', 'l', () => void explorer.toggleLineage()),
    ...nodeList(data, explorer, 'Depends on', before, `${upstream.size} upstream in all`, 'upstream'),
    ...nodeList(data, explorer, 'Used by', behind, `${downstream.size} downstream in all`, 'downstream'),
  ];
}

function describeGroup(data: PageGraph, explorer: Explorer, group: number): Node[] {
  const nodes = nodesOf(explorer.groups, group);
  return [
    html('p', { class: 'badge' }, 'collapsed group'),
    html('h2', {}, explorer.groups[group]?.label ?? ''),
    button('Open', 'Enter', () => void explorer.toggle(group)),
    ...nodeList(data, explorer, 'Contains', nodes, `${nodes.length} nodes`, ''),
  ];
}

function factsOf({ place, chosenBy, scope, tags, fields, version }: PageNode): HTMLElement {
  const facts: [label: string, ...content: (Node | string)[]][] = [];
  if (place !== '') facts.push(['Code', html('code', { class: 'place' }, place), copyButton(place)]);
  if (scope.length > 0) facts.push(['Runs for', `each ${scope.join(', each ')}`]);
  if (chosenBy.length > 0) facts.push(['Chosen by', ...chosenBy.map((each) => html('code', { class: 'line' }, each))]);
  if (tags.length > 0) {
    facts.push(['Tags', ...tags.map(([key, value]) => html('span', { class: 'tag' }, html('b', {}, key), ` ${value}`))]);
  }
  if (fields.length > 0) facts.push(['Fields', ...fields.map(([field, type]) => html('code', { class: 'line' }, `${field}: ${type}`))]);
  facts.push(['Version', html('code', {}, version)]);
  return html('dl', {}, ...facts.flatMap(([label, ...content]) => [html('dt', {}, label), html('dd', {}, ...content)]));
}

function nodeList(data: PageGraph, explorer: Explorer, title: string, nodes: readonly number[], total: string, kind: string): Node[] {
  if (nodes.length === 0) return [];
  const entries = nodes.map((index) => {
    const { name = '', role = 'node' } = data.nodes[index] ?? {};
    const link = html('button', { class: `link role-${role}`, type: 'button' }, name);
    link.addEventListener('click', () => void explorer.reveal(index));
    return html('li', {}, link);
  });
  return [html('h3', { class: kind }, title, ' ', html('small', {}, total)), html('ul', {}, ...entries)];
}

function button(text: string, key: string, onClick: () => void): HTMLElement {
  const made = html('button', { class: 'action', type: 'button' }, text, ' ', html('kbd', {}, key));
  made.addEventListener('click', onClick);
  return made;
}

function copyButton(text: string): HTMLElement {
  const made = html('button', { class: 'copy', type: 'button', 'aria-label': `Copy ${text}` }, 'copy');
  made.addEventListener('click', () => {
    navigator.clipboard.writeText(text).then(
      () => (made.textContent = 'copied'),
      () => (made.textContent = 'not allowed'),
    );
  });
  return made;
}
