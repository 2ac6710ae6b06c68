import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';

/** Two pixels for each of the picture's, so that text is sharp; fewer where there would be more than this in all. */
const SCALE = 2;
const MOST_PIXELS = 40_000_000;

const font: NonNullable<ResvgRenderOptions['font']> =
  process.platform === 'linux' ? { sansSerifFamily: 'DejaVu Sans', defaultFontFamily: 'DejaVu Sans' } : {};

/**
 * Draws SVG as PNG.
 *
 * @throws Error where no font is installed: the picture would have no text.
 */
export function renderPng(svg: string): Uint8Array {
  if (new Resvg('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">x</text></svg>', { font }).getBBox() === undefined) {
    throw new Error('No font is installed, so that a PNG would have no text. Install one, such as fonts-dejavu-core, or take SVG.');
  }
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scaleOf(svg) } }).render().asPng();
}

/** Graphviz writes the size in points. */
function scaleOf(svg: string): number {
  const [, width = '1', height = '1'] = /<svg width="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg) ?? [];
  return Math.min(SCALE, Math.sqrt(MOST_PIXELS / (Number(width) * Number(height))));
}
