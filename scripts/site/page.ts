import { join, posix } from 'node:path';

import { replaceLinks } from './page-links';

/** A page of the site. */
export interface Page {
  /** What it is made of: a path in the repository, such as `docs/concepts/nodes.md` or `examples/flights`. */
  readonly source: string;
  /** Where it stands in the site, such as `concepts/nodes.md`. */
  readonly path: string;
  /** Markdown, with links as they are in the repository, seen from `source`. */
  readonly text: string;
}

/** What the site makes of the pages: links lead to pages of the site. @throws Error with all links that lead to none. */
export function linkPages(pages: readonly Page[], aliases: ReadonlyMap<string, string> = new Map()): Page[] {
  const paths = new Map([...aliases, ...pages.map(({ source, path }) => [source, path] as const)]);
  const broken: string[] = [];
  const linked = pages.map((page) => ({
    ...page,
    text: replaceLinks(page.text, (target) => {
      if (/^([a-z]+:|\/|#)/.test(target)) return target;
      const [file = '', anchor] = target.split('#');
      const path = paths.get(posix.join(posix.dirname(page.source), file).replace(/\/$/, ''));
      if (path === undefined) broken.push(`${page.source}: ${target}`);
      const relative = posix.relative(posix.dirname(page.path), path ?? '');
      return `${relative.startsWith('.') ? '' : './'}${relative}${anchor === undefined || path?.includes('#') === true ? '' : `#${anchor}`}`;
    }),
  }));
  if (broken.length > 0) throw new Error(`These links lead to nothing that the site has:\n${broken.join('\n')}`);
  return linked;
}

/** The path of a page as the site's menus name it: `/concepts/nodes`. */
export function addressOf(path: string): string {
  return join('/', path.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1'));
}
