import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { listFiles, root } from '../repository';
import { addressOf, type Page } from './page';

/** The pages of docs/, and how to contribute. */
export function docsPages(): Page[] {
  const docs = listFiles(join(root, 'docs'), (file) => file.endsWith('.md')).map((file) => relative(root, file));
  return [...docs, 'CONTRIBUTING.md'].map((source) => ({ source, path: pathOf(source), text: readFileSync(join(root, source), 'utf8') }));
}

/** The pictures in docs/, by their paths in the repository: where they stand in the site. */
export function docsPictures(): Map<string, string> {
  const pictures = listFiles(join(root, 'docs'), (file) => /\.(svg|png)$/.test(file)).map((file) => relative(root, file));
  return new Map(pictures.map((source) => [source, pathOf(source)]));
}

function pathOf(source: string): string {
  if (source === 'docs/README.md') return 'overview.md';
  return source
    .replace(/^docs\//, '')
    .replace(/README\.md$/, 'index.md')
    .replace('CONTRIBUTING', 'contributing');
}

/** An entry of the menu at the side. */
export interface MenuEntry {
  readonly text: string;
  readonly link?: string;
  readonly items?: readonly MenuEntry[];
  readonly collapsed?: boolean;
}

/** The menu: the lists of docs/README.md under their headings, in their order. */
export function docsMenu(pages: readonly Page[]): MenuEntry[] {
  const [, ...sections] = (pages.find(({ source }) => source === 'docs/README.md')?.text ?? '').split(/^## /m);
  return sections.map((section) => {
    const [title = ''] = section.split('\n');
    const items = [...section.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/\[(.*?)\]\((.*?)\)/g)]);
    return {
      text: title,
      collapsed: false,
      items: items.map(([, text = '', target = '']) => ({ text: text.replace(/`/g, ''), link: addressOf(pathOf(join('docs', target))) })),
    };
  });
}
