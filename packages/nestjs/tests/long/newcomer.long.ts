import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

import { emptyFolder, packPackages, pinnedVersion, run } from '../../../../scripts/packed-packages';
import { readMessages, type Message } from '../fixtures/read-messages';

/** The part of the page that a newcomer follows. */
const page = readFileSync(join(__dirname, '../../../../docs/nestjs.md'), 'utf8');
const section = page.split(/^## /m).find((part) => part.startsWith('From an empty folder')) ?? '';
const blocks = [...section.matchAll(/^```(\w+)[^\n]*\n(.*?)^```/gms)].map(([, language = '', text = '']) => ({ language, text }));
const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.trim().split('\n'));
const files = blocks.flatMap(({ text }) => {
  const path = /^\/\/ (\S+)\n/.exec(text)?.[1];
  return path === undefined ? [] : [{ path, text }];
});

jest.setTimeout(300_000);
const folders: string[] = [];
const children: ChildProcess[] = [];
let tarballs: ReadonlyMap<string, string>;

beforeAll(async () => {
  tarballs = await packPackages('@millrace/core', '@millrace/nestjs');
  folders.push(...[...tarballs.values()].slice(0, 1).map(dirname));
});
afterEach(() => Promise.all(children.splice(0).map(end)));
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const nest11 = {
  '@nestjs/common': pinnedVersion('@nestjs/common'),
  '@nestjs/core': pinnedVersion('@nestjs/core'),
  '@nestjs/platform-express': pinnedVersion('@nestjs/platform-express'),
};
const nest12 = { '@nestjs/common': '12.5.1', '@nestjs/core': '12.5.1', '@nestjs/platform-express': '12.5.1' };

it.each([
  ['11', 'commonjs', nest11],
  ['12', 'module', nest12],
] as const)('a newcomer gets from an empty folder to an endpoint with progress on Nest %s (%s)', async (nest, type, versions) => {
  const folder = emptyFolder(`nest-${nest}`);
  folders.push(folder);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path.endsWith('.json') ? text.slice(text.indexOf('\n')) : text);
  }
  const port = await freePort();
  const follow: Record<string, (args: string[]) => Promise<unknown>> = {
    npm: async (args) => {
      await run(
        'npm',
        args.map((arg) => tarballs.get(arg) ?? pinned(arg, versions)),
        folder,
      );
      if (args[0] === 'init' && type === 'module') await run('npm', ['pkg', 'set', 'type=module'], folder);
    },
    npx: ([program = '', ...args]) => run(process.execPath, [join(folder, 'node_modules/.bin', program), ...args], folder),
    node: (args) => listening(args, folder, port),
  };
  const answers: Message[][] = [];
  follow['curl'] = async (args) => {
    const url = (args.at(-1) ?? '').replace(':3000', `:${port}`);
    const answer: Message[] = [];
    for await (const message of readMessages(await fetch(url))) answer.push(message);
    answers.push(answer);
  };

  for (const command of commands) {
    const [program = '', ...args] = command.split(' ');
    const step = follow[program];
    if (step === undefined) throw new Error(`Nobody knows how to follow "${command}".`);
    await step(args);
  }

  const installed = JSON.parse(readFileSync(join(folder, 'node_modules/@nestjs/core/package.json'), 'utf8')) as { version: string };
  expect(installed.version.split('.')[0]).toBe(nest);
  expect(answers).toHaveLength(1);
  const [answer = []] = answers;
  expect([...new Set(answer.map((message) => message.type))]).toEqual(['run-started', 'progress', 'run-finished']);
  expect(answer.at(-2)?.data).toEqual({ fanOuts: { text: { started: 3, done: 3, failed: 0, dropped: 0 } } });
  expect(answer.at(-1)?.data).toMatchObject({ outputs: { totalWords: 12, longest: 6 } });
});

/** A package at the version that is tested; other words as they are. */
function pinned(dependency: string, versions: Readonly<Record<string, string>>): string {
  if (!/^(@?[a-z-]+\/)?[a-z-]+$/.test(dependency) || ['install', 'init'].includes(dependency) || dependency.startsWith('-'))
    return dependency;
  return `${dependency}@${versions[dependency] ?? pinnedVersion(dependency)}`;
}

/** Starts an app and waits until it says that it listens. */
function listening(args: readonly string[], folder: string, port: number): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, PORT: String(port), NO_COLOR: '1' } });
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('Listening on ')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => reject(new Error(`The app has ended:\n${said}`)));
  });
}

function end(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null) return Promise.resolve();
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill();
  return ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
