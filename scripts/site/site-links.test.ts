import { docsPages, docsPictures } from './docs-pages';
import { exampleIntro, exampleNames } from './example-pages';
import { linkPages, type Page } from './page';

const examples: Page = { source: 'examples', path: 'examples/index.md', text: '' };

it('all that the pages of docs/ and of the examples link to, pictures too, has a place in the site', () => {
  const pages = [...docsPages(), examples, ...exampleNames().map(exampleIntro)];

  const linked = linkPages(pages, new Map([...docsPictures(), ['README.md', 'index.md']]));

  expect(linked).toHaveLength(pages.length);
  expect(linked.find(({ path }) => path === 'benchmarks.md')?.text).toMatch(/!\[[^\]]*\]\(\.\/benchmarks\/[^)]+\.svg\)/);
});
