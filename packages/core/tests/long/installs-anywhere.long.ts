import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { transformFileSync } from '@swc/core';

import { emptyFolder, pinnedVersion } from '../../../../scripts/outside-projects';
import { packedPackages } from '../../../../scripts/packed-packages';
import { root } from '../../../../scripts/repository';
import { run } from '../../../../scripts/run-program';

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

/** The page that a newcomer follows: its files, which name their paths, and its commands. */
const page = readFileSync(join(root, 'docs/getting-started.md'), 'utf8');
const files = [...page.matchAll(/^```\w+\n\/\/ (\S+)\n(.*?)^```/gms)].map(([, path = '', text = '']) => ({ path, text }));
const commands = [...page.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, text = '']) => text.trim().split('\n'));

let tarball: string;
let app: string;
/** What core and its dependencies take, without the peers that the page installs beside it, and with them. */
let added: number;
let installed: number;
let followed: string;

jest.setTimeout(300_000);
beforeAll(async () => {
  app = emptyFolder('apps');
  tarball = (await packedPackages()).get('@millrace/core')?.tarball ?? '';
  for (const { path, text } of files) writeFile(join(app, path), text);
  for (const command of commands) {
    const [program = '', ...args] = command.split(' ');
    if (program === 'npm') await run('npm', args.map(pinned), app);
    else if (program === 'npx') await run(process.execPath, [join('node_modules/.bin', args[0] ?? ''), ...args.slice(1)], app);
    else followed = await run(program, args, app);
    if (command.startsWith('npm install @millrace/core')) {
      installed = sizeOf(join(app, 'node_modules'));
      added = installed - sizeOfPeers();
    }
  }
});
afterAll(() => rmSync(app, { recursive: true }));

it('runs in a project of TypeScript, made as the first page of the documentation says', () => {
  expect(followed).toBe(printed);
});

it('runs in a project of CommonJS', async () => {
  const folder = project('commonjs', { 'main.js': `const { defineDataflow, Driver, input } = require('@millrace/core');${inJavaScript}` });

  await expect(run(process.execPath, ['main.js'], folder)).resolves.toBe(printed);
});

it('runs in a project of ES modules', async () => {
  const folder = project('module', { 'main.js': `import { defineDataflow, Driver, input } from '@millrace/core';${inJavaScript}` });

  await expect(run(process.execPath, ['main.js'], folder)).resolves.toBe(printed);
});

it('runs from one file that esbuild has bundled and minified', async () => {
  const folder = project('esbuild', { 'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }' });
  copyFileSync(quickstart, join(folder, 'main.ts'));
  const elsewhere = emptyFolder('bundle');

  const options = ['--bundle', '--minify', '--platform=node', '--external:typedi', '--external:cli-progress', '--log-level=warning'];
  await run(require.resolve('esbuild/bin/esbuild'), ['main.ts', ...options, `--outfile=${join(elsewhere, 'main.js')}`], folder);

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

it('takes less than 8 MB with its dependencies, and 13 MB where RxJS comes with it', () => {
  expect(added).toBeGreaterThan(megabyte);
  expect(added).toBeLessThan(8 * megabyte);
  expect(installed).toBeLessThan(13 * megabyte);
});

it('is published as publint --strict and attw want it, as all packages are', async () => {
  const printed = await run(process.execPath, ['node_modules/ts-node/dist/bin.js', '-T', 'scripts/check-packages.ts'], root);

  expect(printed.trim().split('\n')).toEqual([...(await packedPackages()).keys()].map((name) => `✓ ${name}`));
});

/** A project in a folder of its own, which finds the packages that were installed above it. */
function project(name: string, own: Readonly<Record<string, string>>): string {
  const folder = join(app, name);
  writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: name === 'module' ? 'module' : 'commonjs' }));
  for (const [path, text] of Object.entries(own)) writeFile(join(folder, path), text);
  return folder;
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** What is to be installed: our own package as it was packed, others in the versions of the repository. */
function pinned(argument: string, index: number, [command]: readonly string[]): string {
  if (command !== 'install' || index === 0 || argument.startsWith('-')) return argument;
  if (argument === '@millrace/core') return tarball;
  // The page says no version, so it is the latest compiler that compiles its app.
  if (argument === 'typescript') return `typescript@${pinnedVersion('typescript-7').replace(/.*@/, '')}`;
  return `${argument}@${pinnedVersion(argument)}`;
}

function sizeOfPeers(): number {
  return ['rxjs', 'tslib', 'reflect-metadata'].reduce((sum, peer) => sum + sizeOf(join(app, 'node_modules', peer)), 0);
}

/** What all files of a folder have together, in bytes. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
