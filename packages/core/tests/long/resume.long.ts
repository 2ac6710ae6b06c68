import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileCache } from '@millrace/core';
import { compileFixtures, fixturePath } from './run-fixture';

const ITEMS = 10_000;
const KILLS = 10;

describe('a run that is killed and started again', () => {
  let folder = '';
  beforeAll(compileFixtures);
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'millrace-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it(`computes only what had not been stored, ${KILLS} times at random moments`, async () => {
    const [store, calls] = [join(folder, 'cache'), join(folder, 'calls')];
    let known = new Set<number>();
    let seen = 0;

    for (let kill = 0; kill < KILLS; kill++) {
      await start(store, calls, { killAfterCalls: seen + Math.floor(Math.random() * (ITEMS / KILLS)) });
      const all = callsIn(calls);
      expect(all.slice(seen).filter((item) => known.has(item))).toEqual([]);
      known = storedItems(store);
      seen = all.length;
    }
    const printed = await start(store, calls, {});

    const all = callsIn(calls);
    expect(all.slice(seen).filter((item) => known.has(item))).toEqual([]);
    expect(new Set(all).size).toBe(ITEMS);
    // Of each kill, at most what was under way is computed again.
    expect(all.length).toBeLessThanOrEqual(ITEMS + KILLS * 8);
    expect(JSON.parse(printed)).toEqual({
      total: Array.from({ length: ITEMS }, (_, item) => `item ${item}`.length).reduce((a, b) => a + b),
    });
  });
});

/** Runs the program, to its end or until it has made so many calls. */
async function start(store: string, calls: string, { killAfterCalls = Infinity }): Promise<string> {
  const child = spawn(process.execPath, [fixturePath('resumed-run'), store, calls, String(ITEMS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const watch = setInterval(() => callsIn(calls).length >= killAfterCalls && child.kill('SIGKILL'), 5);
  await ended;
  clearInterval(watch);
  return printed;
}

function callsIn(file: string): number[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').slice(0, -1).map(Number);
}

/** The items whose results are in the store. */
function storedItems(store: string): Set<number> {
  const items = new Set<number>();
  for (const [, { node, inputs }] of fileCache(store).entries() as Iterable<[string, { node: string; inputs: Record<string, string> }]>)
    if (node === 'looked') items.add(Number(inputs['item']));
  return items;
}
