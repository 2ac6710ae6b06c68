import { millrace, millraceAlone, type Ended } from './fixtures/millrace';
import { makeProject, salesJs, salesTs, tsconfig } from './fixtures/project';
import { prepareSuite } from './fixtures/suite';

jest.setTimeout(30_000);
prepareSuite();

const names = ['orders', 'order', 'taxed', 'total'];
const salesEsm = salesJs
  .replace(`const { defineDataflow, input } = require('@millrace/core');`, `import { defineDataflow, input } from '@millrace/core';`)
  .replace('exports.Sales =', 'export const Sales =');
const bundled = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler', experimentalDecorators: true, types: [] },
});

/** The names that a list in JSON has, or what it complains of. */
function namesIn({ code, stdout, stderr }: Ended): string[] | string {
  return code === 0 ? (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name) : stderr;
}

type Case = [what: string, files: Readonly<Record<string, string>>, ...args: string[]];

describe('modules', () => {
  it.each<Case>([
    ['CommonJS', { 'sales.js': salesJs }, 'sales.js'],
    ['CommonJS by its ending', { 'sales.cjs': salesJs, 'package.json': '{ "type": "module" }' }, 'sales.cjs'],
    ['ESM by its ending', { 'sales.mjs': salesEsm }, 'sales.mjs'],
    ['ESM by package.json', { 'sales.js': salesEsm, 'package.json': '{ "type": "module" }' }, 'sales.js'],
    ['ESM with a top-level await', { 'sales.mjs': `await null;\n${salesEsm}` }, 'sales.mjs'],
    ['TypeScript by ts-node', { 'src/sales.ts': salesTs, 'tsconfig.json': tsconfig }, 'src/sales.ts', '--loader', 'ts-node'],
    ['TypeScript that a bundler compiles', { 'src/sales.ts': salesTs, 'tsconfig.json': bundled }, 'src/sales.ts'],
    ['TypeScript without a tsconfig', { 'sales.ts': salesTs }, 'sales.ts'],
    ['TypeScript with its types checked', { 'sales.ts': salesTs, 'tsconfig.json': tsconfig }, 'sales.ts', '--types'],
    ['a path without its ending', { 'src/sales.ts': salesTs, 'tsconfig.json': tsconfig }, 'src/sales'],
    ['a folder with an index', { 'src/index.js': salesJs }, 'src'],
    ['a list of dataflows', { 'sales.js': `${salesJs}\nexports.modules = [exports.Sales]; delete exports.Sales;` }, 'sales.js'],
    ['an instance', { 'sales.js': `${salesJs}\nexports.sales = new exports.Sales(); delete exports.Sales;` }, 'sales.js'],
    ['several modules', { 'sales.js': salesJs, 'again.js': `exports.Again = require('./sales.js').Sales;` }, 'sales.js', '-m', 'again.js'],
    [
      'a base class beside the derived one',
      { 'sales.js': `${salesJs}\nexports.Base = exports.Sales; exports.Sales = class Sales extends exports.Base {};` },
      'sales.js',
    ],
    [
      'one class of several',
      { 'sales.js': `${salesJs}\nexports.Other = class Other extends exports.Sales {};` },
      'sales.js',
      '--class',
      'Other',
    ],
  ])('%s', async (_, files, ...args) => {
    const ended = await millrace(['list', '--json', ...args], { cwd: makeProject(files) });

    expect(namesIn(ended)).toEqual(names);
  });

  // From then on tsx loads all TypeScript of the process.
  it.each<Case>([
    ['TypeScript by tsx', { 'src/sales.ts': salesTs, 'tsconfig.json': tsconfig }, 'src/sales.ts', '--loader', 'tsx'],
    ['TypeScript and ESM', { 'sales.ts': salesTs, 'tsconfig.json': tsconfig, 'package.json': '{ "type": "module" }' }, 'sales.ts'],
    ['TypeScript and ESM by its ending', { 'sales.mts': salesTs, 'tsconfig.json': tsconfig }, 'sales.mts'],
  ])('%s', async (_, files, ...args) => {
    const ended = await millraceAlone(['list', '--json', ...args], { cwd: makeProject(files) });

    expect(namesIn(ended)).toEqual(names);
  });

  it('are compiled as their own project says, whatever that of the settings says', async () => {
    const tellsMetadata = `${salesTs}
const name = Reflect.hasMetadata('design:returntype', Sales.prototype, 'taxed') ? 'typed' : 'untyped';
export const Told = defineDataflow({ [name]: { run: () => 1 } });`.replace(
      'import {',
      `import 'reflect-metadata';\nimport { defineDataflow,`,
    );
    const cwd = makeProject({
      'millrace.config.ts': `export default { modules: 'app/sales.ts' };`,
      'tsconfig.json': tsconfig,
      'app/sales.ts': tellsMetadata,
      'app/tsconfig.json': tsconfig.replace('{"target"', '{"emitDecoratorMetadata":true,"target"'),
    });

    expect(namesIn(await millrace(['list', '--json'], { cwd }))).toContain('typed');
  });
});

/** Prints its config when it runs. */
const echo = `
const { defineDataflow, configuration } = require('@millrace/core');
exports.Echo = defineDataflow({
  said: { deps: [configuration('region'), configuration('limit')], run: (region, limit) => ({ region, limit }) },
});
`;

async function configOf(files: Readonly<Record<string, string>>, ...args: string[]): Promise<unknown> {
  // What is ESM in TypeScript is loaded by tsx, and then so is all of the process.
  const run = args.includes('c.mts') ? millraceAlone : millrace;
  const { code, stdout, stderr } = await run(['run', '-o', 'said', ...args], { cwd: makeProject({ 'echo.js': echo, ...files }) });
  return code === 0 ? (JSON.parse(stdout) as { said: unknown }).said : stderr;
}

describe('config', () => {
  it.each<[file: string, text: string]>([
    ['c.json', '{ "region": "eu", "limit": 3 }'],
    ['c.yaml', 'region: eu\nlimit: 3\n'],
    ['c.yml', '{ region: eu, limit: 3 }'],
    ['c.ts', `const limit: number = 3;\nexport default { region: 'eu', limit };`],
    ['c.mts', `export default { region: 'eu', limit: 3 as number };`],
    ['c.js', `module.exports = { region: 'eu', limit: 3 };`],
    ['c.mjs', `export default () => ({ region: 'eu', limit: 3 });`],
    ['c.cjs', `exports.default = async () => ({ region: 'eu', limit: 3 });`],
  ])('comes from --config %s', async (file, text) => {
    await expect(configOf({ [file]: text, 'tsconfig.json': tsconfig }, 'echo.js', '--config', file)).resolves.toEqual({
      region: 'eu',
      limit: 3,
    });
  });

  it.each<[file: string, text: string]>([
    ['millrace.config.json', '{ "modules": "echo.js", "config": { "region": "eu", "limit": 3 } }'],
    ['millrace.config.yaml', 'modules: [echo.js]\nconfig: { region: eu, limit: 3 }\n'],
    ['millrace.config.js', `module.exports = { modules: 'echo.js', config: { region: 'eu', limit: 3 } };`],
    ['millrace.config.mjs', `export default { modules: ['echo.js'], config: { region: 'eu', limit: 3 } };`],
    [
      'millrace.config.ts',
      `import { defineSettings } from '@millrace/cli';\nexport default defineSettings({ modules: 'echo.js', config: { region: 'eu', limit: 3 } });`,
    ],
    ['package.json', '{ "millrace": { "modules": "echo.js", "config": { "region": "eu", "limit": 3 } } }'],
  ])('and modules come from %s', async (file, text) => {
    await expect(configOf({ [file]: text, 'tsconfig.json': tsconfig })).resolves.toEqual({ region: 'eu', limit: 3 });
  });

  it('of --set is over that of --config, which is over that of the settings', async () => {
    const files = {
      'millrace.config.json': '{ "modules": "echo.js", "config": { "region": "us", "limit": 1 } }',
      'c.json': '{ "region": "uk", "limit": 2 }',
    };

    await expect(configOf(files)).resolves.toEqual({ region: 'us', limit: 1 });
    await expect(configOf(files, '-c', 'c.json')).resolves.toEqual({ region: 'uk', limit: 2 });
    await expect(configOf(files, '-c', 'c.json', '--set', 'region=eu')).resolves.toEqual({ region: 'eu', limit: 2 });
  });

  it('of the settings is found from a folder below', async () => {
    const cwd = makeProject({
      'echo.js': echo,
      'millrace.config.json': '{ "modules": "echo.js", "config": { "region": "eu", "limit": 3 } }',
      'src/deep/a.txt': '',
    });
    const { code } = await millrace(['check'], { cwd: `${cwd}/src/deep` });

    expect(code).toBe(0);
  });
});

describe('a dataflow with pools and executors', () => {
  const limited = `
const { collect, node, parallelizable, pool } = require('@millrace/core');
class Limited {
  *item() { yield* [1, 2]; }
  asked(item) { return item * 2; }
  all(asked) { return asked; }
}
const decorate = (key, ...decorators) => decorators.forEach((one) => one(Limited.prototype, key, Object.getOwnPropertyDescriptor(Limited.prototype, key)));
decorate('item', parallelizable({ executor: 'workers' }));
decorate('asked', node('item'));
decorate('all', pool('model'), collect('asked'));
exports.Limited = Limited;
`;

  it('is refused with the setting that helps, and runs with it', async () => {
    const without = await millrace(['list', 'limited.js'], { cwd: makeProject({ 'limited.js': limited }) });
    const settings = '{ "modules": "limited.js", "pools": { "model": { "perSecond": 5 } }, "executors": ["workers"] }';
    const cwd = makeProject({ 'limited.js': limited, 'millrace.config.json': settings });
    const run = await millrace(['run', '-o', 'all'], { cwd });

    expect(without.code).toBe(1);
    expect(without.stderr).toContain('pools come from "pools" in millrace.config.*');
    expect(without.stderr).toContain('executors are named by "executors" in millrace.config.*');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toEqual({ all: [2, 4] });
  });
});
