import { addressOf, linkPages } from './page';

const page = (source: string, path: string, text: string): Parameters<typeof linkPages>[0][number] => ({ source, path, text });

it('links lead to where the pages stand in the site', () => {
  const linked = linkPages([
    page('docs/concepts/a.md', 'concepts/a.md', '[b](../b.md#c) [example](../../examples/e/) [here](#d) [far](https://x.y) `[code](z.md)`'),
    page('docs/b.md', 'b.md', '[a](concepts/a.md)'),
    page('examples/e', 'examples/e.md', ''),
  ]);

  expect(linked.map(({ text }) => text)).toEqual([
    '[b](../b.md#c) [example](../examples/e.md) [here](#d) [far](https://x.y) `[code](z.md)`',
    '[a](./concepts/a.md)',
    '',
  ]);
});

it('tells of all links to what the site does not have', () => {
  const pages = [page('docs/a.md', 'a.md', '[b](b.md)\n[c](c.md)')];

  expect(() => linkPages(pages)).toThrow('docs/a.md: b.md\ndocs/a.md: c.md');
});

it('menus name pages without their endings', () => {
  expect(['concepts/nodes.md', 'modifiers/index.md', 'index.md'].map(addressOf)).toEqual(['/concepts/nodes', '/modifiers/', '/']);
});
