import { extractSnippets } from './extract-snippets';

const page = (...lines: string[]): string => lines.join('\n');

describe('extractSnippets', () => {
  it('takes the TypeScript blocks of a page, with the lines they stand on', () => {
    const markdown = page('# Title', '```ts', 'const a = 1;', '```', '```json', '{}', '```', '```typescript', 'const b = 2;', '```');

    expect(extractSnippets('page.md', markdown)).toEqual([
      { page: 'page.md', lines: [3], code: ['const a = 1;'], inherited: 0 },
      { page: 'page.md', lines: [9], code: ['const b = 2;'], inherited: 0 },
    ]);
  });

  it('leaves out a block marked nocheck', () => {
    expect(extractSnippets('page.md', page('```ts nocheck', 'oops', '```'))).toEqual([]);
  });

  it('puts what a block continues in front of it', () => {
    const markdown = page(
      '```ts',
      'a',
      '```',
      '```ts continue',
      'b',
      '```',
      '```ts nocheck',
      'x',
      '```',
      '```ts continue',
      'c',
      '```',
      '```ts',
      'd',
      '```',
    );

    expect(extractSnippets('page.md', markdown).map(({ code, inherited }) => [code.join(''), inherited])).toEqual([
      ['a', 0],
      ['ab', 1],
      ['abc', 2],
      ['d', 0],
    ]);
  });

  it('strips the indentation of a block in a list', () => {
    expect(extractSnippets('page.md', page('1. Step', '   ```ts', '   if (x) {', '     y();', '   }', '   ```'))[0]?.code).toEqual([
      'if (x) {',
      '  y();',
      '}',
    ]);
  });

  it('does not end a block at a shorter fence', () => {
    expect(extractSnippets('page.md', page('````ts', 'a', '```', 'b', '````'))[0]?.code).toEqual(['a', '```', 'b']);
  });
});
