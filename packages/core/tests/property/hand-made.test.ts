import { disagreements } from './check';
import { cases } from './reference/cases';

describe('the engine does what was worked out by hand', () => {
  it.each(cases)('$title', async ({ scenario }) => {
    expect(await disagreements(scenario)).toEqual([]);
  });
});
