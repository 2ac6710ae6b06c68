import { nodesOf } from './client/visible-graph';
import type { Grouping, PageGraph, PageGroup, View } from './client/page-graph';

/** More nodes than this are more than one takes in at a glance: the page begins with its groups collapsed. */
const COLLAPSE_ABOVE = 120;

/** How many items are then welcome: groups are opened, the small ones first, as long as there are no more. */
const WELCOME = 40;

/** What the page shows first. Where the boxes of scopes would leave too much, and those of classes less, it begins with classes. */
export function startView(groups: PageGraph['groups'], nodeCount: number, wanted: Grouping | undefined): View {
  const remaining = (grouping: Grouping): number => nodeCount - hiddenIn(groups[grouping]);
  const isBetter = remaining('scope') > COLLAPSE_ABOVE && remaining('module') < remaining('scope');
  const groupBy = wanted ?? (isBetter ? 'module' : 'scope');
  return { groupBy, collapsed: nodeCount > COLLAPSE_ABOVE ? collapsedAtStart(groups[groupBy], remaining(groupBy)) : [] };
}

/** By how many items there are fewer if all outermost groups are collapsed. */
function hiddenIn(groups: readonly PageGroup[]): number {
  return groups.reduce((sum, { parent }, group) => (parent === undefined ? sum + nodesOf(groups, group).length - 1 : sum), 0);
}

function collapsedAtStart(groups: readonly PageGroup[], remaining: number): number[] {
  const collapsed = new Set(groups.keys());
  const itemsIn = (group: number): number => (groups[group]?.nodes.length ?? 0) + groups.filter(({ parent }) => parent === group).length;
  const smallFirst = [...groups.keys()].sort((a, b) => itemsIn(a) - itemsIn(b));
  let items = remaining;
  for (let opened = true; opened;) {
    opened = false;
    for (const group of smallFirst) {
      const parent = groups[group]?.parent;
      if (!collapsed.has(group) || (parent !== undefined && collapsed.has(parent)) || items + itemsIn(group) - 1 > WELCOME) continue;
      collapsed.delete(group);
      items += itemsIn(group) - 1;
      opened = true;
    }
  }
  return [...collapsed];
}
