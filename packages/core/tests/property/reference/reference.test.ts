import { cases } from './cases';
import { found } from './found';
import { evaluate } from './evaluate';

describe('the reference evaluator agrees with the rules as worked out by hand', () => {
  it.each([...cases, ...found])('$title', ({ scenario, outputs, failures = [], calls }) => {
    const expected = evaluate(scenario);

    expect([...expected.ambiguities]).toEqual([]);
    expect(
      Object.fromEntries([...expected.outputs].flatMap(([name, outcome]) => (outcome.kind === 'value' ? [[name, outcome.value]] : []))),
    ).toEqual(outputs);
    expect([...expected.failures.keys()].sort()).toEqual(failures);
    if (calls !== undefined) expect(countByNode(expected.calls)).toEqual(calls);
  });
});

function countByNode(calls: readonly { readonly node: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { node } of calls) counts[node] = (counts[node] ?? 0) + 1;
  return counts;
}
