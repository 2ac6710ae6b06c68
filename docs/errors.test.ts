import { readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { GraphValidationError, MillraceError } from '@millrace/core';
import { errorCodes } from '../packages/core/src/errors/error-codes';
import { extractSnippets } from '../scripts/extract-snippets';

const markdown = readFileSync(path.join(__dirname, 'errors.md'), 'utf8');
const sections = markdown.split(/^## /m).slice(1);
const titles = sections.map((section) => section.slice(0, section.indexOf('\n')));

it('has a section for every code, in the order of the list', () => {
  expect(titles).toEqual([...errorCodes]);
});

const examples = sections.flatMap((section, index) =>
  extractSnippets('errors.md', section).map(({ code }) => [titles[index] ?? '', code] as const),
);

it.each(examples)('%s: the example raises it', async (code, lines) => {
  const thrown = await run(lines.join('\n')).then(
    () => undefined,
    (error: unknown) => error,
  );

  expect(codesIn(thrown)).toContain(code);
});

/** The codes of an error, of its faults and its causes. */
function codesIn(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    if (MillraceError.is(at)) codes.push(at.code);
    if (at instanceof GraphValidationError) codes.push(...at.faults.map((fault) => fault.code));
  }
  return codes;
}

/** Runs an example as the body of an asynchronous function, so that it may await. */
async function run(example: string): Promise<void> {
  const { outputText } = ts.transpileModule(example, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators: true,
      esModuleInterop: true,
    },
  });
  // The examples are our own, and read as modules.
  const body = new Function('require', 'exports', `return (async () => {${outputText}\n})();`) as (
    load: NodeJS.Require,
    exports: object,
  ) => Promise<void>;
  await body(require, {});
}
