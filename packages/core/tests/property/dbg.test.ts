import { scenario, parallelizable, collect, node, fold, given, keys } from './model/hand-made';
import { disagreements } from './check';
for (const source of ['array', 'generator', 'asyncGenerator'] as const) for (const concurrency of [1, 2]) for (const over of [undefined, 'p0']) for (const two of [true, false]) for (const rest of [0, 1, 2]) for (const max of [1, 256])
it(`C ${source} ${concurrency} ${over} ${two} ${rest} ${max}`, async () => {
  const f = { ...fold('n1', 'toArray'), failWhen: { modulus: 3, rest } };
  const s = scenario([parallelizable('p0', [], () => [1, 2], { source, concurrency }), node('n1', ['p0'], (x) => x), collect('c4', two ? [f as any, 'n1'] : [f as any], (x) => x, over), node('n6', ['c4'], (x) => x)], ['n6']);
  expect(await disagreements(s, { maxConcurrency: max })).toEqual([]);
});
