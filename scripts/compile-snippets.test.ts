jest.setTimeout(60_000);
import { compileSnippets } from './compile-snippets';
import { extractSnippets } from './extract-snippets';

describe('compileSnippets', () => {
  it('reports the page and the line of each fault, once', () => {
    const markdown = [
      '# Page',
      '```ts',
      'const a: number = 1;',
      'const wrong: string = a;',
      '```',
      '```ts continue',
      'await Promise.resolve(a.length);',
      '```',
    ].join('\n');

    expect(compileSnippets(extractSnippets('docs/page.md', markdown))).toEqual([
      "docs/page.md:4: TS2322 Type 'number' is not assignable to type 'string'.",
      "docs/page.md:7: TS2339 Property 'length' does not exist on type 'number'.",
    ]);
  });

  it('compiles against the sources of the packages', () => {
    const markdown = ['```ts', "import { noSuchExport } from '@millrace/core';", '```'].join('\n');

    expect(compileSnippets(extractSnippets('docs/page.md', markdown))).toEqual([
      expect.stringContaining("no exported member 'noSuchExport'"),
    ]);
  });
});
