import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { transformFileSync } from '@swc/core';

import { emptyFolder, packPackages, pinnedVersion, run } from '../../../../scripts/packed-packages';
import { root } from '../../../../scripts/repository';

const quickstart = join(root, 'examples/quickstart/src/main.ts');
const printed = '12 words, the longest has 6 letters\n';
const megabyte = 1_000_000;

/** The same as the quickstart, for those who write JavaScript. */
const inJavaScript = `
const TextMetrics = defineDataflow({
  texts: input(),
  text: { role: 'parallelizable', deps: ['texts'], run: (texts) => texts },
  words: { deps: ['text'], run: (text) => text.split(' ') },
  wordCount: { deps: ['words'], run: (words) => words.length },
  longestWord: { deps: ['words'], run: (words) => Math.max(...words.map((word) => word.length)) },
  totalWords: { role: 'collect', deps: ['wordCount'], run: (counts) => counts.reduce((a, b) => a + b, 0) },
  longest: { role: 'collect', deps: ['longestWord'], run: (lengths) => Math.max(...lengths) },
});
const texts = ['a mill race', 'splits water off a stream', 'and gives it back'];
new Driver({ modules: [TextMetrics] })
  .execute(['totalWords', 'longest'], { inputs: { texts } })
  .then(({ totalWords, longest }) => console.log(\`\${totalWords} words, the longest has \${longest} letters\`));
`;

let tarball: string;
let app: string;

beforeAll(async () => {
  app = emptyFolder('apps');
  tarball = (await packPackages('@millrace/core')).get('@millrace/core') ?? '';
  writeFileSync(join(app, 'package.json'), '{ "private": true }');
  await run('npm', ['install', tarball, ...['rxjs', 'reflect-metadata'].map((peer) => `${peer}@${pinnedVersion(peer)}`)], app);
});
afterAll(() => [app, dirname(tarball)].forEach((folder) => rmSync(folder, { recursive: true })));

it('runs in a project of CommonJS', async () => {
  const folder = project('commonjs', { 'main.js': `const { defineDataflow, Driver, input } = require('@millrace/core');${inJavaScript}` });

  await expect(run(process.execPath, ['main.js'], folder)).resolves.toBe(printed);
});

it('runs in a project of ES modules', async () => {
  const folder = project('module', { 'main.js': `import { defineDataflow, Driver, input } from '@millrace/core';${inJavaScript}` });

  await expect(run(process.execPath, ['main.js'], folder)).resolves.toBe(printed);
});

it('compiles with tsc, with the declarations checked, and runs', async () => {
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    module: 'NodeNext',
    strict: true,
    skipLibCheck: false,
    types: [],
    experimentalDecorators: true,
    outDir: 'dist',
  };
  const folder = project('tsc', { 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['main.ts'] }) });
  copyFileSync(quickstart, join(folder, 'main.ts'));

  await run(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc')], folder);

  await expect(run(process.execPath, ['dist/main.js'], folder)).resolves.toBe(printed);
});

it('runs from one file that esbuild has bundled and minified', async () => {
  const folder = project('esbuild', { 'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }' });
  copyFileSync(quickstart, join(folder, 'main.ts'));
  const elsewhere = emptyFolder('bundle');

  const options = ['--bundle', '--minify', '--platform=node', '--external:typedi', '--external:cli-progress', '--log-level=warning'];
  await run(join(root, 'node_modules/esbuild/bin/esbuild'), ['main.ts', ...options, `--outfile=${join(elsewhere, 'main.js')}`], folder);

  await expect(run(process.execPath, ['main.js'], elsewhere)).resolves.toBe(printed);
  rmSync(elsewhere, { recursive: true });
});

it('compiles with SWC and runs', async () => {
  const { code } = transformFileSync(quickstart, {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true } },
  });
  const folder = project('swc', { 'main.js': code });

  await expect(run(process.execPath, ['main.js'], folder)).resolves.toBe(printed);
});

it('adds less than 8 MB to an app that has its peers', () => {
  const modules = join(app, 'node_modules');
  const peers = ['rxjs', 'tslib', 'reflect-metadata'].map((peer) => sizeOf(join(modules, peer)));

  const added = sizeOf(modules) - peers.reduce((total, size) => total + size, 0);

  expect(added).toBeGreaterThan(megabyte);
  expect(added).toBeLessThan(8 * megabyte);
});

/** A project in a folder of its own, which finds the packages that were installed above it. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(app, name);
  mkdirSync(folder);
  const type = name === 'module' ? 'module' : 'commonjs';
  const all = { 'package.json': JSON.stringify({ private: true, type }), ...files };
  for (const [path, text] of Object.entries(all)) writeFileSync(join(folder, path), text);
  return folder;
}

/** What all files of a folder have together, in bytes. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
