/**
 * A drawing as a part of a page. What it has of Graphviz' own is taken away: ids that would not be unique in the page, titles that would
 * show as hints, the paper; its colours are the style sheet's to change.
 */
export function inlineDrawing(svg: string): string {
  const bare = svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<title>.*?<\/title>/gs, '')
    .replace(/ id="[^"]*"/g, '')
    .replace(/<polygon fill="white" stroke="none"[^>]*\/>/, '')
    .replace(/<a [^>]*>|<\/a>/g, '')
    .replace(/\s*\n\s*/g, ' ');
  return `<div class="drawing" v-pre>${bare}</div>`;
}
