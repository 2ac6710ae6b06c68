import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exclusiveModifiers } from './exclusive-modifiers';

it('the pairs that are exclusive are those that the docs list', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/modifiers/README.md'), 'utf8');
  const section = page.slice(page.indexOf('## What does not go together'));

  const listed = Array.from(section.matchAll(/^\| `@(\w+)` \| `@(\w+)` \|$/gm), ([, one, other]) => [one, other]);
  expect(listed.map(sorted)).toEqual(expect.arrayContaining(exclusiveModifiers.map(sorted)));
  expect(listed).toHaveLength(exclusiveModifiers.length);
});

function sorted(pair: readonly (string | undefined)[]): string {
  return [...pair].sort().join(' and ');
}
