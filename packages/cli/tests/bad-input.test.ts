import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ended, millrace, millraceAlone, start, type Ended } from './fixtures/millrace';
import { makeProject, salesJs, salesTs, tsconfig } from './fixtures/project';
import { prepareSuite } from './fixtures/suite';

jest.setTimeout(30_000);
prepareSuite();

/** Runs a command in a folder with these files. */
function run(args: readonly string[], files: Readonly<Record<string, string>> = { 'sales.js': salesJs }, input = ''): Promise<Ended> {
  return millrace(args, { cwd: makeProject(files), input });
}

/** A short error on stderr, nothing on stdout, and no stack trace. */
function expectError({ code, stdout, stderr }: Ended, exitCode: number, ...texts: string[]): void {
  expect(stdout).toBe('');
  for (const text of texts) expect(stderr).toContain(text);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  expect(code).toBe(exitCode);
}

describe('a module', () => {
  it('that throws while it is loaded: what, and where it is thrown', async () => {
    const ended = await run(['list', 'boom.js'], {
      'boom.js': `const fail = () => {\n  throw new RangeError('no database');\n};\nfail();\n`,
    });

    expectError(ended, 2, 'boom.js throws while it is loaded: RangeError: no database', 'boom.js:2:9', '--verbose');
  });

  it('that throws something that is no error', async () => {
    expectError(await run(['list', 'boom.js'], { 'boom.js': `throw 'no luck';` }), 2, 'boom.js throws while it is loaded: no luck');
  });

  it('that throws: the stack trace with --verbose', async () => {
    const { stderr } = await run(['list', 'boom.js', '--verbose'], { 'boom.js': `throw new Error('no database');` });

    expect(stderr).toMatch(/^error: boom\.js throws .*no database/);
    expect(stderr).toMatch(/^\s+at .*boom\.js:1/m);
  });

  it('that exports no dataflow class: what it does export', async () => {
    const ended = await run(['list', 'other.js'], { 'other.js': `exports.one = 1; exports.Two = class {};` });

    expectError(ended, 2, 'other.js exports no dataflow class.', 'It exports one, Two', '@node');
  });

  it('that has graph faults: all of them', async () => {
    const faulty = salesJs.replace(`deps: ['taxed']`, `deps: ['taxd']`).replace(`deps: ['orders']`, `deps: ['ordrs']`);

    expectError(
      await run(['list', 'sales.js'], { 'sales.js': faulty }),
      1,
      '2 faults',
      '"taxd"',
      'Did you mean "taxed"',
      '"ordrs"',
      '[INVALID_GRAPH]',
    );
  });

  it('that does not compile, JavaScript: the line', async () => {
    expectError(
      await run(['list', 'broken.js'], { 'broken.js': 'exports.a = 1;\nconst = 2;\n' }),
      2,
      'broken.js does not compile.',
      'broken.js:2',
      'const = 2',
    );
  });

  it('that does not compile, TypeScript by ts-node: the line', async () => {
    const ended = await run(['list', 'broken.ts'], { 'broken.ts': 'export const a = 1;\nconst = 2;\n', 'tsconfig.json': tsconfig });

    expectError(ended, 2, 'broken.ts does not compile.', 'broken.ts', '2');
  });

  it('that does not compile, TypeScript by tsx: the line', async () => {
    const files = { 'broken.ts': 'export const a = 1;\nconst = 2;\n', 'tsconfig.json': tsconfig };

    const ended = await millraceAlone(['list', 'broken.ts', '--loader', 'tsx'], { cwd: makeProject(files) });

    expectError(ended, 2, 'broken.ts does not compile.', 'broken.ts:2');
  });

  it('whose types are wrong, where they are asked for', async () => {
    const files = { 'sales.ts': salesTs.replace('taxed(order: number)', 'taxed(order: string)'), 'tsconfig.json': tsconfig };

    expectError(await run(['check', 'sales.ts', '--types'], files), 2, 'sales.ts does not compile.', 'sales.ts');
  });

  it('that is not there', async () => {
    expectError(await run(['list', 'sale']), 2, 'There is no module sale.', '.ts');
  });

  it('that imports what is not installed', async () => {
    const ended = await run(['list', 'sales.js'], { 'sales.js': `require('left-pad-of-nobody/x');` });

    expectError(ended, 2, 'imports "left-pad-of-nobody/x"', 'npm install left-pad-of-nobody');
  });

  it('that imports a file that is not there', async () => {
    expectError(await run(['list', 'sales.js'], { 'sales.js': `require('./orders');` }), 2, 'imports "./orders"', 'Is the path right');
  });

  it('that is not named at all', async () => {
    expectError(await run(['list']), 2, 'No module is named', 'millrace list src/sales.ts');
  });

  it('with a class of another name than --class says', async () => {
    expectError(await run(['list', 'sales.js', '--class', 'Sale']), 2, 'No dataflow class is called "Sale"', 'Sales');
  });
});

describe('a config file', () => {
  it('that is not there', async () => {
    expectError(await run(['list', 'sales.js', '--config', 'conf.json']), 2, '--config conf.json cannot be read: there is no such file');
  });

  it.each([
    ['conf.json', '{ "a": 1,, }', 'JSON'],
    ['conf.yaml', 'a: [1', 'YAML'],
  ])('that does not parse: %s', async (file, text, type) => {
    expectError(await run(['list', 'sales.js', '-c', file], { 'sales.js': salesJs, [file]: text }), 2, `--config ${file} is not ${type}:`);
  });

  it('that is no object', async () => {
    expectError(
      await run(['list', 'sales.js', '-c', 'c.json'], { 'sales.js': salesJs, 'c.json': '[1]' }),
      2,
      'must be an object',
      'a list',
    );
  });

  it('in TypeScript that throws', async () => {
    const files = { 'sales.js': salesJs, 'conf.ts': `throw new Error('no secret');`, 'tsconfig.json': tsconfig };

    expectError(await run(['list', 'sales.js', '-c', 'conf.ts'], files), 2, 'conf.ts throws while it is loaded: no secret');
  });

  it('of the project with a setting that there is not', async () => {
    const files = { 'sales.js': salesJs, 'millrace.config.json': '{ "module": "sales.js" }' };

    expectError(await run(['list'], files), 2, 'millrace.config.json has "module"', 'Settings are modules,');
  });

  it('of the project that does not parse', async () => {
    expectError(await run(['list'], { 'millrace.config.json': '{' }), 2, 'millrace.config', 'JSON');
  });

  it('--set without a value', async () => {
    expectError(await run(['list', 'sales.js', '--set', 'region']), 2, '--set takes <key>=<value>, not "region"');
  });
});

describe('a request', () => {
  it('for an unknown output: the nearest names', async () => {
    expectError(await run(['run', 'sales.js', '-o', 'totl'], undefined), 1, '"totl"', 'Did you mean "total"?', '[UNKNOWN_OUTPUT]');
  });

  it('for no output: those that there are', async () => {
    expectError(await run(['run', 'sales.js']), 2, 'Which outputs?', '-o a,b', 'total');
  });

  it('for a node inside of a fan-out: how one asks for all its values', async () => {
    expectError(await run(['plan', 'sales.js', '-o', 'taxed']), 1, '[OUTPUT_IN_FAN_OUT]', '-o each:<name>');
  });

  it('without its inputs: how they are given', async () => {
    expectError(await run(['run', 'sales.js', '-o', 'total']), 1, 'The input "orders" is missing', '--inputs');
  });

  it('with inputs that are not JSON, from a file', async () => {
    const files = { 'sales.js': salesJs, 'in.json': 'orders: 1' };

    expectError(await run(['run', 'sales.js', '-o', 'total', '-i', 'in.json'], files), 2, '--inputs in.json is not JSON:');
  });

  it('with inputs that are not JSON, from stdin', async () => {
    expectError(await run(['run', 'sales.js', '-o', 'total', '-i', '-'], undefined, 'orders'), 2, '--inputs stdin is not JSON:');
  });

  it('with inputs that are no object', async () => {
    expectError(await run(['run', 'sales.js', '-o', 'total', '-i', '-'], undefined, '[1]'), 2, 'must be an object', 'a list');
  });

  it('with inputs that are not there', async () => {
    expectError(
      await run(['run', 'sales.js', '-o', 'total', '-i', 'in.json']),
      2,
      '--inputs in.json cannot be read: there is no such file',
    );
  });

  it('whose node throws: the node, the item and the place', async () => {
    const failing = salesJs.replace('=> order * 2', '=> order.price.amount');

    const ended = await run(['run', 'sales.js', '-o', 'total', '-i', '-'], { 'sales.js': failing }, '{ "orders": [1] }');

    expectError(ended, 1, 'Node "taxed" failed in order[0]:', '[NODE_FAILED]', 'sales.js:6');
  });

  it('for a result that JSON cannot say', async () => {
    const circular = salesJs.replace('taxed.reduce((a, b) => a + b, 0)', '{ const all = { taxed }; all.all = all; return all; }');

    const ended = await run(['run', 'sales.js', '-o', 'total', '-i', '-'], { 'sales.js': circular }, '{ "orders": [1] }');

    expectError(ended, 1, 'The output "total" cannot be written as JSON', '--table');
  });

  it('with a cache in a folder that cannot be made', async () => {
    const ended = await run(['run', 'sales.js', '-o', 'total', '-i', '-', '--cache', 'sales.js/cache'], undefined, '{ "orders": [1] }');

    expectError(ended, 1, 'sales.js/cache cannot be used as a cache', 'CACHE_UNAVAILABLE');
  });

  it('for a node that there is not', async () => {
    expectError(await run(['explain', 'totl', 'sales.js']), 1, 'no node "totl"', 'Did you mean "total"?');
  });
});

describe('a picture', () => {
  it('in a folder that is not there', async () => {
    expectError(
      await run(['graph', 'sales.js', '-o', 'nowhere/g.svg']),
      2,
      'nowhere/g.svg cannot be written: there is no such file or folder',
    );
  });

  it('in the place of a folder', async () => {
    const cwd = makeProject({ 'sales.js': salesJs });
    mkdirSync(join(cwd, 'g.mmd'));

    expectError(await millrace(['graph', 'sales.js', '-o', 'g.mmd'], { cwd }), 2, 'g.mmd cannot be written: it is a folder');
  });

  it('where nothing may be written', async () => {
    const cwd = makeProject({ 'sales.js': salesJs });
    mkdirSync(join(cwd, 'locked'));
    chmodSync(join(cwd, 'locked'), 0o500);
    const ended = await millrace(['graph', 'sales.js', '-o', 'locked/g.mmd'], { cwd });

    // Root may write everywhere.
    if (process.getuid?.() === 0) expect(ended.code).toBe(0);
    else expectError(ended, 2, 'locked/g.mmd cannot be written: permission is denied');
  });

  it('of a format that there is not', async () => {
    expectError(await run(['graph', 'sales.js', '-o', 'g.gif']), 2, 'g.gif', '.svg, .png');
  });

  it('of nodes that there are not', async () => {
    expectError(await run(['graph', 'sales.js', '--upstream-of', 'totl']), 1, '"totl"', '"total"');
  });

  it('of a path that there is not: the one that there is', async () => {
    expectError(
      await run(['graph', 'sales.js', '--path', 'total', 'orders']),
      2,
      'No path leads from total to orders',
      '--path orders total',
    );
  });

  it('of a path with one end', async () => {
    expectError(await run(['graph', 'sales.js', '--path', 'total']), 2, '--path takes two names');
  });
});

describe('the command line', () => {
  it.each([
    [['lst'], `unknown command 'lst'`, 'Did you mean list?'],
    [['list', '--jsn'], `unknown option '--jsn'`, 'Did you mean --json?'],
    [['explain'], `missing required argument 'node'`, '--help'],
    [['run', 'x.js', '--json', '--table'], 'cannot be used with', '--help'],
    [['check', 'x.js', '--format', 'xml'], 'Allowed choices are text, json, github', '--help'],
    [['completion', 'tcsh'], 'bash, zsh, fish', '--help'],
  ])('%j: %s', async (args, ...texts) => {
    expectError(await run(args), 2, ...texts);
  });

  it('alone shows how it is used', async () => {
    const { code, stdout, stderr } = await run([]);

    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: millrace');
    expect(code).toBe(2);
  });

  it('a pipe that is closed early: a short message, and an exit code', async () => {
    const many = salesJs.replace('run: (taxed) => taxed.reduce((a, b) => a + b, 0)', `run: (taxed) => 'x'.repeat(1e7 * taxed.length)`);
    const child = start(['run', 'sales.js', '-o', 'total', '-i', '-'], { cwd: makeProject({ 'sales.js': many }) });
    child.stdin.end('{ "orders": [1] }');
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await ended(child);

    expect(stderr).toBe('error: What reads the output closed the pipe before all was written; the rest is left out.\n');
    expect(code).toBe(141);
  });
});
