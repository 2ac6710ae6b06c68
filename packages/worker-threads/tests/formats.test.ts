import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

jest.setTimeout(60_000);

/** Against the built packages, as users have them. */
const modules = resolve(__dirname, '../../../node_modules');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const flow = `defineDataflow({
  n: input(),
  item: { role: 'parallelizable', deps: ['n'], executor: 'workers', run: function* (n) { for (let i = 1; i <= n; i++) yield i; } },
  squared: { deps: ['item'], run: (item) => [item * item, isMainThread] },
  all: { role: 'collect', deps: ['squared'], run: (all) => all },
}, { name: 'Squares' })`;

const typedFlow = `
import { isMainThread } from 'node:worker_threads';
import { collect, input, node, parallelizable, type Collect } from '@millrace/core';

export class Squares {
  @input() declare readonly n: number;
  @parallelizable('n', { executor: 'workers' }) *item(n: number): Generator<number> { for (let i = 1; i <= n; i++) yield i; }
  @node('item') squared(item: number): [number, boolean] { return [item * item, isMainThread]; }
  @collect('squared') all(all: Collect<[number, boolean]>): unknown { return all; }
}
`;

const main = (module: string): string => `
const workers = workerThreads({ modules: ${module}, threads: 1 });
new Driver({ modules: [Squares], executors: { workers } })
  .execute(['all'], { inputs: { n: 2 } })
  .then(({ all }) => console.log(JSON.stringify(all)));
`;

const imports = `import { Driver } from '@millrace/core';\nimport { workerThreads } from '@millrace/worker-threads';\n`;
const tsconfig = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'NodeNext', experimentalDecorators: true, types: ['node'] },
});

it.each<[how: string, files: Readonly<Record<string, string>>, args: readonly string[]]>([
  [
    'CommonJS',
    {
      'squares.js': `const { isMainThread } = require('node:worker_threads');\nconst { defineDataflow, input } = require('@millrace/core');\nexports.Squares = ${flow};`,
      'app.js': `const { Driver } = require('@millrace/core');\nconst { workerThreads } = require('@millrace/worker-threads');\nconst { Squares } = require('./squares');\n${main("require.resolve('./squares')")}`,
    },
    ['app.js'],
  ],
  [
    'ESM',
    {
      'squares.mjs': `import { isMainThread } from 'node:worker_threads';\nimport { defineDataflow, input } from '@millrace/core';\nexport const Squares = ${flow};`,
      'app.mjs': `${imports}import { Squares } from './squares.mjs';\n${main("new URL('./squares.mjs', import.meta.url)")}`,
    },
    ['app.mjs'],
  ],
  [
    'TypeScript by ts-node',
    {
      'squares.ts': typedFlow,
      'app.ts': `${imports}import { Squares } from './squares';\n${main("require.resolve('./squares')")}`,
      'tsconfig.json': tsconfig,
    },
    [join(modules, 'ts-node/dist/bin.js'), '-T', 'app.ts'],
  ],
  [
    'TypeScript and ESM by tsx',
    {
      'squares.mts': typedFlow,
      'app.mts': `${imports}import { Squares } from './squares.mjs';\n${main("new URL('./squares.mts', import.meta.url)")}`,
      'tsconfig.json': tsconfig,
    },
    ['--import', 'tsx', 'app.mts'],
  ],
])('%s: workers load what the app has loaded, and the process ends by itself', async (_, files, args) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'millrace-workers-')));
  folders.push(folder);
  symlinkSync(modules, join(folder, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries({ 'package.json': '{ "private": true }', ...files })) writeFileSync(join(folder, name), text);

  await expect(run(args, folder)).resolves.toEqual({ code: 0, stdout: '[[1,false],[4,false]]\n', stderr: '' });
});

function run(args: readonly string[], cwd: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, args, { cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += String(text)));
  child.stderr.on('data', (text) => (stderr += String(text)));
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}
