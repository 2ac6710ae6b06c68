import { instance } from '@viz-js/viz';

/** Draws DOT text as SVG, with the Graphviz that comes as WebAssembly: none need be installed. */
export async function renderSvg(dot: string): Promise<string> {
  const viz = await instance();
  return viz.renderString(dot, { format: 'svg', graphAttributes: { bgcolor: 'white' } });
}
