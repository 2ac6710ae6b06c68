/** A table in Markdown: names to the left, figures to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], names = 1): string {
  const rule = head.map((_, column) => (column < names ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}
