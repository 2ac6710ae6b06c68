import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interrupt, roundsOf, start } from './fixtures/millrace';
import { makeProject, salesJs, writeFiles } from './fixtures/project';
import { prepareSuite } from './fixtures/suite';

jest.setTimeout(60_000);
prepareSuite();

it('checks and draws the graph again when a file changes, tells of faults, and ends with Ctrl-C', async () => {
  const cwd = makeProject({ 'flow/sales.js': `module.exports = require('../lib/nodes');`, 'lib/nodes.js': salesJs });
  const child = start(['watch', 'flow/sales.js', '-o', 'graph.mmd'], { cwd });
  const round = roundsOf(child);

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

  expect(await interrupt(child)).toBe(130);
});
