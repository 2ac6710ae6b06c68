import { readCommandLine, usage } from './command-line';
import { workloads } from './workloads';

it('takes all workloads where none is named', () => {
  expect(readCommandLine([])).toEqual({ help: false, quick: false, check: false, tolerance: 0.25, docs: undefined, workloads });
});

it('takes the named workloads, in any case, once', () => {
  const { quick, workloads: chosen } = readCommandLine(['w3', '--quick', 'W4', 'W3']);

  expect(chosen.map(({ id }) => id)).toEqual(['W3', 'W4']);
  expect(quick).toBe(true);
});

it('refuses what it does not know, and says what there is', () => {
  expect(() => readCommandLine(['W0'])).toThrow(/no workload "W0"; there are W1, W2, W3/);
  expect(() => readCommandLine(['--fast'])).toThrow(/no option "--fast"; there are --quick, --check/);
});

it('compares with a tolerance, and writes the documentation of given results', () => {
  expect(readCommandLine(['--check', '--tolerance=0.5', 'W1'])).toMatchObject({ check: true, tolerance: 0.5 });
  expect(readCommandLine(['--docs'])).toMatchObject({ docs: '' });
  expect(readCommandLine(['--docs', '--from=a.json'])).toMatchObject({ docs: 'a.json' });
  expect(() => readCommandLine(['--tolerance=much'])).toThrow(/--tolerance is much; it takes a number/);
});

it('lists the workloads', () => {
  for (const { id } of workloads) expect(usage()).toContain(id);
});
