import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { extractSnippets, type Snippet } from '../scripts/extract-snippets';
import { runSnippet } from '../scripts/run-snippet';

const root = path.join(__dirname, '..');
const folders = ['concepts', 'modifiers', 'operations'];

/** Pages whose blocks run as they stand; that they compile is checked by `npm run snippets`. */
const pages = ['README.md', 'docs/coming-from-hamilton.md', 'docs/nestjs.md', ...folders.flatMap(pagesOf)];
const snippets = pages.flatMap((page) => extractSnippets(page, readFileSync(path.join(root, page), 'utf8')));

it.each(snippets.map((snippet) => [`${snippet.page}:${snippet.lines[snippet.inherited]}`, snippet] as const))(
  'the block at %s runs and prints what its comments say',
  async (_place, snippet) => {
    const { printed, tests } = await runSnippet(snippet);

    const promised = promisedLines(snippet);
    expect(printed.filter((line) => promised.includes(line))).toEqual(promised);
    for (const test of tests) await test();
  },
);

function pagesOf(folder: string): string[] {
  return readdirSync(path.join(__dirname, folder)).map((file) => `docs/${folder}/${file}`);
}

/** The comments behind `console.log(…);` in the block itself. */
function promisedLines({ code }: Snippet): string[] {
  return code.flatMap((line) => /console\.log\(.*\); \/\/ (.*)$/.exec(line)?.[1] ?? []);
}
