import { disagreements } from './check';
import { cases } from './reference/cases';
import { found } from './reference/found';

describe('the engine does what was worked out by hand', () => {
  it.each([...cases, ...found])('$title', async ({ scenario }) => {
    expect(await disagreements(scenario)).toEqual([]);
  });
});
