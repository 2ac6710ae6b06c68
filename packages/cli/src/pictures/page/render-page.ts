import { join } from 'node:path';

import type { GraphJson } from '@millrace/core';
import { instance } from '@viz-js/viz';

import type { PictureOptions } from '../picture-options';
import { bundleScript } from './bundle-script';
import { layOut } from './client/layout';
import type { PageData } from './client/page-data';
import { embeddedGraphviz } from './embedded-graphviz';
import { pageBody } from './page-body';
import { pageStyle } from './page-style';
import { readPageData } from './read-page-data';

/** The program of the page: put together once, for the first page of a process. */
let program: Promise<string> | undefined;

/**
 * Draws a graph as an HTML page to look around in. It is one file that loads nothing: its policy forbids the browser
 * every request, so that it works offline and tells nobody what it shows.
 */
export async function renderPage(graph: GraphJson, options: PictureOptions = {}): Promise<string> {
  const read = readPageData(graph, options);
  const viz = await instance();
  program ??= bundleScript(join(__dirname, 'client', 'main'));
  const data: PageData = { ...read, startLayout: await layOut((drawn) => viz.renderString(drawn, { format: 'json0' }), read, read.start) };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; img-src data:">
<title>${escapeHtml(data.title)} · Millrace</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
${pageBody}
<script type="application/json" id="data">${inScript(JSON.stringify(data))}</script>
<script type="text/plain" id="graphviz">${embeddedGraphviz()}</script>
<script>${inScript(await program)}</script>
</body>
</html>
`;
}

/** No text may end the script element; in JSON and in strings and comments of scripts the escape means the same. */
function inScript(text: string): string {
  return text.replaceAll('<!--', '\\u003c!--').replaceAll(/<(?=\/?script)/gi, '\\u003c');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
