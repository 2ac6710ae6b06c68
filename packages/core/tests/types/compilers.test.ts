import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { compilers, emitDeclarations, errorsOf, scratchFolder, type CompilerError } from './harness/compilers';
import { misuseFile, misuses } from './harness/messages';

let folder: string;
let declarations: string;

beforeAll(() => {
  folder = scratchFolder();
  declarations = emitDeclarations(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The type tests beside this file are checked by every compiler in `npm run typecheck`.
describe.each(compilers)('wiring checked by %s', (compiler) => {
  const { text, lineOf } = misuseFile();
  let misuseErrors: readonly CompilerError[];

  beforeAll(() => {
    const misuseSource = join(folder, 'misuses.ts');
    writeFileSync(misuseSource, text);
    misuseErrors = errorsOf(compiler, folder, declarations, [misuseSource]);
  }, 120_000);

  it('refuses nothing but the misuses', () => {
    const lines = new Set(misuses.map(lineOf));

    expect(misuseErrors.filter(({ line }) => !lines.has(line))).toEqual([]);
  });

  it.each(misuses)('says what is wrong with $title', (misuse) => {
    const said = misuseErrors.filter(({ line }) => line === lineOf(misuse)).map((error) => error.text);

    for (const text of misuse.says) expect(said.join('\n')).toContain(text);
  });
});
