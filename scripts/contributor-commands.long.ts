import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { copyOfRepository } from './copy-of-repository';
import { run } from './run-program';

// Commands in CONTRIBUTING.md that nothing else runs; in a copy, since they change files.
let copy: string;
beforeAll(async () => {
  copy = await copyOfRepository('contributor');
});
afterAll(() => rmSync(copy, { recursive: true }));

it('`npm run knip` finds nothing that is not used', async () => {
  await run('npm', ['run', '--silent', 'knip'], copy);
}, 200_000);

it('`npm run clean` removes what was built', async () => {
  const built = join(copy, 'packages/core/dist');
  mkdirSync(built, { recursive: true });

  await run('npm', ['run', '--silent', 'clean'], copy);

  expect(existsSync(built)).toBe(false);
}, 100_000);
