import { MillraceError } from '@millrace/core';

import { renderGraph } from '../../src/pictures';
import { harmfulNames, largeGraph, tenNodes } from './dataflows';

// Where the sources are run, the program of the page is compiled for each page.
jest.setTimeout(120_000);

describe('renderGraph', () => {
  it('draws SVG: boxes and phases, a shape for each role, and a legend of what occurs', async () => {
    const svg = await renderGraph(tenNodes(), 'svg', { legend: true });

    expect(svg).toMatch(/^<\?xml[\s\S]*<svg width="\d+pt"/);
    for (const text of ['for each person', 'phase 1', 'phase 2', 'legend', 'region = &quot;eu&quot;'])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg).not.toContain('>collect and parallelizable</text>');
  });

  it('draws PNG: two pixels for each of the SVG, but no more than viewers open', async () => {
    const small = await sizeOf(tenNodes());
    const large = await sizeOf(largeGraph(500));

    expect(small.width / small.svgWidth).toBeCloseTo((2 * 96) / 72, 0);
    expect(large.width * large.height).toBeLessThan(80_000_000);
  });

  it('gives the same text for the same graph', async () => {
    for (const format of ['svg', 'mmd', 'dot', 'json', 'html'] as const) {
      expect(await renderGraph(tenNodes(), format)).toBe(await renderGraph(tenNodes(), format));
    }
  });

  it('writes JSON that is the graph', async () => {
    expect(JSON.parse(String(await renderGraph(tenNodes(), 'json')))).toEqual(tenNodes());
  });

  it('draws any names', async () => {
    const svg = String(await renderGraph(harmfulNames(), 'svg'));
    const html = String(await renderGraph(harmfulNames(), 'html', { title: '</title><script>' }));

    expect(svg).not.toContain('<script');
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html).toContain('<title>&lt;/title>&lt;script> · Millrace</title>');
  });

  it('draws a graph without nodes', async () => {
    const empty = { version: '0', nodes: [] };

    expect(await renderGraph(empty, 'svg')).toContain('<svg');
    expect(await renderGraph(empty, 'html')).toContain('<title>Dataflow · Millrace</title>');
  });

  it('refuses options and paths that it does not understand, in every format that draws', async () => {
    for (const format of ['svg', 'mmd', 'dot', 'html'] as const) {
      await expect(renderGraph(tenNodes(), format, { highlightPath: ['hours', 'nte'] })).rejects.toThrow(MillraceError);
      await expect(renderGraph(tenNodes(), format, { orient: 'up' as 'LR' })).rejects.toThrow(/orient/);
    }
  });
});

/** A PNG begins with its width and height, as 32 bits each, behind 16 bytes. */
async function sizeOf(graph: Parameters<typeof renderGraph>[0]): Promise<{ svgWidth: number; width: number; height: number }> {
  const png = Buffer.from((await renderGraph(graph, 'png')) as Uint8Array);
  const [, svgWidth] = /<svg width="(\d+)pt"/.exec(String(await renderGraph(graph, 'svg'))) ?? [];
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return { svgWidth: Number(svgWidth), width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
