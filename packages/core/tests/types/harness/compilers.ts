import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The compilers that users are on, by the folders in which they are installed. */
export const compilers = ['typescript-5', 'typescript', 'typescript-7'] as const;

/** The folder of an installed compiler. */
export type Compiler = (typeof compilers)[number];

const core = join(__dirname, '..', '..', '..');
const modules = join(core, '..', '..', 'node_modules');

/** One error of a compiler. */
export interface CompilerError {
  readonly file: string;
  readonly line: number;
  /** With all its lines. */
  readonly text: string;
}

/** A new folder for generated sources, below `node_modules`, so that packages are found there and nothing else looks into it. */
export function scratchFolder(): string {
  const cache = join(modules, '.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'millrace-types-'));
}

/** Writes the declarations of the package into a folder, from the sources as they are now, and gives the one that users import. */
export function emitDeclarations(folder: string): string {
  const outDir = join(folder, 'declarations');
  // What is wrong in the sources themselves is the business of the type check, not of the tests that read the declarations.
  run('typescript-7', [
    '-p',
    core,
    '--composite',
    'false',
    '--incremental',
    'false',
    '--emitDeclarationOnly',
    '--declarationMap',
    'false',
    '--outDir',
    outDir,
  ]);
  return join(outDir, 'index.d.ts');
}

/** What a compiler says of files that import the package with these declarations. */
export function errorsOf(compiler: Compiler, folder: string, declarations: string, files: readonly string[]): CompilerError[] {
  const project = join(folder, `tsconfig.${compiler}.json`);
  const compilerOptions = {
    composite: false,
    declaration: false,
    declarationMap: false,
    noEmit: true,
    rootDir: '/',
    paths: { '@millrace/core': [declarations], '@millrace/core/*': [join(dirname(declarations), '*', 'index.d.ts')] },
  };
  writeFileSync(
    project,
    JSON.stringify({ extends: relative(folder, join(core, '..', '..', 'tsconfig.base.json')), compilerOptions, files }),
  );
  const { output, status } = run(compiler, ['-p', project, '--pretty', 'false']);
  const errors = parse(output);
  if (status !== 0 && errors.length === 0) throw new Error(`${compiler} failed: ${output}`);
  return errors;
}

function run(compiler: Compiler, given: readonly string[]): { readonly output: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(modules, compiler, 'bin', 'tsc'), ...given], {
    encoding: 'utf8',
    cwd: core,
  });
  return { output: stdout + stderr, status };
}

/** `path(line,column): error TS1234: text`, followed by indented lines. */
function parse(output: string): CompilerError[] {
  return output
    .split(/\n(?=\S)/)
    .map((entry) => /^(.+?)\((\d+),\d+\): error (TS\d+: [^]*)$/.exec(entry.trimEnd()))
    .flatMap((match) => (match === null ? [] : [{ file: match[1] ?? '', line: Number(match[2]), text: match[3] ?? '' }]));
}
