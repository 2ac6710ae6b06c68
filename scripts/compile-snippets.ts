import { join } from 'node:path';

import ts from 'typescript';

import type { Snippet } from './extract-snippets';
import { root } from './repository';

/** The faults of the snippets as `page:line: text`, compiled together against the sources of the packages. */
export function compileSnippets(snippets: readonly Snippet[]): string[] {
  const files = new Map(snippets.map((snippet, index) => [virtualPath(index), snippet]));
  const options = compilerOptions();
  const program = ts.createProgram([...files.keys()], options, hostWith(files, options));

  const faults: string[] = [];
  for (const [path, snippet] of files) {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new Error(`The compiler did not read the snippet ${path} of ${snippet.page}`);
    for (const diagnostic of [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]) {
      const line = ts.getLineAndCharacterOfPosition(file, diagnostic.start ?? 0).line;
      if (line < snippet.inherited) continue; // reported for the block it comes from
      const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
      faults.push(`${snippet.page}:${snippet.lines[line] ?? snippet.lines.at(-1)}: TS${diagnostic.code} ${text}`);
    }
  }
  return faults;
}

/** Under docs/, so that packages are found as for a file there; `.mts`, because snippets await at the top level. */
function virtualPath(index: number): string {
  return join(root, 'docs', `snippet-${index}.mts`);
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(root, 'tsconfig.base.json');
  const { options, errors } = ts.convertCompilerOptionsFromJson(ts.readConfigFile(path, ts.sys.readFile).config.compilerOptions, root);
  if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, ts.createCompilerHost({})));
  return {
    ...options,
    composite: false,
    declaration: false,
    declarationMap: false,
    noEmit: true,
    types: ['node', 'jest'],
    paths: {
      '@millrace/core/*': [join(root, 'packages/core/src/*/index.ts')],
      '@millrace/nestjs/*': [join(root, 'packages/nestjs/src/*/index.ts')],
      '@millrace/*': [join(root, 'packages/*/src/index.ts')],
    },
  };
}

function hostWith(files: ReadonlyMap<string, Snippet>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const textOf = (path: string): string | undefined => files.get(path)?.code.join('\n');
  return {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => textOf(path) ?? host.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = textOf(path);
      return text === undefined ? host.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
    },
  };
}
