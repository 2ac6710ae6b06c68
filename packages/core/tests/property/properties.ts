import { memoryCache } from '../../src';
import { faultsOfAborted } from './cancellation';
import { disagreements } from './check';
import { forAll } from './for-all';
import { faultsOfHooked } from './hooked';
import { excessesInFlight } from './in-flight';
import { differencesInScope } from './scopes-built';
import { faultsOfStream } from './streams';
import { faultsOfTogether } from './together';
import { changedOutputs, withFewerOutputs, withoutDelays } from './variants';

/** For every graph the engine does what the reference does, however it goes about it. */
export function describeAgreement(runs: number): void {
  it('engine and reference agree on outputs, failures and calls', () => forAll({ runs }, (scenario) => disagreements(scenario)));

  it('engine and reference agree where nothing is generated', () =>
    forAll({ runs }, (scenario) => disagreements(scenario, { codegen: 'never' })));

  it('engine and reference agree where no node takes a context', () =>
    forAll({ runs }, (scenario) => disagreements(scenario, { hasContexts: false })));

  it('engine and reference agree where no node takes a context and nothing is generated', () =>
    forAll({ runs }, (scenario) => disagreements(scenario, { hasContexts: false, codegen: 'never' })));

  it('engine and reference agree where nothing fails', () =>
    forAll({ runs, features: { failures: false } }, (scenario) => disagreements(scenario)));
}

/** What else holds for every graph. */
export function describeProperties(runs: number): void {
  const third = Math.ceil(runs / 3);

  it('F10: with a single permit for the whole run nothing changes and nothing hangs', () =>
    forAll({ runs: third }, (scenario, seed) => disagreements(scenario, { maxConcurrency: 1, hasContexts: seed % 2 === 0 })));

  it('F10: with a single permit and all nodes in a pool of one slot nothing changes and nothing hangs', () =>
    forAll({ runs: third }, (scenario) =>
      disagreements(scenario, {
        maxConcurrency: 1,
        pools: { one: 1 },
        defaults: [{ pool: 'one', retry: { attempts: 2, when: () => false }, timeout: 600_000 }],
      }),
    ));

  it('with a cache nothing changes but the calls, the first time and again', () =>
    forAll({ runs: third }, (scenario, seed) => disagreements(scenario, { cache: memoryCache(), hasContexts: seed % 2 === 0 })));

  it('with hooks that look on nothing changes, and they are told of every end', () =>
    forAll({ runs: third }, (scenario, seed) => faultsOfHooked(scenario, seed)));

  it('F2: no fan-out instance has more items in flight than its concurrency', () =>
    forAll({ runs: third, features: { onlyGenerators: true } }, (scenario) => excessesInFlight(scenario)));

  it('C1, F3: a run can be aborted at any time', () =>
    forAll({ runs: third }, (scenario, seed) => faultsOfAborted(scenario, seed % 30, seed % 4 < 2)));

  it('a stream gives what each() gives, and leaving it ends the run', () =>
    forAll({ runs: third }, (scenario, seed) => faultsOfStream(scenario, seed)));

  it('runs of one driver at once do not mix', () => forAll({ runs: third }, (scenario) => faultsOfTogether(scenario)));

  it('S1-S6: the builder gives every node the scope that the rules give it', () =>
    forAll({ runs }, async ({ graph }) => differencesInScope(graph)));

  it('R3: adding an output to a request changes no other', () =>
    forAll({ runs }, (scenario, seed) => changedOutputs(scenario, withFewerOutputs(scenario, seed))));

  it('R3: the asynchronous and the synchronous variant of a graph agree', () =>
    forAll({ runs: third }, (scenario) => changedOutputs(scenario, withoutDelays(scenario))));
}
