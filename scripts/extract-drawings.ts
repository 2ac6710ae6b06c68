import { extractSnippets, type Snippet } from './extract-snippets';

/** A Mermaid block of a page, and the TypeScript block before it, which is to print it. */
export interface Drawing {
  readonly page: string;
  /** The line on which the block opens, from 1. */
  readonly line: number;
  readonly text: string;
  readonly snippet: Snippet;
}

/** The Mermaid blocks of a Markdown page that stand behind a TypeScript block. */
export function extractDrawings(page: string, markdown: string): Drawing[] {
  const snippets = extractSnippets(page, markdown);
  const lines = markdown.split(/\r?\n/);
  return lines.flatMap((opening, index) => {
    const snippet = snippets.filter(({ lines: own }) => (own.at(-1) ?? 0) < index).at(-1);
    if (opening !== '```mermaid' || snippet === undefined) return [];
    const end = lines.indexOf('```', index);
    return [{ page, line: index + 1, text: lines.slice(index + 1, end).join('\n'), snippet }];
  });
}
