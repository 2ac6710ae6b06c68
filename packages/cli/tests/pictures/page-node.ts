import type { PageNode } from '../../src/pictures/page/client/page-graph';

/** A node of a page of which only some is told. */
export function pageNode(name: string, more: Partial<PageNode> = {}): PageNode {
  const nothing = { notes: [], chosenBy: [], description: '', place: '', scope: [], tags: [], fields: [], version: '' };
  return { name, role: 'node', isHighlighted: false, ...nothing, ...more };
}
