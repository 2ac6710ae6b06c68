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
  ['a file with a bound', () => open(join(folder, 'bound.db'), { maxBytes: 1e9 })],
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

it.each([
  ['its value', `UPDATE millrace_cache_2 SET bytes = x'7f'`],
  ['the kind of its value', `UPDATE millrace_cache_2 SET bytes = 'text'`],
  ['what is known of it', `UPDATE millrace_cache_2 SET record = REPLACE(record, '"square"', '"sphere"')`],
])('an entry that was changed in %s counts as absent, is warned of, and is replaced', async (_, sql) => {
  const database = new Database(join(folder, 'own.db'));
  const driver = new Driver({ modules: [Squares], cache: open(database) });
  await driver.execute(['total']);
  database.exec(sql);

  calls.length = 0;
  expect(await driver.execute(['total'])).toEqual({ total: 14 });
  expect(calls).toEqual([1, 2, 3]);
  expect(driver.cache.warnings).toEqual([expect.stringMatching(/The cache entry [0-9a-f]+ in the database was changed/)]);
  expect(await driver.cache.entries()).toHaveLength(4);
  expect(await driver.execute(['total'])).toEqual({ total: 14 });
  expect(calls).toEqual([1, 2, 3]);
});

it('an entry under another key is not taken for what that stands for, nor listed', async () => {
  const database = new Database(join(folder, 'own.db'));
  const store = open(database);
  await store.set('a', entry('a', 0));
  database.exec(`UPDATE millrace_cache_2 SET key = 'b'`);

  expect(() => store.get('b')).toThrow(expect.objectContaining({ code: 'CACHE_ENTRY_BROKEN' }));
  expect(() => store.peek?.('b')).toThrow('belongs to another key');
  expect([...(store.entries() as Iterable<unknown>)]).toEqual([]);
});

describe('with a bound', () => {
  const sized = (key: string, size: number): CacheEntry => ({ ...entry(key, 0), size, bytes: Buffer.alloc(size) });
  const keysOf = (store: SqliteCache): string[] => Array.from(store.entries() as Iterable<[string]>, ([key]) => key).sort();
  const names = Array.from({ length: 10 }, (_, index) => String(index));
  beforeEach(() => jest.useFakeTimers({ now: 1000, doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());
  const fill = (store: SqliteCache, keys: readonly string[], size = 10_000): void => {
    for (const key of keys) {
      jest.advanceTimersByTime(1);
      void store.set(key, sized(key, size));
    }
  };

  it('lets go of what was not used for longest, also in another process', () => {
    const file = join(folder, 'cache.db');
    const [one, other] = [open(file, { maxBytes: 103_000 }), open(file, { maxBytes: 103_000 })];
    fill(one, names);
    jest.advanceTimersByTime(1);
    for (const key of ['0', '2']) void other.get(key);
    void other.peek?.('3');
    other.close();
    opened.splice(opened.indexOf(other), 1);
    fill(one, ['new']);

    expect(keysOf(one)).toEqual(['0', '2', '3', '5', '6', '7', '8', '9', 'new']);
  });

  it('does not keep what would leave no room for others, nor what was there before it', () => {
    const store = open(':memory:', { maxBytes: 100_000 });
    fill(store, ['small', 'large']);
    fill(store, ['large'], 95_000);

    expect(keysOf(store)).toEqual(['small']);
  });
});

it('is refused for a file that is no database, for one that cannot be made, and for a time that is none', () => {
  writeFileSync(join(folder, 'text'), 'this is no database, but a text that is long enough to be looked at as one'.repeat(20));

  for (const file of [join(folder, 'text'), join(folder, 'text', 'cache.db')])
    expect(() => sqliteCache(file)).toThrow(expect.objectContaining({ code: 'CACHE_UNAVAILABLE' }));
  expect(() => sqliteCache(':memory:', { busyTimeoutMs: NaN })).toThrow('busyTimeoutMs: NaN');
  for (const maxBytes of [NaN, 0, -1]) expect(() => sqliteCache(':memory:', { maxBytes })).toThrow(`maxBytes: ${maxBytes}`);
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
