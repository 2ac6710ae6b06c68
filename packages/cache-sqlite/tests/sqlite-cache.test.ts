import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteCache, type SqliteCache, type SqliteDatabase } from '@millrace/cache-sqlite';
import { collect, Driver, node, parallelizable, pruneCache, type CacheEntry, type Collect } from '@millrace/core';
import { cacheStoreContract } from '@millrace/core/testing';
import Database from 'libsql';

let folder = '';
const opened: { close(): unknown }[] = [];
const open = (file: string | SqliteDatabase = join(folder, 'new', 'cache.db'), options = {}): SqliteCache => {
  const store = sqliteCache(file, options);
  opened.push(store);
  return store;
};
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'millrace-'))));
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

const calls: number[] = [];
class Squares {
  @parallelizable() *number(): Generator<number> {
    yield* [1, 2, 3];
  }
  @node('number') square(number: number): number {
    calls.push(number);
    return number ** 2;
  }
  @collect('square') total(squares: Collect<number>): number {
    return squares.reduce((a, b) => a + b, 0);
  }
}

describe.each([
  ['a file', () => open()],
  ['memory', () => open(':memory:')],
  ['an open database', () => open(new Database(join(folder, 'own.db')))],
])('sqliteCache in %s', (_, make) => {
  it.each(cacheStoreContract.map(({ title, check }) => [title, check] as const))('%s', async (_title, check) => {
    await expect(check(make())).resolves.toBeUndefined();
  });
});

it('keeps results from process to process, and what is known of them', async () => {
  calls.length = 0;
  const file = join(folder, 'cache.db');
  await new Driver({ modules: [Squares], cache: open(file) }).execute(['total']);
  const driver = new Driver({ modules: [Squares], cache: open(file) });

  expect(await driver.execute(['total'])).toEqual({ total: 14 });
  expect(calls).toEqual([1, 2, 3]);
  expect((await driver.cache.entries('square')).map(({ inputs }) => inputs['number']).sort()).toEqual(['1', '2', '3']);
});

it('lists, and prunes, more entries than fit on a page', async () => {
  const store = open();
  for (let index = 0; index < 1201; index++) await store.set(`key ${index}`, entry(`key ${index}`, index));

  expect(await pruneCache(store, { now: 1200, olderThanMs: 600 })).toEqual({ entries: 600, bytes: 600 });
  expect([...(store.entries() as Iterable<unknown>)]).toHaveLength(601);
});

it('waits for a process that writes, for as long as it is told to, and not for one that has died', async () => {
  const file = join(folder, 'cache.db');
  const store = open(file, { busyTimeoutMs: 20 });
  const script = `const db = new (require('libsql'))(${JSON.stringify(file)}); db.exec('BEGIN IMMEDIATE'); console.log('locked'); setInterval(() => undefined, 1000);`;
  const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'], cwd: __dirname });
  await new Promise((resolve) => other.stdout.once('data', resolve));

  expect(() => store.set('a', entry('a', 0))).toThrow('locked');
  expect(store.get('a')).toBeUndefined();
  other.kill('SIGKILL');
  await new Promise((resolve) => other.once('close', resolve));
  await store.set('a', entry('a', 0));
  expect(store.get('a')).toMatchObject({ key: 'a' });
});

it('is refused for a file that is no database, for one that cannot be made, and for a time that is none', () => {
  writeFileSync(join(folder, 'text'), 'this is no database, but a text that is long enough to be looked at as one'.repeat(20));

  for (const file of [join(folder, 'text'), join(folder, 'text', 'cache.db')])
    expect(() => sqliteCache(file)).toThrow(expect.objectContaining({ code: 'CACHE_UNAVAILABLE' }));
  expect(() => sqliteCache(':memory:', { busyTimeoutMs: NaN })).toThrow('busyTimeoutMs: NaN');
});

function entry(key: string, createdAt: number): CacheEntry {
  return {
    key,
    node: 'price',
    version: '1',
    code: 'x',
    inputs: {},
    runId: 'r',
    createdAt,
    format: 'msgpack',
    size: 1,
    bytes: Buffer.from('1'),
  };
}
