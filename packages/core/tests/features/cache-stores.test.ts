import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Driver, fileCache, memoryCache, node, pruneCache, type CacheEntry, type CacheStore } from '@millrace/core';
import { cacheStoreContract } from '@millrace/core/testing';
import { warningsOf } from '../fixtures/warnings';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'millrace-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe.each<[string, () => CacheStore]>([
  ['memoryCache', () => memoryCache()],
  ['fileCache', () => fileCache(join(folder, 'new', 'cache'))],
  ['fileCache with a bound', () => fileCache(folder, { maxBytes: 1e9 })],
  ['a Map', () => new Map<string, CacheEntry>()],
])('%s', (_, make) => {
  it.each(cacheStoreContract.map(({ title, check }) => [title, check] as const))('%s', async (_title, check) => {
    await expect(check(make())).resolves.toBeUndefined();
  });
});

it('the contract finds out a store that keeps less than it should', async () => {
  const forgetful: CacheStore = { get: () => undefined, set: () => undefined, delete: () => undefined, entries: () => [] };
  const verdicts = await Promise.allSettled(cacheStoreContract.map(({ check }) => check(forgetful)));

  expect(verdicts.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(5);
});

describe('memoryCache', () => {
  it('lets go of what was not used for longest when it is full', () => {
    const store = memoryCache({ maxBytes: 3000 });
    for (const key of ['a', 'b']) store.set(key, entry(key, 1000));
    void store.get('a');
    store.set('c', entry('c', 600));

    expect(['a', 'b', 'c'].map((key) => store.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('keeps no more memory than the values take', () => {
    const store = memoryCache();
    store.set('a', { ...entry('a', 3), bytes: new Uint8Array(1000).fill(7).subarray(500, 503) });

    expect(store.get('a')).toMatchObject({ bytes: { byteLength: 3, buffer: { byteLength: 3 }, 0: 7, 2: 7 } });
  });

  it('does not keep what is larger than it is', () => {
    const store = memoryCache({ maxBytes: 1000 });
    store.set('a', entry('a', 1000));

    expect(store.get('a')).toBeUndefined();
  });

  it.each([NaN, 0, -1, '1 MB'])('is refused with maxBytes: %p', (maxBytes) => {
    expect(() => memoryCache({ maxBytes: maxBytes as number })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

describe('fileCache', () => {
  let calls = 0;
  class Flow {
    @node() list(): number[] {
      calls++;
      return [1, 2, 3];
    }
  }
  const run = (): Promise<unknown> => new Driver({ modules: [Flow], cache: fileCache(folder) }).execute(['list']);
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  beforeEach(() => (calls = 0));

  it.each<[string, (file: string) => void, RegExp]>([
    ['torn', (file) => truncateSync(file, readFileSync(file).length - 1), /is torn, or was changed/],
    ['torn at its beginning', (file) => truncateSync(file, 20), /is torn/],
    ['torn in its description', (file) => truncateSync(file, 100), /is torn/],
    ['empty', (file) => truncateSync(file, 0), /is torn, or no cache entry at all/],
    ['longer', (file) => appendFileSync(file, 'x'), /was changed/],
    ['changed in its value', (file) => writeFileSync(file, readFileSync(file).fill(7, readFileSync(file).length - 1)), /was changed/],
    [
      'changed in what is said of it',
      (file) => writeFileSync(file, readFileSync(file, 'latin1').replace('"list"', '"last"'), 'latin1'),
      /was changed/,
    ],
    ['something else', (file) => writeFileSync(file, 'hello'), /no cache entry at all/],
    [
      'of a newer form',
      (file) => writeFileSync(file, readFileSync(file, 'latin1').replace('millrace-cache 1', 'millrace-cache 2'), 'latin1'),
      /written by a newer version of Millrace, in the form 2, and this one knows form 1/,
    ],
  ])('an entry that is %s counts as absent, is warned of, and is replaced', async (_, damage, said) => {
    await run();
    files().forEach(damage);

    const warnings = await warningsOf(async () => expect(await run()).toEqual({ list: [1, 2, 3] }));
    expect(calls).toBe(2);
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringMatching(said)]);
    expect(await warningsOf(run)).toEqual([]);
    expect(calls).toBe(2);
  });

  it('an entry under another name is not taken for what that stands for', () => {
    const store = fileCache(folder);
    const key = '0'.repeat(40);
    store.set(key, entry('1'.repeat(40), 10));

    expect(() => store.get(key)).toThrow('belongs to another key');
  });

  it('lists entries that are sound, and no others', async () => {
    await run();
    mkdirSync(join(folder, 'ff'));
    writeFileSync(join(folder, 'ff', 'broken'), 'x');

    expect([...(fileCache(folder).entries() as Iterable<unknown>)]).toHaveLength(1);
  });

  it('removes what a process that died has left half written, when that is old', () => {
    fileCache(folder);
    for (const name of ['old', 'new']) writeFileSync(join(folder, 'drafts', name), 'half');
    utimesSync(join(folder, 'drafts', 'old'), 0, 0);

    fileCache(folder);

    expect(readdirSync(join(folder, 'drafts'))).toEqual(['new']);
  });

  it('leaves nothing behind of what it cannot write', () => {
    const store = fileCache(folder);
    writeFileSync(join(folder, '00'), 'a file where a folder should be');

    expect(() => store.set('0'.repeat(40), entry('0'.repeat(40), 1))).toThrow();
    expect(readdirSync(join(folder, 'drafts'))).toEqual([]);
  });

  it('goes on after somebody has removed its folder', async () => {
    const store = fileCache(join(folder, 'cache'));
    rmSync(join(folder, 'cache'), { recursive: true });

    const keys: string[] = [];
    for await (const [key] of store.entries()) keys.push(key);
    expect(keys).toEqual([]);
    store.set('a', entry('a', 3));
    expect(store.get('a')).toMatchObject({ key: 'a', size: 3 });
  });

  it.each<[string, () => string]>([
    ['a file', () => (writeFileSync(join(folder, 'file'), ''), join(folder, 'file'))],
    ['below a file', () => (writeFileSync(join(folder, 'file'), ''), join(folder, 'file', 'cache'))],
    ['a link to nowhere', () => (symlinkSync(join(folder, 'nowhere', 'at all'), join(folder, 'link')), join(folder, 'link'))],
    ['a link to itself', () => (symlinkSync(join(folder, 'link'), join(folder, 'link')), join(folder, 'link', 'cache'))],
    ['too long a name', () => join(folder, 'x'.repeat(300))],
    // Node.js 20 would look for its folder for ever.
    ...(process.platform === 'linux'
      ? [['in a file system where none can be made', () => join('/', 'proc', 'millrace')] as [string, () => string]]
      : []),
  ])('is refused for a folder that is %s', (_, make) => {
    const place = make();

    expect(() => fileCache(place)).toThrow(
      expect.objectContaining({
        code: 'CACHE_UNAVAILABLE',
        message: expect.stringContaining('Name a place that this process may read and write') as string,
      }),
    );
  });

  it('is refused for no folder', () => {
    expect(() => fileCache('')).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });

  it('is refused for a folder that must not be written to; where that is so only later, the run goes on with one warning', async () => {
    const driver = new Driver({ modules: [Flow], cache: fileCache(folder) });

    const warnings = await asNobody(folder, 0o555, () => {
      expect(() => fileCache(folder)).toThrow(expect.objectContaining({ code: 'CACHE_UNAVAILABLE' }));
      return warningsOf(async () => {
        for (const _run of [1, 2]) expect(await driver.execute(['list'])).toEqual({ list: [1, 2, 3] });
      });
    });

    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/threw in set: .*EACCES.* what it computes is not kept/),
    ]);
    expect(calls).toBe(2);
    await run();
    await run();
    expect(calls).toBe(3);
  });

  describe('with a bound', () => {
    const keys = Array.from({ length: 11 }, (_, index) => String(index).padStart(40, '0'));
    const fileOf = (key: string): string => join(folder, key.slice(0, 2), key.slice(2));
    const keysIn = (store: CacheStore): string[] => Array.from(store.entries() as Iterable<[string]>, ([key]) => key).sort();
    /** Fills it with entries of about 10,000 bytes, used one second after the other. */
    const fill = (store: CacheStore): void => {
      for (const [index, key] of keys.slice(0, 10).entries()) {
        store.set(key, entry(key, 9_600));
        utimesSync(fileOf(key), index, index);
      }
    };

    it('lets go of what was not used for longest, in whatever process', () => {
      const [one, other] = [fileCache(folder, { maxBytes: 103_000 }), fileCache(folder, { maxBytes: 103_000 })];
      fill(one);
      expect(keysIn(one)).toHaveLength(10);
      const [first = '', second = '', third = '', , ...rest] = keys;
      void other.get(first);
      void other.peek?.(third);
      one.set(keys[10] ?? '', entry(keys[10] ?? '', 9_600));

      expect(keysIn(other)).toEqual([first, third, ...rest]);
      expect(one.get(second)).toBeUndefined();
    });

    it('looks at it with the first result of a process, and then after each twentieth', () => {
      fill(fileCache(folder));
      const store = fileCache(folder, { maxBytes: 50_000 });
      store.set(keys[0] ?? '', entry(keys[0] ?? '', 0));
      expect(keysIn(store).length).toBeLessThan(6);
      fill(fileCache(folder));
      store.set(keys[0] ?? '', entry(keys[0] ?? '', 0));

      expect(keysIn(store)).toHaveLength(10);
    });

    it('goes on while others remove its files', () => {
      const store = fileCache(folder, { maxBytes: 50_000 });
      fill(store);
      rmSync(folder, { recursive: true });
      store.set(keys[0] ?? '', entry(keys[0] ?? '', 10));

      expect(keysIn(store)).toEqual([keys[0]]);
    });

    it('does not keep what would leave no room for others, nor what was there before it', () => {
      const store = fileCache(folder, { maxBytes: 50_000 });
      for (const [key, size] of [
        ['a', 10],
        ['b', 10],
        ['b', 49_000],
      ] as const)
        store.set(key, entry(key, size));

      expect(keysIn(store)).toEqual(['a']);
    });

    it.each([NaN, 0, -1, '1 MB'])('is refused with maxBytes: %p', (maxBytes) => {
      expect(() => fileCache(folder, { maxBytes: maxBytes as number })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    });
  });
});

describe('pruneCache', () => {
  const filled = (): CacheStore => {
    const store = memoryCache();
    for (const [key, createdAt, more] of [
      ['old', 1000, {}],
      ['expired', 3000, { expiresAt: 4000 }],
      ['late', 4000, { expiresAt: 9000 }],
      ['other', 4500, { node: 'other' }],
    ] as const)
      store.set(key, { ...entry(key, 100), createdAt, ...more });
    return store;
  };
  const keys = async (store: CacheStore): Promise<string[]> => {
    const found: string[] = [];
    for await (const [key] of store.entries()) found.push(key);
    return found.sort();
  };

  it.each([
    ['what has expired', {}, ['late', 'old', 'other']],
    ['what is too old', { olderThanMs: 1500 }, ['late', 'other']],
    ['the oldest of what is too much', { maxBytes: 200 }, ['late', 'other']],
    ['results of some nodes alone', { nodes: ['price'], olderThanMs: 0 }, ['other']],
  ])('removes %s', async (_, options, left) => {
    const store = filled();
    const pruned = await pruneCache(store, { now: 5000, ...options });

    expect(await keys(store)).toEqual(left);
    expect(pruned).toEqual({ entries: 4 - left.length, bytes: (4 - left.length) * 100 });
  });

  it('is refused with numbers that are none', async () => {
    await expect(pruneCache(memoryCache(), { olderThanMs: NaN })).rejects.toThrow('olderThanMs: NaN');
  });
});

function entry(key: string, size: number): CacheEntry {
  return {
    key,
    node: 'price',
    version: '1',
    code: 'x',
    inputs: {},
    runId: 'r',
    createdAt: 0,
    format: 'msgpack',
    size,
    bytes: new Uint8Array(size),
  };
}

/** Works with a folder and those in it under a mode, as somebody for whom modes count: root may write everywhere. */
async function asNobody<R>(place: string, mode: number, work: () => Promise<R>): Promise<R> {
  const places = [place, join(place, 'drafts')];
  const modes = places.map((each) => statSync(each).mode);
  const isRoot = process.geteuid?.() === 0;
  for (const each of places) chmodSync(each, mode);
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    places.forEach((each, index) => chmodSync(each, modes[index] ?? 0o700));
  }
}
