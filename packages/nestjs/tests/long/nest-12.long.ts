import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

import { emptyFolder, packPackages, pinnedVersion, run } from '../../../../scripts/packed-packages';

const tests = join(__dirname, '..');
const versions = {
  '@nestjs/common': '12.5.1',
  '@nestjs/config': '12.0.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/platform-express': '12.5.1',
  '@nestjs/platform-fastify': '12.5.0',
  '@nestjs/terminus': '12.1.0',
  '@nestjs/testing': '12.1.1',
  'reflect-metadata': pinnedVersion('reflect-metadata'),
  rxjs: pinnedVersion('rxjs'),
};
const folder = emptyFolder('nest-12-tests');
const folders = [folder];

jest.setTimeout(300_000);
afterAll(() => folders.forEach((one) => rmSync(one, { recursive: true })));

it('all that is tested on Nest 11 holds on Nest 12, in plain Node.js', async () => {
  const tarballs = await packPackages('@millrace/core', '@millrace/nestjs');
  folders.push(...new Set([...tarballs.values()].map(dirname)));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  await run('npm', ['install', ...tarballs.values()], folder);
  const compiled = ['features', 'fixtures', 'long/fixtures'].flatMap(compile);
  const files = compiled.filter((file) => file.endsWith('.test.js') && !file.endsWith('compilers.test.js'));

  const printed = await run(process.execPath, [join(folder, 'tests/long/fixtures/plain-runner.js'), __filename, ...files], folder);

  const outcomes = JSON.parse(printed.slice(printed.lastIndexOf('\n[') + 1)) as { title: string; error?: string }[];
  expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(50);
});

/** Compiles a folder of tests to where Nest 12 is; gives the files. */
function compile(part: string): string[] {
  return readdirSync(join(tests, part))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const target = join(folder, 'tests', part, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const compilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        experimentalDecorators: true,
        esModuleInterop: true,
      };
      writeFileSync(target, ts.transpileModule(readFileSync(join(tests, part, name), 'utf8'), { compilerOptions }).outputText);
      return target;
    });
}
