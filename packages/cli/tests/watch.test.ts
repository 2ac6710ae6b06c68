import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, start } from './fixtures/millrace';
import { makeProject, removeProjects, salesJs, writeFiles } from './fixtures/project';

jest.setTimeout(60_000);
beforeAll(build, 300_000);
afterAll(removeProjects);

it('checks and draws the graph again when a file changes, tells of faults, and ends with Ctrl-C', async () => {
  const cwd = makeProject({ 'flow/sales.js': `module.exports = require('../lib/nodes');`, 'lib/nodes.js': salesJs });
  const child = start(['watch', 'flow/sales.js', '-o', 'graph.mmd'], { cwd });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  /** What it has written up to the end of its next round. */
  const round = async (): Promise<string> => {
    const end = 'Waiting for changes; Ctrl-C ends.\n';
    while (!text.includes(end)) await new Promise((resume) => void child.stderr.once('data', resume));
    const written = text.slice(0, text.indexOf(end));
    text = text.slice(text.indexOf(end) + end.length);
    return written;
  };

  expect(await round()).toMatch(/^No faults: 4 nodes, version \w+\.\ngraph\.mmd is drawn\.\n$/);
  expect(existsSync(join(cwd, 'graph.mmd'))).toBe(true);

  // A file in another folder, which the module loads.
  writeFiles(cwd, { 'lib/nodes.js': salesJs.replace(`deps: ['taxed']`, `deps: ['taxd']`) });
  const faulty = await round();
  expect(faulty).toContain('lib/nodes.js changed.');
  expect(faulty).toContain('error: The graph has a fault:');

  writeFiles(cwd, { 'lib/nodes.js': salesJs.replace('total:', 'fresh: { run: () => 1 },\n  total:') });
  expect(await round()).toContain('No faults: 5 nodes');
  expect(readFileSync(join(cwd, 'graph.mmd'), 'utf8')).toContain('"fresh"');

  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(130);
});
