import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { extractDrawings } from '../scripts/extract-drawings';
import { runSnippet } from '../scripts/run-snippet';

const folder = path.join(__dirname, 'modifiers');
const drawings = readdirSync(folder).flatMap((file) =>
  extractDrawings(`docs/modifiers/${file}`, readFileSync(path.join(folder, file), 'utf8')),
);

it.each(drawings.map((drawing) => [`${drawing.page}:${drawing.line}`, drawing] as const))(
  'the drawing at %s is what the block before it prints',
  async (_place, { text, snippet }) => {
    const { printed } = await runSnippet(snippet);

    expect(printed.map((output) => output.trimEnd())).toContain(text);
  },
);
