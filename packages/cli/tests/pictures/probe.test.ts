import { writeFileSync, mkdirSync } from 'node:fs';
import { renderGraph } from '../../src/pictures';
import { harmfulNames, largeGraph, tenNodes } from './dataflows';
it('probe', async () => {
  mkdirSync('/tmp/k2pics', { recursive: true });
  for (const [name, graph] of [
    ['10', tenNodes()],
    ['50', largeGraph(50)],
    ['500', largeGraph(500)],
    ['odd', harmfulNames()],
  ] as const) {
    const t = performance.now();
    writeFileSync(`/tmp/k2pics/${name}.html`, await renderGraph(graph, 'html'));
    const u = performance.now();
    writeFileSync(`/tmp/k2pics/${name}.svg`, await renderGraph(graph, 'svg', { legend: true }));
    const v = performance.now();
    writeFileSync(`/tmp/k2pics/${name}.png`, await renderGraph(graph, 'png', { legend: true }));
    console.log(name, graph.nodes.length, u - t, v - u, performance.now() - v);
  }
}, 60000);
