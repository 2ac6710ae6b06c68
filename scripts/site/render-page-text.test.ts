import { renderPageText } from './render-page-text';

it('draws flowcharts, and leaves comments and the words for tests out', async () => {
  const page = [
    '# A',
    '<!--',
    '```ts',
    'const hidden = 1;',
    '```',
    '-->',
    '```ts continue',
    'a --> b; // <!-- -->',
    '```',
    '```mermaid',
    'flowchart LR',
    '  a --> b',
    '```',
    'End',
    '',
  ];

  const text = await renderPageText(page.join('\n'));

  const [before = '', drawing = '', after] = text.split(/(<div class="drawing" v-pre>.*<\/div>\n)/);
  expect(before).toBe('# A\n```ts\na --> b; // <!-- -->\n```\n');
  expect(drawing.match(/class="node"/g)).toHaveLength(2);
  expect(drawing).not.toMatch(/<title>| id="/);
  expect(after).toBe('End\n');
});
