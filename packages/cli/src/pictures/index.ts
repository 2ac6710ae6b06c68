import { drawDot, drawMermaid, type GraphJson } from '@millrace/core';

import { renderPage } from './page/render-page';
import { drawOptionsOf, type PictureOptions } from './picture-options';
import { renderPng } from './render-png';
import { renderSvg } from './render-svg';

export type { PictureOptions } from './picture-options';

/** All formats of a picture, as file names end. */
export const pictureFormats = ['svg', 'png', 'mmd', 'dot', 'json', 'html'] as const;

export type PictureFormat = (typeof pictureFormats)[number];

/**
 * Draws a graph: as SVG, PNG, Mermaid (`mmd`), DOT, JSON, or one HTML page that needs nothing else. All are text but PNG.
 * The same graph gives the same picture.
 *
 * @throws MillraceError `INVALID_OPTION`, or `INVALID_REQUEST` for a path between unknown nodes.
 */
export async function renderGraph(graph: GraphJson, format: PictureFormat, options: PictureOptions = {}): Promise<string | Uint8Array> {
  const drawn = drawOptionsOf(options);
  switch (format) {
    case 'dot':
      return drawDot(graph, drawn);
    case 'mmd':
      return drawMermaid(graph, drawn);
    case 'json':
      return `${JSON.stringify(graph, null, 2)}\n`;
    case 'svg':
      return renderSvg(drawDot(graph, drawn));
    case 'png':
      return renderPng(await renderSvg(drawDot(graph, drawn)));
    case 'html':
      return renderPage(graph, options);
  }
}
