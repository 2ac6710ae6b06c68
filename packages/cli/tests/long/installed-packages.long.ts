import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { emptyFolder, pinnedVersion } from '../../../../scripts/outside-projects';
import { packedPackages, type Packed } from '../../../../scripts/packed-packages';
import { root } from '../../../../scripts/repository';
import { run } from '../../../../scripts/run-program';

/** What the README of the command line is about. */
const flows = `
import { collect, input, node, parallelizable, type Collect } from '@millrace/core';

export class Sales {
  @input() declare readonly orders: number[];
  @parallelizable('orders') *order(orders: number[]): Generator<number> { yield* orders; }
  @node('order') taxed(order: number): number { return order * 2; }
  @collect('taxed') revenue(taxed: Collect<number>): number { return taxed.reduce((a, b) => a + b, 0); }
}
`;

/** The pages that say how packages are installed beside each other in one project. That of NestJS has a test of its own. */
const pages = [
  'packages/core/README.md',
  'packages/cache-sqlite/README.md',
  'packages/worker-threads/README.md',
  'packages/opentelemetry/README.md',
  'docs/operations/opentelemetry.md',
];
let packed: ReadonlyMap<string, Packed>;
let folder: string;

jest.setTimeout(300_000);
beforeAll(async () => {
  packed = await packedPackages();
  folder = emptyFolder('installed');
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each(pages)('what %s installs can be loaded', async (page) => {
  const commands = commandsOf(page);
  for (const command of commands) await follow(command);

  const names = commands.flatMap((command) => command.split(' ')).filter((word) => packed.has(word));
  expect(names.length).toBeGreaterThan(0);
  await run(process.execPath, ['-e', names.map((name) => `require('${name}');`).join('')], folder);
});

it('the commands in the README of the command line do what they say', async () => {
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "experimentalDecorators": true } }');
  writeFileSync(join(folder, 'src/flows.ts'), flows);
  writeFileSync(join(folder, 'inputs.json'), '{ "orders": [1, 2, 3] }');

  const printed: string[] = [];
  for (const command of commandsOf('packages/cli/README.md')) printed.push(await follow(command));

  const [, listed, checked, , results = ''] = printed;
  expect(listed).toMatch(/^revenue +collect +once +taxed$/m);
  expect(checked).toMatch(/^No faults: 4 nodes/);
  expect(existsSync(join(folder, 'graph.svg'))).toBe(true);
  expect(JSON.parse(results)).toEqual({ revenue: 12 });
});

/** The commands of a page, without comments. */
function commandsOf(page: string): string[] {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```sh\n(.*?)^```/gms)];
  return blocks.flatMap(([, text = '']) => text.trim().split('\n')).map((line) => line.replace(/\s+#.*$/, ''));
}

async function follow(command: string): Promise<string> {
  const [program = '', ...args] = command.split(' ');
  if (program === 'npm') return run('npm', args.map(pinned), folder);
  expect(program).toBe('npx');
  return run(process.execPath, [join('node_modules/.bin', args[0] ?? ''), ...args.slice(1)], folder);
}

/** What is to be installed: our own packages as they were packed, others in the versions of the repository. */
function pinned(argument: string, index: number): string {
  if (index === 0 || argument.startsWith('-')) return argument;
  return packed.get(argument)?.tarball ?? `${argument}@${pinnedVersion(argument)}`;
}
