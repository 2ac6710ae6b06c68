import { readFileSync } from 'node:fs';
import path from 'node:path';

it('prints the results of both collectors', async () => {
  const printed = new Promise((resolve) => jest.spyOn(console, 'log').mockImplementation(resolve));

  require('./main');

  await expect(printed).resolves.toBe('12 words, the longest has 6 letters');
  jest.restoreAllMocks();
});

it('is what the README shows', () => {
  const readme = readFileSync(path.join(__dirname, '../../../README.md'), 'utf8');
  const source = readFileSync(path.join(__dirname, 'main.ts'), 'utf8').replace('// prettier-ignore\n', '');

  expect(readme).toContain('```ts\n' + source + '```');
});
