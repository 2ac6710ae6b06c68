import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readEntry } from '../../src/cache/entry-file';
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
    const stored = new StoredItems(store);
    let seen = 0;

    for (let kill = 0; kill < KILLS; kill++) {
      await start(store, calls, { killAfterCalls: seen + Math.floor(Math.random() * (ITEMS / KILLS)) });
      const all = callsIn(calls);
      expect(all.slice(seen).filter((item) => stored.items.has(item))).toEqual([]);
      stored.look();
      seen = all.length;
    }
    const printed = await start(store, calls, {});

    const all = callsIn(calls);
    expect(all.slice(seen).filter((item) => stored.items.has(item))).toEqual([]);
    expect(new Set(all).size).toBe(ITEMS);
    // Of each kill, at most what was under way is computed again.
    expect(all.length).toBeLessThanOrEqual(ITEMS + KILLS * 8);
    expect(JSON.parse(printed)).toEqual({
      total: Array.from({ length: ITEMS }, (_, item) => `item ${item}`.length).reduce((a, b) => a + b),
    });
  });

  it('shares its store with another process that does the same at the same time', async () => {
    const [store, calls] = [join(folder, 'cache'), join(folder, 'calls')];
    const printed = await Promise.all([start(store, calls, { items: 2000 }), start(store, calls, { items: 2000 })]);

    const stored = new StoredItems(store);
    stored.look();
    expect(printed.map((text) => JSON.parse(text) as unknown)).toEqual([{ total: 16890 }, { total: 16890 }]);
    expect(stored.items.size).toBe(2000);
  });
});

/** Runs the program, to its end or until it has made so many calls. */
async function start(store: string, calls: string, { killAfterCalls = Infinity, items = ITEMS }): Promise<string> {
  const child = spawn(process.execPath, [fixturePath('resumed-run'), store, calls, String(items)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const watch = setInterval(() => countCalls(calls) >= killAfterCalls && child.kill('SIGKILL'), 2);
  await ended;
  clearInterval(watch);
  return printed;
}

/** How long the line of a call is. */
const LINE = 8;

function countCalls(file: string): number {
  return existsSync(file) ? statSync(file).size / LINE : 0;
}

function callsIn(file: string): number[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').map(Number) : [];
}

/** The items whose results are in the store, as far as it was looked into. */
class StoredItems {
  readonly items = new Set<number>();
  readonly #folder: string;
  readonly #known = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Looks at what has come since the last time; what is there must be whole. */
  look(): void {
    const files = readdirSync(this.#folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    for (const { parentPath, name } of files) {
      if (basename(parentPath) === 'drafts' || this.#known.has(name)) continue;
      this.#known.add(name);
      const entry = readEntry(readFileSync(join(parentPath, name)), name);
      this.items.add(Number(entry.inputs['item']));
    }
  }
}
