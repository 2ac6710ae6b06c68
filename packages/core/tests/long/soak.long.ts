import { compileFixtures, runFixture } from './run-fixture';

jest.setTimeout(180_000);
beforeAll(compileFixtures);

interface Memory {
  readonly total: unknown;
  /** MB of the resident set, after warming up and collecting garbage. */
  readonly idle: number;
  readonly peak: number;
  readonly ms: number;
}

/** In MB. */
const BOUND = 30;

/** What a run keeps, it keeps each time; how much garbage stands beside it is up to V8 and the machine, so a program that is over the bound has two more tries. */
async function leastGrowth(name: string, ...args: readonly string[]): Promise<{ total: unknown; growth: number; noticed: string[] }> {
  let growth = Infinity;
  for (let tries = 0; ; tries++) {
    const { total, idle, peak, warnings, unhandled } = await runFixture<Memory>(name, ...args);
    growth = Math.min(growth, peak - idle);
    const noticed = [...warnings, ...unhandled];
    if (growth <= BOUND || noticed.length > 0 || tries === 2) return { total, growth, noticed };
  }
}

it('F2: a million items from a generator into folds take at most 30 MB over idle', async () => {
  const { total, growth, noticed } = await leastGrowth('million-items');

  expect(total).toEqual({ sum: 249_999_750_000, count: 1_000_000 });
  expect(growth).toBeLessThanOrEqual(BOUND);
  expect(noticed).toEqual([]);
});

it('F2: so do asynchronous items that finish out of order', async () => {
  const { total, growth, noticed } = await leastGrowth('million-async-items', '300000');

  expect(total).toBe(22_499_925_000);
  expect(growth).toBeLessThanOrEqual(BOUND);
  expect(noticed).toEqual([]);
});

it('S7: 300 times 300 nested items arrive complete and in order', async () => {
  const result = await runFixture<Record<string, unknown>>('nested');

  expect(result).toMatchObject({ total: 4_049_955_000, count: 90_000, inOrder: true, calls: 90_000, warnings: [], unhandled: [] });
});

it('10,000 runs of one driver leave the heap flat, 200 at once do not mix, and no listener is left behind', async () => {
  const { wrong, mixed, grownKilobytes, warnings, unhandled } =
    await runFixture<Record<'wrong' | 'mixed' | 'grownKilobytes', number>>('many-runs');

  expect({ wrong, mixed }).toEqual({ wrong: 0, mixed: 0 });
  expect(grownKilobytes).toBeLessThan(500);
  expect([...warnings, ...unhandled]).toEqual([]);
});

it('no run that fails leaves an unhandled rejection', async () => {
  const { failed, unhandled, warnings } = await runFixture<{ failed: number }>('failing-runs', '600');

  expect(failed).toBeGreaterThan(100);
  expect(unhandled).toEqual([]);
  expect(warnings).toEqual([]);
});

it.each(['nodes', 'stores'] as const)(
  '200 runs with faults in %s leave no timer, listener or handle behind, and the heap flat',
  async (where) => {
    const { [where]: left, unhandled } = await repeatedFaults();

    expect(left).toMatchObject({ left: 0, isSame: true });
    expect(left.kilobytes).toBeLessThan(1024);
    expect(unhandled).toEqual([]);
  },
);

/** One process for both. */
let faults: Promise<Record<'nodes' | 'stores', { readonly kilobytes: number }> & { readonly unhandled: readonly string[] }> | undefined;
function repeatedFaults(): NonNullable<typeof faults> {
  return (faults ??= runFixture('repeated-faults'));
}
