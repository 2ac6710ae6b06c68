import { renderSvg } from '../../packages/cli/src/pictures/render-svg';
import { drawFlowchart } from './draw-flowchart';
import { inlineDrawing } from './inline-drawing';

/** Makes of the Markdown of the repository what the site shows: comments and the words for our tests are left out, flowcharts are drawn. */
export async function renderPageText(markdown: string): Promise<string> {
  const parts: string[] = [];
  for (const part of partsOf(markdown)) {
    if (part.startsWith('<!--')) continue;
    const [, mermaid] = /^```mermaid\n(.*?)^```/ms.exec(part) ?? [];
    parts.push(
      mermaid === undefined ? part.replace(/^(\s*`{3,}\w+)[^\n]*/, '$1') : `${inlineDrawing(await renderSvg(drawFlowchart(mermaid)))}\n`,
    );
  }
  return parts.join('');
}

/** Comments, blocks of code, and the lines between them, each whole. */
function partsOf(markdown: string): string[] {
  return markdown.match(/^<!--.*?-->\n?|^([ ]*)(`{3,})[^`\n]*\n.*?^\1\2[ ]*(?:\n|$)|^[^\n]*(?:\n|$)/gms) ?? [];
}
