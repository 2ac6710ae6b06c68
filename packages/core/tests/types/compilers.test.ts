import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { compilers, emitDeclarations, errorsOf, scratchFolder, type CompilerError } from './harness/compilers';
import { misuseFile, misuses } from './harness/messages';

const typeTests = readdirSync(__dirname)
  .filter((file) => file.endsWith('.test-d.ts'))
  .map((file) => join(__dirname, file));

let folder: string;
let declarations: string;

beforeAll(() => {
  folder = scratchFolder();
  declarations = emitDeclarations(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(compilers)('wiring checked by %s', (compiler) => {
  const { text, lineOf } = misuseFile();
  let errors: readonly CompilerError[];
  let misuseErrors: readonly CompilerError[];

  beforeAll(() => {
    const misuseSource = join(folder, 'misuses.ts');
    writeFileSync(misuseSource, text);
    errors = errorsOf(compiler, folder, declarations, [...typeTests, misuseSource]);
    misuseErrors = errors.filter(({ file }) => file.endsWith('misuses.ts'));
  }, 120_000);

  it('accepts natural code and refuses every negative case of the type tests', () => {
    expect(typeTests.length).toBeGreaterThan(0);
    expect(errors.filter((error) => !misuseErrors.includes(error))).toEqual([]);
  });

  it('refuses nothing but the misuses', () => {
    const lines = new Set(misuses.map(lineOf));

    expect(misuseErrors.filter(({ line }) => !lines.has(line))).toEqual([]);
  });

  it.each(misuses)('says what is wrong with $title', (misuse) => {
    const said = misuseErrors.filter(({ line }) => line === lineOf(misuse)).map((error) => error.text);

    for (const text of misuse.says) expect(said.join('\n')).toContain(text);
  });
});
