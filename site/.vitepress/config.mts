import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { defineConfig } from 'vitepress';

import { anchorOf } from '../../scripts/site/heading-anchors';

const menus = JSON.parse(readFileSync(join(import.meta.dirname, '../dist/menus.json'), 'utf8'));

export default defineConfig({
  title: 'Millrace',
  description: 'Dataflows from the methods of ordinary TypeScript classes',
  lang: 'en',
  base: process.env['SITE_BASE'] ?? '/',
  srcDir: 'dist/pages',
  outDir: 'dist/html',
  cacheDir: 'dist/cache',
  cleanUrls: true,
  head: [
    [
      'link',
      {
        rel: 'icon',
        href: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="12" fill="none" stroke="%230f7c6c" stroke-width="4"/><path d="M16 4v24M4 16h24" stroke="%230f7c6c" stroke-width="3"/></svg>',
      },
    ],
  ],
  markdown: { anchor: { slugify: anchorOf }, toc: { slugify: anchorOf }, headers: { slugify: anchorOf } },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/overview', activeMatch: '^/(overview|getting-started|concepts|modifiers|operations)' },
      { text: 'Examples', link: '/examples/', activeMatch: '^/examples/' },
      { text: 'Errors', link: '/errors' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
    ],
    sidebar: menus,
    outline: { level: [2, 3] },
    search: { provider: 'local', options: { detailedView: true } },
    externalLinkIcon: true,
    docFooter: { prev: 'Before', next: 'Next' },
    footer: { message: 'Released under the MIT licence.' },
  },
});
