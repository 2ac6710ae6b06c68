import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { listFiles, root } from '../scripts/repository';
import { findBrokenLinks } from '../scripts/site/find-broken-links';
import { linksIn } from '../scripts/site/page-links';

const isPage = (file: string): boolean => file.endsWith('.md') && !file.endsWith('CHANGELOG.md');
const docs = listFiles(path.join(root, 'docs'), isPage);
const readmes = ['packages', 'examples'].flatMap((folder) => listFiles(path.join(root, folder), (file) => file.endsWith('README.md')));

it('every link of the pages leads to a file, and to a heading of it', () => {
  const pages = [...docs, ...readmes, ...['README.md', 'CONTRIBUTING.md'].map((page) => path.join(root, page))];

  expect(findBrokenLinks(pages, root)).toEqual([]);
});

it('tells of links to files and headings that are not there, and of none in code', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-links-'));
  const page = path.join(folder, 'a.md');
  writeFileSync(
    page,
    '# A `b`, c\n[1](#a-b-c) [2](#d) [3](none.md) [4](a.md#a-b-c) `[5](none.md)`\n```\n[6](none.md)\n```\n[7](https://x.y/z)\n',
  );

  expect(findBrokenLinks([page], folder)).toEqual(['a.md:2: #d leads to no heading of that page.', 'a.md:2: none.md leads to no file.']);
  rmSync(folder, { recursive: true });
});

it('docs/README.md lists every page', () => {
  const index = path.join(root, 'docs/README.md');
  const listed = linksIn(readFileSync(index, 'utf8')).map(({ target }) => path.join(root, 'docs', target));

  expect(docs.filter((page) => page !== index && !listed.includes(page))).toEqual([]);
});
