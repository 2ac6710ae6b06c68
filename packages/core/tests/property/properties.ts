import fc from 'fast-check';

import { faultsOfAborted } from './cancellation';
import { disagreements } from './check';
import { scenarios } from './arbitrary/scenarios';
import { excessesInFlight } from './in-flight';
import { scopesBuilt, scopesExpected } from './scopes-built';
import { changedOutputs, withMoreOutputs, withoutDelays } from './variants';

/**
 * What holds for every graph. A failure prints the seed and the path, which `PROPERTY_SEED` and `PROPERTY_PATH` replay, and the smallest graph
 * that shows it as the source of a class; its last line can stand in `regressions.test.ts`.
 */
export function describeProperties(runs: number): void {
  const holds = async (property: fc.IAsyncProperty<any>, share = 1): Promise<void> => {
    const { PROPERTY_SEED: seed, PROPERTY_PATH: path } = process.env;
    const replayed = { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined ? {} : { path }) };
    await fc.assert(property, {
      numRuns: Math.ceil(runs * share),
      interruptAfterTimeLimit: 100_000,
      markInterruptAsFailure: true,
      ...replayed,
    });
  };

  it('engine and reference agree on outputs, failures and calls', async () => {
    await holds(fc.asyncProperty(scenarios(), async (scenario) => expect(await disagreements(scenario)).toEqual([])));
  });

  it('engine and reference agree where nothing fails', async () => {
    await holds(fc.asyncProperty(scenarios({ failures: false }), async (scenario) => expect(await disagreements(scenario)).toEqual([])));
  });

  it('F10: with a single permit for the whole run nothing changes and nothing hangs', async () => {
    await holds(
      fc.asyncProperty(scenarios(), async (scenario) => expect(await disagreements(scenario, { maxConcurrency: 1 })).toEqual([])),
      1 / 3,
    );
  });

  it('F2: no fan-out instance has more items in flight than its concurrency', async () => {
    await holds(
      fc.asyncProperty(scenarios({ onlyGenerators: true }), async (scenario) => expect(await excessesInFlight(scenario)).toEqual([])),
      1 / 2,
    );
  });

  it('C1, F3: a run can be aborted at any time', async () => {
    await holds(
      fc.asyncProperty(scenarios(), fc.nat({ max: 30 }), async (scenario, ticks) =>
        expect(await faultsOfAborted(scenario, ticks)).toEqual([]),
      ),
      1 / 3,
    );
  });

  it('S1-S6: the builder gives every node the scope that the rules give it', async () => {
    await holds(fc.asyncProperty(scenarios(), async ({ graph }) => expect(scopesBuilt(graph)).toEqual(scopesExpected(graph))));
  });

  it('R3: adding an output to a request changes no other', async () => {
    const withMore = fc.tuple(scenarios(), fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 4 }));
    await holds(
      fc.asyncProperty(withMore, async ([scenario, picks]) => {
        const names = scenario.graph.nodes.map(({ name }) => name);
        const more = picks.map((position) => names[position % names.length] ?? '');
        expect(await changedOutputs(scenario, withMoreOutputs(scenario, more))).toEqual([]);
      }),
    );
  });

  it('R3: the asynchronous and the synchronous variant of a graph agree', async () => {
    await holds(
      fc.asyncProperty(scenarios(), async (scenario) => expect(await changedOutputs(scenario, withoutDelays(scenario))).toEqual([])),
      1 / 3,
    );
  });
}
