export interface Snippet {
  /** As given; for messages. */
  readonly page: string;
  /** The line of the page (from 1) that each line of `code` stands on. */
  readonly lines: readonly number[];
  readonly code: readonly string[];
  /** How many of the first lines were taken over from the blocks that this one continues. */
  readonly inherited: number;
}

const opening = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)([^`]*)$/;

/**
 * The TypeScript blocks of a Markdown page, each a module of its own. Words after the language:
 * `nocheck` leaves a block out; `continue` puts the checked block before it, with all that one continues, in front of it.
 */
export function extractSnippets(page: string, markdown: string): Snippet[] {
  const snippets: Snippet[] = [];
  for (const block of codeBlocks(markdown.split(/\r?\n/))) {
    if (!['ts', 'typescript'].includes(block.language) || block.words.includes('nocheck')) continue;
    const before = block.words.includes('continue') ? snippets.at(-1) : undefined;
    snippets.push({
      page,
      lines: [...(before?.lines ?? []), ...block.lines],
      code: [...(before?.code ?? []), ...block.code],
      inherited: before?.code.length ?? 0,
    });
  }
  return snippets;
}

interface CodeBlock {
  readonly language: string;
  readonly words: readonly string[];
  readonly lines: number[];
  readonly code: string[];
}

function codeBlocks(markdown: readonly string[]): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < markdown.length; at++) {
    const [, indent = '', fence = '', language = '', info = ''] = opening.exec(markdown[at] ?? '') ?? [];
    if (fence === '') continue;
    const block: CodeBlock = { language, words: info.trim().split(/\s+/), lines: [], code: [] };
    for (at++; at < markdown.length && !closes(markdown[at] ?? '', fence); at++) {
      block.lines.push(at + 1);
      block.code.push(withoutIndent(markdown[at] ?? '', indent));
    }
    blocks.push(block);
  }
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return text.startsWith(fence) && text === fence.charAt(0).repeat(text.length);
}

function withoutIndent(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
}
