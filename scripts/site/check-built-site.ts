import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

/** The links of built pages that lead to no file or no anchor, as `concepts/nodes.html: …`. */
export function checkBuiltSite(folder: string, base = process.env['SITE_BASE'] ?? '/'): string[] {
  const files = new Set(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
  );
  const pages = [...files].filter((file) => file.endsWith('.html') && !file.startsWith('drawings/'));
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]));
  const anchors = new Map([...texts].map(([page, text]) => [page, new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id))]));

  const broken = new Set<string>();
  for (const [page, text] of texts) {
    for (const [, href = ''] of text.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const [path = '', anchor = ''] = decodeURI(href).split('#');
      const file =
        path === '' ? page : fileOf(path.startsWith(base) ? path.slice(base.length) : posix.join(posix.dirname(page), path), files);
      if (file === undefined || (anchor !== '' && anchors.get(file)?.has(anchor) === false))
        broken.add(`${page}: ${href} leads to nothing.`);
    }
  }
  return [...broken];
}

function fileOf(path: string, files: ReadonlySet<string>): string | undefined {
  return [path, `${path}.html`, posix.join(path, 'index.html')].find((file) => files.has(file));
}
