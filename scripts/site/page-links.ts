/** A link of a Markdown page, outside of its code. */
export interface PageLink {
  /** As written: `nodes.md#inputs`, `#inputs`, `https://…`. */
  readonly target: string;
  /** From 1. */
  readonly line: number;
}

/** `[text](target)` or `![text](target)`; a piece of code in backticks is matched first, so that what looks like a link there is none. */
const codeOrLink = /(`+)(?!`).*?[^`]\1(?!`)|\]\(([^)\s]+)\)/g;

/** The links of a page, in their order. */
export function linksIn(markdown: string): PageLink[] {
  const links: PageLink[] = [];
  replaceLinks(markdown, (target, line) => {
    links.push({ target, line });
    return target;
  });
  return links;
}

/** The page with other targets in its links. */
export function replaceLinks(markdown: string, replace: (target: string, line: number) => string): string {
  return mapProse(markdown, (text, line) =>
    text.replace(codeOrLink, (match, _ticks: string | undefined, target: string | undefined) =>
      target === undefined ? match : `](${replace(target, line)})`,
    ),
  );
}

/** The page with the lines changed that stand in no block of code; `change` gets a line and its number, from 1. */
export function mapProse(markdown: string, change: (text: string, line: number) => string): string {
  let fence: string | undefined;
  return markdown
    .split('\n')
    .map((text, index) => {
      const [, mark] = /^\s*(`{3,}|~{3,})/.exec(text) ?? [];
      if (fence !== undefined) {
        if (mark?.startsWith(fence) === true && text.trim() === mark) fence = undefined;
        return text;
      }
      if (mark !== undefined) fence = mark;
      return mark === undefined ? change(text, index + 1) : text;
    })
    .join('\n');
}
