import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';

import { enrich, type Host } from './command';
import { startFakeModel, type FakeModel } from './fake-model';
import { chunksOf, readDocuments } from './text-document';

jest.setTimeout(120_000);

const example = resolve(__dirname, '..');
const concepts = resolve(example, '../../docs/concepts');
const documents = readDocuments(concepts);
const chunks = documents.flatMap(chunksOf).length;

let cacheFolder: string;
let model: FakeModel;

beforeEach(async () => {
  cacheFolder = mkdtempSync(join(tmpdir(), 'llm-enrichment-'));
  model = await startFakeModel({ seed: 1, perSecond: 80 });
});

afterEach(async () => {
  await model.close();
  rmSync(cacheFolder, { recursive: true, force: true });
});

/** A host that keeps what is written. */
function createHost() {
  const written = { stdout: '', stderr: '' };
  const stderr = new PassThrough({ encoding: 'utf8' }).on('data', (text: string) => (written.stderr += text));
  const host: Host = Object.assign(new EventEmitter(), { stdout: { write: (text: string) => (written.stdout += text) }, stderr });
  return { host, written };
}

it('has an answer for every chunk, though the model fails, stalls and refuses, and asks nothing twice', async () => {
  const { host, written } = createHost();
  // More than the model allows, so that it refuses some.
  const exitCode = await enrich(host, { documents, url: model.url, cacheFolder, perSecond: 1000 });

  expect(exitCode).toBe(0);
  for (const document of documents) {
    const count = chunksOf(document).length;
    expect(written.stdout).toContain(`${document.name}: ${count} chunks, ${count} questions\n`);
  }
  expect(written.stdout).toMatch(new RegExp(`\n${2 * chunks} answers in \\d+ attempts, 0 from the cache\\.\n$`));
  expect(written.stderr).toContain(`document ${documents.length} of ${documents.length} (100%)`);
  expect(model.answers.ok).toBe(2 * chunks);
  expect(model.answers.refused).toBeGreaterThan(0);
  expect(model.answers.failed).toBeGreaterThan(0);
  expect(model.answers.stalled).toBeGreaterThan(0);

  const again = createHost();
  await enrich(again.host, { documents, url: model.url, cacheFolder, perSecond: 1000 });

  expect(again.written.stdout).toMatch(/\n0 answers in 0 attempts, \d+ from the cache\.\n$/);
  expect(model.answers.ok).toBe(2 * chunks);
});

it('killed, goes on where it was', async () => {
  const build = spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-b', example], { stdio: 'inherit' });
  expect(await once(build, 'exit')).toEqual([0, null]);
  const args = ['--url', model.url, '--cache', cacheFolder, '--documents', concepts];
  const program = spawn(process.execPath, [join(example, 'dist/main.js'), ...args], { stdio: 'ignore' });
  while (model.answers.ok < 40) await new Promise((resume) => setImmediate(resume));
  program.kill('SIGKILL');
  await once(program, 'exit');
  const answered = model.completed.length;

  const { host, written } = createHost();
  await enrich(host, { documents, url: model.url, cacheFolder, perSecond: 1000 });

  const [, asked = '', kept = ''] = /\n(\d+) answers in \d+ attempts, (\d+) from the cache\.\n$/.exec(written.stdout) ?? [];
  const total = 2 * chunks;
  expect(Number(asked) + Number(kept)).toBe(total);
  // What was under way when it was killed is asked again: at most as many as the pool lets through.
  expect(Number(kept)).toBeGreaterThanOrEqual(answered - 8);
  expect(model.completed.length - new Set(model.completed).size).toBeLessThanOrEqual(8);
});
