import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

import type { Noticed } from './fixtures/report';

const PACKAGE = join(__dirname, '../..');
/** Inside `node_modules`, so that the compiled programs find what they import. */
const COMPILED = join(PACKAGE, '../../node_modules/.cache/millrace-soak');

/** Compiles the sources and the programs that have changed, without type checks: memory is then measured without jest and ts-node. */
export function compileFixtures(): void {
  for (const folder of ['src', 'tests/property', 'tests/fault-injection', 'tests/long/fixtures']) {
    const files = readdirSync(join(PACKAGE, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      const source = join(PACKAGE, folder, file);
      const target = join(COMPILED, folder, file.replace(/\.ts$/, '.js'));
      if (existsSync(target) && statSync(target).mtimeMs > statSync(source).mtimeMs) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transpile(readFileSync(source, 'utf8')));
    }
  }
}

/** The compiled file of a program. */
export function fixturePath(name: string): string {
  return join(COMPILED, 'tests/long/fixtures', `${name}.js`);
}

/** Runs a program in a process of its own and gives what it reported. */
export async function runFixture<T>(name: string, ...args: readonly string[]): Promise<T & Noticed> {
  const child = spawn(process.execPath, ['--expose-gc', fixturePath(name), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const last = printed.trim().split('\n').at(-1);
  if (code !== 0 || last === undefined || last === '')
    throw new Error(`${name} ended with code ${code} and printed ${printed}\n${complaints}`);
  return JSON.parse(last) as T & Noticed;
}

function transpile(source: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    experimentalDecorators: true,
    esModuleInterop: true,
    useDefineForClassFields: true,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
