import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { anchorsIn } from './heading-anchors';
import { linksIn } from './page-links';

/** The links of Markdown files that lead to no file, or to no heading of it, as `docs/a.md:3: …`; those to other hosts are not followed. */
export function findBrokenLinks(pages: readonly string[], root: string): string[] {
  return pages.flatMap((page) =>
    linksIn(readFileSync(page, 'utf8')).flatMap(({ target, line }) => {
      const fault = faultOf(page, target);
      return fault === undefined ? [] : [`${relative(root, page)}:${line}: ${target} ${fault}`];
    }),
  );
}

function faultOf(page: string, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return 'leads to no file.';
  if (anchor === undefined) return undefined;
  if (!file.endsWith('.md')) return 'names a heading of what is no page.';
  return anchorsIn(readFileSync(file, 'utf8')).has(anchor) ? undefined : 'leads to no heading of that page.';
}
