import type { PageGraph } from './client/page-graph';
import { startView } from './start-view';

/** Groups of ten nodes each. */
function tens(count: number, kind: 'items' | 'module'): PageGraph['groups']['scope'] {
  return Array.from({ length: count }, (_, index) => ({
    label: `g${index}`,
    kind,
    nodes: Array.from({ length: 10 }, (_, at) => 10 * index + at),
  }));
}

describe('startView', () => {
  it('shows all of a graph that can be taken in', () => {
    expect(startView({ scope: tens(3, 'items'), module: tens(12, 'module') }, 120, undefined)).toEqual({ groupBy: 'scope', collapsed: [] });
  });

  it('collapses what is too much, and opens groups as long as there is room', () => {
    const { groupBy, collapsed } = startView({ scope: tens(20, 'items'), module: tens(1, 'module') }, 200, undefined);

    expect(groupBy).toBe('scope');
    expect(collapsed).toHaveLength(18);
  });

  it('takes classes where fan-outs would leave too much', () => {
    expect(startView({ scope: tens(2, 'items'), module: tens(30, 'module') }, 300, undefined).groupBy).toBe('module');
    expect(startView({ scope: tens(2, 'items'), module: tens(30, 'module') }, 300, 'scope').groupBy).toBe('scope');
  });
});
