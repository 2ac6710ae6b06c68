import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { copyOfRepository } from './copy-of-repository';
import { run } from './run-program';

// What nothing else runs of the commands in CONTRIBUTING.md; in a copy, since they change files.
let copy: string;
beforeAll(async () => {
  copy = await copyOfRepository('contributor');
});
afterAll(() => rmSync(copy, { recursive: true }));

it('`npm run knip` finds nothing that is not used', async () => {
  await run('npm', ['run', '--silent', 'knip'], copy);
}, 200_000);

it('`npm run format` mends what is untidy', async () => {
  const page = join(copy, 'docs/untidy.md');
  writeFileSync(page, '*   one\n*   two');

  await run('npm', ['run', '--silent', 'format'], copy);

  expect(readFileSync(page, 'utf8')).toBe('- one\n- two\n');
}, 400_000);

it('`npm run clean` removes what was built', async () => {
  const built = join(copy, 'packages/core/dist');
  mkdirSync(built, { recursive: true });

  await run('npm', ['run', '--silent', 'clean'], copy);

  expect(existsSync(built)).toBe(false);
}, 100_000);
