import { readCommandLine, usage } from './command-line';
import { workloads } from './workloads';

it('takes all workloads where none is named', () => {
  expect(readCommandLine([])).toEqual({ help: false, quick: false, workloads });
});

it('takes the named workloads, in any case, once', () => {
  const { quick, workloads: chosen } = readCommandLine(['w3', '--quick', 'W4', 'W3']);

  expect(chosen.map(({ id }) => id)).toEqual(['W3', 'W4']);
  expect(quick).toBe(true);
});

it('refuses what it does not know, and says what there is', () => {
  expect(() => readCommandLine(['W0'])).toThrow(/no workload "W0"; there are W1, W3/);
  expect(() => readCommandLine(['--fast'])).toThrow(/no option "--fast"; there are --quick and --help/);
});

it('lists the workloads', () => {
  for (const { id } of workloads) expect(usage()).toContain(id);
});
