import { Driver, node, retry, timeout } from '@millrace/core';
import { createTestDriver } from '@millrace/core/testing';
import { FaultyDriver, type Outcome } from '../fault-injection/faulty-driver';
import { FaultyStore } from '../fault-injection/faulty-store';
import { Injector, type Fault } from '../fault-injection/injector';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';
import { warningsOf } from '../fixtures/warnings';

// There are thousands of runs, and others may want the machine.
jest.setTimeout(60_000);

const faults: readonly Fault[] = ['fails', 'aborts', 'hangs'];

describe('the k-th call of any node, source (its return() included) or hook', () => {
  expectNoUnhandledRejections();

  const expected: Readonly<Record<Fault, readonly Outcome[]>> = {
    fails: ['NODE_FAILED', 'HOOK_FAILED'],
    aborts: ['RUN_ABORTED'],
    hangs: ['RUN_ABORTED'],
  };
  const driver = new FaultyDriver({ hooks: true });
  const untouched = new Injector();
  let calls = 0;
  beforeAll(async () => {
    await driver.run(untouched, 'fails');
    calls = untouched.calls;
  });

  it('there are many, and a run without a fault is well', () => {
    expect(calls).toBeGreaterThan(90);
    expect(untouched).toMatchObject({ opened: 4, closed: 4, returns: 1 });
  });

  it.each(faults)('%s: one clear outcome for every k, sources are closed once, no timer or listener is left', async (fault) => {
    const outcomes = new Set<Outcome>();
    for (let k = 1; k <= calls; k++) {
      const injector = new Injector(k, fault);

      const { outcome, left, open } = await driver.run(injector, fault);

      // The last calls are hooks at the end: a run that has ended cannot be aborted, and one whose end hangs is not waited for.
      const isEnding = (injector.isBorne || k > calls - 2) && outcome === 'ok';
      expect([k, outcome, isEnding || expected[fault].includes(outcome)]).toEqual([k, outcome, true]);
      // A pull that hangs cannot be told to end: `return()` of an iterator waits for it.
      expect([k, left, fault === 'hangs' || open === 0, injector.returns <= injector.opened]).toEqual([k, 0, true, true]);
      outcomes.add(outcome);
    }
    expect([...outcomes]).toEqual(expect.arrayContaining([...expected[fault]]));
  });

  it('retries and time-outs bear a fault in any attempt but the last', async () => {
    class Bearing {
      @retry({ attempts: 2, delayMs: 5 }) @timeout(50) @node() async once(): Promise<number> {
        await injector.reach();
        return 1;
      }
    }
    let injector = new Injector(1, 'fails');
    for (const fault of ['fails', 'hangs'] as const) {
      injector = new Injector(1, fault);
      await expect(createTestDriver([Bearing]).execute(['once'])).resolves.toEqual({ once: 1 });
    }
    await expect(new Driver({ modules: [Bearing] }).execute(['once'])).resolves.toEqual({ once: 1 });
  });
});

describe.each([
  ['answers at once', { isAsynchronous: false, hooks: false }],
  ['answers later', { isAsynchronous: true, hooks: false }],
  ['answers later, with hooks around nodes', { isAsynchronous: true, hooks: true }],
])('the k-th call of a store that %s', (_, { hooks, ...options }) => {
  expectNoUnhandledRejections();

  /** Two runs, the second of which finds what the first has stored, and a look into the cache; only calls of the store count. */
  async function session(driver: FaultyDriver, store: FaultyStore, injector: Injector, fault: Fault) {
    store.map.clear();
    const [first, second] = [await driver.run(injector, fault), await driver.run(injector, fault)];
    const { outcomes, left } = await driver.look(injector);
    return {
      runs: [first.outcome, second.outcome],
      looks: outcomes,
      left: first.left + second.left + left,
      open: first.open + second.open,
    };
  }
  const made = (): { driver: FaultyDriver; store: FaultyStore } => {
    let store: FaultyStore | undefined;
    const driver = new FaultyDriver({ hooks, store: (site) => (store = new FaultyStore(site, options)) });
    if (store === undefined) throw new Error('the driver has made no store');
    return { driver, store };
  };

  it.each(faults)('%s: runs that are not aborted are well, who looks is told, no timer or listener is left', async (fault) => {
    const { driver, store } = made();
    const seen = new Set<Outcome>();
    await warningsOf(async () => {
      const untouched = new Injector();
      expect(await session(driver, store, untouched, 'fails')).toEqual({ runs: ['ok', 'ok'], looks: ['ok', 'ok', 'ok'], left: 0, open: 0 });

      for (let k = 1; k <= untouched.calls; k++) {
        const injector = new Injector(k, fault);

        const { runs, looks, left, open } = await session(driver, store, injector, fault);

        const told = [...runs, ...looks].filter((outcome) => outcome !== 'ok');
        expect([k, told.length <= (fault === 'aborts' ? 2 : 1), left, open]).toEqual([k, true, 0, 0]);
        told.forEach((outcome) => seen.add(outcome));
        await driver.rest();
      }
    });
    expect([...seen].sort()).toEqual(seenWith[fault]);
  });

  const seenWith: Readonly<Record<Fault, readonly Outcome[]>> = {
    fails: ['CACHE_UNAVAILABLE'],
    aborts: ['RUN_ABORTED'],
    hangs: ['CACHE_UNAVAILABLE'],
  };
});
