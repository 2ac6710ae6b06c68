import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { listFiles, listPackages, root } from '../repository';
import type { MenuEntry } from './docs-pages';
import { addressOf, type Page } from './page';

const kinds = { functions: 'Functions', variables: 'Values', classes: 'Classes', interfaces: 'Interfaces', 'type-aliases': 'Types' };

/** The sources of all entry points that the packages publish, in the order of the reference. */
export function entryPoints(): string[] {
  return listPackages()
    .filter(({ isPrivate }) => !isPrivate)
    .sort((a, b) => Number(b.name.endsWith('/core')) - Number(a.name.endsWith('/core')))
    .flatMap(({ folder }) => {
      const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
      return Object.keys(exports)
        .map((entry) => join(folder, 'src', entry, 'index.ts'))
        .filter((file) => existsSync(file));
    });
}

/** The pages that typedoc has written into a folder, under the names that the entry points are imported by. */
export function referencePages(folder: string): Page[] {
  return listFiles(folder, (file) => file.endsWith('.md')).map((file) => {
    const path = relative(folder, file).replace(/(^|\/)src\//, '$1');
    const text = readFileSync(file, 'utf8').replaceAll(/\b(\w[\w-]*)\/src(\/\w+)?(?=[\]\s]|$)/g, '@millrace/$1$2');
    return {
      source: join('reference', relative(folder, file)),
      path: join('reference', path),
      text: path === 'index.md' ? listText(text) : text,
    };
  });
}

/** The first page: what is imported from where. */
function listText(text: string): string {
  return `# Reference\n\nAll that the packages export, from the comments in their sources.\n\n${text.slice(text.indexOf('- ['))}`;
}

/** A menu of the reference: the entry points, below each its exports by kind. */
export function referenceMenu(pages: readonly Page[]): MenuEntry[] {
  const indexes = pages.filter(({ path }) => /^reference\/.+\/index\.md$/.test(path));
  const order = entryPoints().map((file) => relative(join(root, 'packages'), file).replace('src/', '').replace('.ts', '.md'));
  indexes.sort((a, b) => order.indexOf(a.path.slice('reference/'.length)) - order.indexOf(b.path.slice('reference/'.length)));
  return indexes.map(({ path }) => {
    const folder = path.slice(0, -'index.md'.length);
    const items = Object.entries(kinds).map(([kind, text]) => ({
      text,
      collapsed: true,
      items: pages
        .filter((page) => page.path.startsWith(`${folder}${kind}/`))
        .map((page) => ({ text: (page.path.split('/').at(-1) ?? '').replace('.md', ''), link: addressOf(page.path) })),
    }));
    return {
      text: `@millrace/${folder.slice('reference/'.length, -1)}`,
      link: addressOf(path),
      collapsed: true,
      items: items.filter((entry) => entry.items.length > 0),
    };
  });
}
