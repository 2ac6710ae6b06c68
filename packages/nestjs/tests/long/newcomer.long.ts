import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

import { emptyFolder, pinnedVersion } from '../../../../scripts/outside-projects';
import { packedPackages, type Packed } from '../../../../scripts/packed-packages';
import { run } from '../../../../scripts/run-program';
import type { Message } from '../fixtures/read-messages';
import { followPage, runNpm, type World } from './fixtures/newcomer';

const nest12 = {
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/platform-express': '12.5.1',
};
/** What the tests of Nest 12 take beside what the page installs. */
const more = {
  '@nestjs/config': '12.0.1',
  '@nestjs/platform-fastify': '12.5.0',
  '@nestjs/terminus': '12.1.0',
  '@nestjs/testing': '12.1.1',
};
/** The page says no version, so it is the latest compiler that compiles its app. */
const typescript = pinnedVersion('typescript-7').replace(/.*@/, '');
const folders: string[] = [];
let packed: ReadonlyMap<string, Packed>;

jest.setTimeout(300_000);
beforeAll(async () => void (packed = await packedPackages()));
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function newFolder(name: string): string {
  const folder = emptyFolder(name);
  folders.push(folder);
  return folder;
}

function expectAnswers(answers: readonly Message[][]): void {
  expect(answers).toHaveLength(1);
  const [answer = []] = answers;
  expect([...new Set(answer.map((message) => message.type))]).toEqual(['run-started', 'progress', 'run-finished']);
  expect(answer.at(-1)?.data['outputs']).toEqual({ totalWords: 12, longest: 6 });
}

function majorOf(dependency: string, folder: string): string | undefined {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', dependency, 'package.json'), 'utf8')) as { version: string };
  return version.split('.')[0];
}

it('a newcomer gets from an empty folder to an endpoint with progress on Nest 11, in CommonJS', async () => {
  const world: World = { folder: newFolder('nest-11'), type: 'commonjs', packed, versions: { typescript } };

  const answers = await followPage(world);

  expect(majorOf('@nestjs/core', world.folder)).toBe('11');
  expectAnswers(answers);
  await expectReadme(world);
});

/** What the README says brings our packages into an app that has Nest. */
async function expectReadme(world: World): Promise<void> {
  const ours = join(world.folder, 'node_modules/@millrace');
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const [command = ''] = [...readme.matchAll(/^```sh\n(.*?)\n```/gms)].map(([, text = '']) => text);
  const [npm, ...args] = command.split(' ');
  rmSync(ours, { recursive: true });

  expect(npm).toBe('npm');
  await runNpm(args, world);

  expect(readdirSync(ours).sort()).toEqual(['core', 'nestjs']);
  expect(majorOf('@nestjs/core', world.folder)).toBe('11');
}

describe('on Nest 12', () => {
  let folder: string;
  beforeAll(() => (folder = newFolder('nest-12')));

  it('a newcomer gets from an empty folder to an endpoint with progress, in ES modules', async () => {
    const answers = await followPage({ folder, type: 'module', packed, versions: { typescript, ...nest12 } });

    expect(majorOf('@nestjs/core', folder)).toBe('12');
    expectAnswers(answers);
  });

  it('all holds that is tested on Nest 11, in plain Node.js', async () => {
    await run('npm', ['install', '--legacy-peer-deps', ...Object.entries(more).map(([name, version]) => `${name}@${version}`)], folder);
    const files = ['features', 'fixtures', 'long/fixtures'].flatMap((part) => compile(part, join(folder, 'tests')));
    writeFileSync(join(folder, 'tests/package.json'), '{ "type": "commonjs" }');
    const tests = files.filter((file) => file.endsWith('.test.js') && !file.endsWith('compilers.test.js'));

    const printed = await run(process.execPath, [join(folder, 'tests/long/fixtures/plain-runner.js'), __filename, ...tests], folder);

    const outcomes = JSON.parse(printed.slice(printed.lastIndexOf('\n[') + 1)) as { title: string; error?: string }[];
    expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(50);
  });
});

/** Compiles a folder of our tests to where Nest 12 is; gives the files. */
function compile(part: string, destination: string): string[] {
  const tests = join(__dirname, '..', part);
  return readdirSync(tests)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const target = join(destination, part, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const compilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        experimentalDecorators: true,
        esModuleInterop: true,
      };
      writeFileSync(target, ts.transpileModule(readFileSync(join(tests, name), 'utf8'), { compilerOptions }).outputText);
      return target;
    });
}
