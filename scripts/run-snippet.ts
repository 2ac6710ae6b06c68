import { format } from 'node:util';

import ts from 'typescript';

import type { Snippet } from './extract-snippets';

/** What a block did when it ran. */
export interface RunSnippet {
  /** What it printed, a call of `console.log` each. */
  readonly printed: readonly string[];
  /** The tests that it declared with `it`; they have not run. */
  readonly tests: readonly (() => unknown)[];
}

/** Runs a block as the body of an asynchronous function, so that it may await; `it` and `console` are its own. */
export async function runSnippet({ code }: Pick<Snippet, 'code'>): Promise<RunSnippet> {
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
