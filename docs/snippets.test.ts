import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';

import ts from 'typescript';

import { extractSnippets, type Snippet } from '../scripts/extract-snippets';

const root = path.join(__dirname, '..');
const concepts = readdirSync(path.join(__dirname, 'concepts')).map((file) => `docs/concepts/${file}`);

/** Pages whose blocks run as they stand; that they compile is checked by `npm run snippets`. */
const pages = ['README.md', 'docs/coming-from-hamilton.md', ...concepts];
const snippets = pages.flatMap((page) => extractSnippets(page, readFileSync(path.join(root, page), 'utf8')));

it.each(snippets.map((snippet) => [`${snippet.page}:${snippet.lines[snippet.inherited]}`, snippet] as const))(
  'the block at %s runs and prints what its comments say',
  async (_place, snippet) => {
    const { printed, tests } = await run(snippet);

    const promised = promisedLines(snippet);
    expect(printed.filter((line) => promised.includes(line))).toEqual(promised);
    for (const test of tests) await test();
  },
);

/** The comments behind `console.log(…);` in the block itself. */
function promisedLines({ code }: Snippet): string[] {
  return code.flatMap((line) => /console\.log\(.*\); \/\/ (.*)$/.exec(line)?.[1] ?? []);
}

/** Runs a block as the body of an asynchronous function, so that it may await; `it` and `console` are its own. */
async function run({ code }: Snippet): Promise<{ printed: string[]; tests: (() => unknown)[] }> {
  const { outputText } = ts.transpileModule(code.join('\n'), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators: true,
      esModuleInterop: true,
    },
  });
  const printed: string[] = [];
  const tests: (() => unknown)[] = [];
  const globals = {
    require,
    exports: {},
    console: { log: (...values: unknown[]) => void printed.push(format(...values)) },
    it: (_title: string, test: () => unknown) => void tests.push(test),
  };
  const body = `return (async () => {\n${outputText}\n})();`;
  await (new Function(...Object.keys(globals), body)(...Object.values(globals)) as Promise<void>);
  return { printed, tests };
}
