import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as core from '@millrace/core';

import { errorCodes } from '../packages/core/src/errors/error-codes';
import { root } from './repository';
import { run } from './run-program';
import { docsPages } from './site/docs-pages';
import { exampleNames } from './site/example-pages';

const site = join(root, 'site/dist/html');

// The program itself fails if a link of the site leads to nothing.
beforeAll(() => run('npm', ['run', '--silent', 'site'], root), 400_000);

/** A page as it is published; its path as in the sources of the site: `concepts/nodes.md`. */
function pageAt(path: string): string {
  return readFileSync(join(site, path.replace(/\.md$/, '.html')), 'utf8');
}

it('has all pages of docs/, and how to contribute', () => {
  const titles = docsPages().map(({ path, text }) => ({ path, title: /^# (.*)$/m.exec(text)?.[1] ?? '' }));

  expect(titles.length).toBeGreaterThan(40);
  expect(titles.filter(({ path }) => !/<h1 [^>]*>/.test(pageAt(path)))).toEqual([]);
});

it('has the examples with their drawings', () => {
  const drawn = exampleNames().map((name) => ({ name, isDrawn: pageAt(`examples/${name}.md`).includes('<div class="drawing"><svg') }));

  expect(drawn.length).toBeGreaterThan(5);
  expect(drawn.filter(({ isDrawn }) => !isDrawn)).toEqual([]);
});

it('has a section for each error code', () => {
  const page = pageAt('errors.md');

  expect(errorCodes.filter((code) => !page.includes(`id="${code.toLowerCase()}"`))).toEqual([]);
});

it('has a page in the reference for all that core exports', () => {
  const pages = ['classes', 'functions', 'variables'].flatMap((kind) => readdirSync(join(site, 'reference/core', kind)));

  expect(Object.keys(core).filter((name) => !pages.includes(`${name}.html`))).toEqual([]);
});

it('can be searched', () => {
  const chunks = join(site, 'assets/chunks');
  const [index = ''] = readdirSync(chunks).filter((file) => file.startsWith('@localSearchIndexroot'));

  expect(existsSync(join(chunks, index))).toBe(true);
  const text = readFileSync(join(chunks, index), 'utf8');
  for (const word of ['onitemerror', 'unknown_dependency', 'runmessages']) expect(text).toContain(word);
});
