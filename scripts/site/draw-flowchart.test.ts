import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { renderSvg } from '../../packages/cli/src/pictures/render-svg';
import { listFiles, root } from '../repository';
import { drawFlowchart } from './draw-flowchart';
import { readFlowchart } from './flowchart';

const pages = ['docs', 'examples', 'packages'].flatMap((folder) => listFiles(join(root, folder), (path) => path.endsWith('.md')));
const drawings = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```mermaid\n(.*?)^```/gms)].map(
    ([, text = ''], index) => [`${relative(root, page)} ${index}`, text] as const,
  ),
);

it.each(drawings)('draws the drawing of %s with all its nodes and arrows', async (_place, text) => {
  const svg = await renderSvg(drawFlowchart(text));

  const { edges, root: all } = readFlowchart(text);
  expect(svg.match(/class="edge"/g) ?? []).toHaveLength(edges.length);
  expect(svg.match(/class="node"/g)).toHaveLength(countNodes(all));
});

it('reads chains, boxes, labels and looks', () => {
  const {
    root: all,
    edges,
    classes,
    edgeStyles,
  } = readFlowchart(`flowchart TB
    a(["x #61; #34;y#34;<br>two"]):::odd --> b ==>|why| c
    subgraph box["A box"]
      b
    end
    classDef odd fill:#fff,stroke:red
    linkStyle 1 stroke:blue`);

  expect(all.nodes.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(all.nodes[0]).toMatchObject({ label: ['x = "y"', 'two'], shape: '([', classes: ['odd'] });
  expect(all.inner).toMatchObject([{ label: ['A box'], nodes: [{ id: 'b' }] }]);
  expect(edges).toEqual([
    { from: 'a', to: 'b', arrow: '-->', label: [''] },
    { from: 'b', to: 'c', arrow: '==>', label: ['why'] },
  ]);
  expect(classes.get('odd')).toEqual({ fill: '#fff', stroke: 'red' });
  expect(edgeStyles.get(1)).toEqual({ stroke: 'blue' });
});

it('names a line that it cannot read', () => {
  expect(() => drawFlowchart('flowchart LR\n  a ~~~ b')).toThrow('"a ~~~ b" is no line of a flowchart');
});

function countNodes(box: { nodes: readonly unknown[]; inner: readonly Parameters<typeof countNodes>[0][] }): number {
  return box.nodes.length + box.inner.reduce((sum, inner) => sum + countNodes(inner), 0);
}
