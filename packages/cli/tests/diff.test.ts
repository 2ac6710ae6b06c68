import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, millrace, millraceAlone, start } from './fixtures/millrace';
import { makeProject, salesJs, salesTs, tsconfig, writeFiles } from './fixtures/project';
import { prepareSuite } from './fixtures/suite';

jest.setTimeout(60_000);
prepareSuite();

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** A repository with a commit for each of these sets of files. */
function makeRepository(...commits: Readonly<Record<string, string>>[]): string {
  const cwd = makeProject({ '.gitignore': 'node_modules\n' });
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  for (const files of commits) {
    writeFiles(cwd, files);
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message', 'a change');
  }
  return cwd;
}

/** All that git and the file system say of a work tree. */
function stateOf(cwd: string): unknown {
  return {
    status: git(cwd, 'status', '--porcelain', '--ignored'),
    staged: git(cwd, 'diff', '--cached'),
    head: git(cwd, 'symbolic-ref', 'HEAD') + git(cwd, 'rev-parse', 'HEAD'),
    worktrees: git(cwd, 'worktree', 'list').split('\n').length,
    branches: git(cwd, 'branch', '--all'),
  };
}

const changed = salesTs
  .replace('return order * 2', 'return order * 3')
  .replace(`@tag({ owner: 'growth', pii: 'no' })`, `@tag({ owner: 'finance', pii: 'no' })`)
  .replace(`@parallelizable('orders')`, `@parallelizable('orders', { concurrency: 2 })`).concat(`
export class Report {
  @node(source<number>('total')) heading(total: number): string { return String(total); }
}
`);

describe('millrace diff', () => {
  it('tells nodes that were added, removed, changed in code, wiring or settings, between two commits', async () => {
    const before = salesJs.replace(`total:`, `old: { run: () => 1 },\n  net: { deps: ['order'], run: (order) => order },\n  total:`);
    const after = salesJs
      .replace('order * 2', 'order * 3')
      .replace(`total:`, `fresh: { run: () => 1 },\n  net: { deps: ['taxed'], run: (order) => order },\n  total:`)
      .replace(`role: 'parallelizable',`, `role: 'parallelizable', concurrency: 2,`);
    const cwd = makeRepository({ 'sales.js': before }, { 'sales.js': after });

    const { code, stdout, stderr } = await millrace(['diff', 'HEAD~1', 'HEAD', '-m', 'sales.js'], { cwd });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(1)).toEqual([
      '+ fresh  node',
      '- old    node',
      '~ order  settings: concurrency 16 → 2',
      '~ taxed  code',
      '~ net    wiring: now depends on taxed; no longer on order',
      '1 added, 1 removed, 3 changed, 2 unchanged, 1 of these downstream of a change',
      '',
    ]);
  });

  it('compares TypeScript with what is not committed yet, and says the same as JSON', async () => {
    const cwd = makeRepository({
      'src/sales.ts': salesTs,
      'tsconfig.json': tsconfig,
      'millrace.config.json': '{ "modules": "src/sales.ts" }',
    });
    writeFiles(cwd, { 'src/sales.ts': changed });
    const before = stateOf(cwd);

    const { code, stdout, stderr } = await millrace(['diff', 'HEAD', '--json'], { cwd });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      from: { name: 'HEAD', commit: git(cwd, 'rev-parse', 'HEAD').trim() },
      to: { name: 'work tree' },
      added: ['heading'],
      removed: [],
      changed: [
        { name: 'order', kinds: ['settings'], details: ['concurrency 16 → 2'] },
        { name: 'taxed', kinds: ['code'], details: [] },
        { name: 'total', kinds: ['settings'], details: ['tags'] },
      ],
      affected: [],
      unchanged: 1,
    });
    expect(stateOf(cwd)).toEqual(before);
    expect(readFileSync(join(cwd, 'src/sales.ts'), 'utf8')).toBe(changed);
  });

  it('leaves staged, unstaged, untracked files and the folder for temporary files as they were', async () => {
    const cwd = makeRepository({ 'sales.js': salesJs }, { 'other.txt': 'one' });
    writeFiles(cwd, { 'other.txt': 'two' });
    git(cwd, 'add', 'other.txt');
    writeFiles(cwd, { 'other.txt': 'three', 'new.txt': 'four' });
    const before = stateOf(cwd);
    const temporary = join(cwd, 'node_modules_tmp');
    mkdirSync(temporary);

    const { code } = await millraceAlone(['diff', 'HEAD~1', 'HEAD', '-m', 'sales.js'], { cwd, env: { TMPDIR: temporary } });

    expect(code).toBe(0);
    expect(readdirSync(temporary).filter((name) => name.startsWith('millrace-'))).toEqual([]);
    rmSync(temporary, { recursive: true });
    expect(stateOf(cwd)).toEqual(before);
  });

  it('runs in a hook, whose environment points to another index', async () => {
    const cwd = makeRepository({ 'sales.js': salesJs });
    const before = stateOf(cwd);
    const env = { GIT_DIR: join(cwd, '.git'), GIT_INDEX_FILE: join(cwd, '.git/index'), GIT_WORK_TREE: cwd };

    const { code, stderr } = await millraceAlone(['diff', 'HEAD', '-m', 'sales.js'], { cwd, env });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stateOf(cwd)).toEqual(before);
  });

  it('does not run the hooks of the repository', async () => {
    const cwd = makeRepository({ 'sales.js': salesJs });
    writeFileSync(join(cwd, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch "${join(cwd, 'hook-ran')}"\n`, { mode: 0o755 });

    await millrace(['diff', 'HEAD', '-m', 'sales.js'], { cwd });

    expect(existsSync(join(cwd, 'hook-ran'))).toBe(false);
  });

  it('works in a folder of the repository, with modules as they are seen from there', async () => {
    const cwd = makeRepository({ 'apps/shop/sales.js': salesJs });

    const { code, stdout } = await millrace(['diff', 'HEAD', '-m', 'sales.js'], { cwd: join(cwd, 'apps/shop') });

    expect(code).toBe(0);
    expect(stdout).toContain('No differences: 4 nodes');
  });

  it('draws both graphs in one picture', async () => {
    const cwd = makeRepository({ 'sales.js': salesJs.replace('total:', 'old: { run: () => 1 },\n  total:') });
    writeFiles(cwd, { 'sales.js': salesJs.replace('order * 2', 'order * 3') });

    const { code } = await millrace(['diff', 'HEAD', '-m', 'sales.js', '-o', 'd.mmd'], { cwd });

    const text = readFileSync(join(cwd, 'd.mmd'), 'utf8');
    expect(code).toBe(0);
    for (const word of ['"old"', '"taxed"', 'removed', 'changed code']) expect(text).toContain(word);
    expect(text).not.toContain('changed wiring');
  });

  it('exits with 1 where there are differences, if asked to', async () => {
    const cwd = makeRepository({ 'sales.js': salesJs });
    const same = await millrace(['diff', 'HEAD', '-m', 'sales.js', '--exit-code'], { cwd });
    writeFiles(cwd, { 'sales.js': salesJs.replace('order * 2', 'order * 3') });
    const other = await millrace(['diff', 'HEAD', '-m', 'sales.js', '--exit-code'], { cwd });

    expect([same.code, other.code]).toEqual([0, 1]);
  });

  it('refuses a revision that does not exist', async () => {
    const cwd = makeRepository({ 'sales.js': salesJs });

    const { code, stdout, stderr } = await millrace(['diff', 'last-week', '-m', 'sales.js'], { cwd });

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('error: There is no revision "last-week" in this repository.\n');
    expect(stderr).toContain('git log');
  });

  it('says of a shallow clone how the rest is had', async () => {
    const origin = makeRepository({ 'sales.js': salesJs }, { 'sales.js': `${salesJs}\n` });
    const cwd = makeProject();
    git(cwd, 'clone', '--quiet', '--depth=1', `file://${origin}`, 'clone');

    const { stderr } = await millrace(['diff', 'HEAD~1', '-m', 'sales.js'], { cwd: join(cwd, 'clone') });

    expect(stderr).toContain('fetch-depth: 0');
  });

  it('refuses a folder outside of git', async () => {
    const { code, stderr } = await millrace(['diff', 'HEAD', '-m', 'sales.js'], { cwd: makeProject({ 'sales.js': salesJs }) });

    expect(code).toBe(2);
    expect(stderr).toContain('in no git work tree');
  });

  it('says at which revision a module is not there, or has faults', async () => {
    const cwd = makeRepository({ 'a.txt': '' }, { 'sales.js': salesJs.replace(`deps: ['taxed']`, `deps: ['taxd']`) });
    writeFiles(cwd, { 'sales.js': salesJs });
    const absent = await millrace(['diff', 'HEAD~1', '-m', 'sales.js'], { cwd });
    const faulty = await millrace(['diff', 'HEAD', '-m', 'sales.js'], { cwd });

    expect(absent.code).toBe(2);
    expect(absent.stderr).toContain('error: At HEAD~1: There is no module sales.js.');
    expect(faulty.code).toBe(1);
    expect(faulty.stderr).toContain('error: At HEAD: The graph has a fault:');
    expect(faulty.stderr).not.toContain(tmpdir() + '/millrace-');
    expect(git(cwd, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it('removes what it checked out when it is interrupted', async () => {
    const slow = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);`;
    const cwd = makeRepository({ 'sales.js': `require('fs').writeFileSync(process.env.MARK, '');\n${slow}\n${salesJs}` });
    const temporary = join(cwd, 'node_modules_tmp');
    mkdirSync(temporary);
    const mark = join(cwd, 'loading');

    const child = start(['diff', 'HEAD', 'HEAD', '-m', 'sales.js'], { cwd, env: { TMPDIR: temporary, MARK: mark } });
    const waiting = setInterval(() => {
      if (!existsSync(mark)) return;
      clearInterval(waiting);
      child.kill('SIGINT');
    }, 20);
    const { code, stderr } = await ended(child);

    expect(code).toBe(130);
    expect(stderr).toContain('what was checked out has been removed');
    expect(readdirSync(temporary).filter((name) => name.startsWith('millrace-'))).toEqual([]);
    expect(git(cwd, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
  });
});
