import { pageNode as node } from '../../../../tests/pictures/page-node';
import type { PageGraph } from './page-graph';
import { groupsAround, nodesOf, visibleGraph } from './visible-graph';

/** a -> [b -> (c)] -> d, where `( )` is in `[ ]`; b gathers a, and c may do without it. */
const graph: PageGraph = {
  orient: 'LR',
  nodes: ['a', 'b', 'c', 'd'].map((name) => node(name)),
  edges: [
    { from: 0, to: 1, kind: 'gathered', isHighlighted: false },
    { from: 0, to: 2, kind: 'optional', isHighlighted: true },
    { from: 1, to: 2, kind: 'plain', isHighlighted: false },
    { from: 2, to: 3, kind: 'plain', isHighlighted: false },
  ],
  groups: {
    scope: [
      { label: 'outer', kind: 'items', nodes: [1] },
      { label: 'inner', kind: 'items', nodes: [2], parent: 0 },
    ],
    module: [],
  },
  styles: [],
};

describe('visibleGraph', () => {
  it('shows nodes in their boxes', () => {
    const { items, boxes, arrows } = visibleGraph(graph, { groupBy: 'scope', collapsed: [] });

    expect(items.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd']);
    expect(boxes).toEqual([{ group: 0, items: ['n1'], inner: [{ group: 1, items: ['n2'], inner: [] }] }]);
    expect(arrows).toHaveLength(4);
  });

  it('shows the outermost collapsed group for what is in it, with one arrow of the strongest kind', () => {
    const { items, boxes, arrows } = visibleGraph(graph, { groupBy: 'scope', collapsed: [1, 0] });

    expect(items.map(({ id, nodes }) => [id, nodes])).toEqual([
      ['n0', [0]],
      ['g0', [1, 2]],
      ['n3', [3]],
    ]);
    expect(boxes).toEqual([]);
    expect(arrows).toEqual([
      { from: 'n0', to: 'g0', kind: 'gathered', isHighlighted: true },
      { from: 'g0', to: 'n3', kind: 'plain', isHighlighted: false },
    ]);
  });

  it('keeps a collapsed group in the open box around it', () => {
    const { boxes } = visibleGraph(graph, { groupBy: 'scope', collapsed: [1] });

    expect(boxes).toEqual([{ group: 0, items: ['n1', 'g1'], inner: [] }]);
  });

  it('leaves out all but some nodes, and boxes that are empty then', () => {
    const { items, boxes, arrows } = visibleGraph(graph, { groupBy: 'scope', collapsed: [], only: [0, 3] });

    expect(items.map(({ label }) => label)).toEqual(['a', 'd']);
    expect([boxes, arrows]).toEqual([[], []]);
  });
});

it('knows the groups around a node, and the nodes in a group', () => {
  expect(groupsAround(graph.groups.scope, 2)).toEqual([0, 1]);
  expect(groupsAround(graph.groups.scope, 0)).toEqual([]);
  expect(nodesOf(graph.groups.scope, 0)).toEqual([1, 2]);
});
