import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { extractDrawings } from '../scripts/extract-drawings';
import { runSnippet } from '../scripts/run-snippet';

/** Pages whose drawings are those of the code before them; others are drawn by hand. */
const pages = ['concepts/drawings.md', ...readdirSync(path.join(__dirname, 'modifiers')).map((file) => `modifiers/${file}`)];
const drawings = pages.flatMap((page) => extractDrawings(`docs/${page}`, readFileSync(path.join(__dirname, page), 'utf8')));

it.each(drawings.map((drawing) => [`${drawing.page}:${drawing.line}`, drawing] as const))(
  'the drawing at %s is what the block before it prints',
  async (_place, { text, snippet }) => {
    const { printed } = await runSnippet(snippet);

    expect(printed.map((output) => output.trimEnd())).toContain(text);
  },
);
