import { getEventListeners } from 'node:events';
import { Driver, MillraceError, type CacheStore } from '../../src';
import { VirtualClock } from '../../src/testing/virtual-clock';
import { everyHook, Flow, type Site } from './flow';
import { Injector, type Fault } from './injector';

export type Outcome = 'ok' | 'NODE_FAILED' | 'HOOK_FAILED' | 'RUN_ABORTED' | 'CACHE_UNAVAILABLE';

/** What a driver has. */
export interface FaultyParts {
  readonly hooks: boolean;
  /** With a store, its calls alone are those that faults are injected into. */
  readonly store?: (site: Site) => CacheStore;
}

/** What came of a run, and what it has left: timers and listeners, and sources that were not closed. */
export interface Ended {
  readonly outcome: Outcome;
  readonly left: number;
  readonly open: number;
}

/** How long a store is waited for, and how long it is left alone when it has not answered. */
const TIMEOUT = 500;
const REST = 30_000;

/** One driver for all runs with faults, so that what one of them leaves behind is found by the next. It has virtual time, and remembers nothing, as a test driver would. */
export class FaultyDriver {
  readonly #store: Site = { injector: new Injector() };
  readonly #flow: Site;
  readonly #clock = new VirtualClock();
  readonly #driver: Driver;

  constructor({ hooks, store }: FaultyParts) {
    this.#flow = store === undefined ? this.#store : { injector: new Injector() };
    const options = {
      modules: [new Flow(this.#flow)],
      hooks: hooks ? [everyHook(this.#flow)] : [],
      pools: { shared: 1 },
      graceMs: 20,
      cache: store && { store: store(this.#store), timeoutMs: TIMEOUT },
    };
    this.#driver = new Driver(options, { clock: this.#clock, random: () => 0.5 });
  }

  async run(injector: Injector, fault: Fault): Promise<Ended> {
    if (this.#flow !== this.#store) this.#flow.injector = new Injector();
    const { signal } = injector.controller;
    // What hangs is ended by the caller, as a user would do.
    const stop = fault === 'hangs' ? this.#clock.after(1000, () => injector.controller.abort('it hangs')) : () => undefined;
    const outcome = await this.#outcomeOf(injector, async () => {
      const { total } = (await this.#driver.execute(['total'], { signal })) as { readonly total: number };
      if (Math.abs(total - 2) > 1e-9) throw new Error(`the run gives ${total}, where 2 was expected`);
    });
    stop();
    const { opened, closed } = this.#flow.injector;
    return { outcome, left: this.#clock.pending + getEventListeners(signal, 'abort').length, open: opened - closed };
  }

  /** Looks into the cache, and empties it. */
  async look(injector: Injector): Promise<{ readonly outcomes: readonly Outcome[]; readonly left: number }> {
    const { cache } = this.#driver;
    const looks = [() => cache.entries(), () => cache.explain('plainly'), () => cache.prune({ nodes: ['first', 'sum'], maxBytes: 0 })];
    const outcomes: Outcome[] = [];
    for (const look of looks) outcomes.push(await this.#outcomeOf(injector, look));
    return { outcomes, left: this.#clock.pending };
  }

  /** Time passes, until a store that has not answered is asked again. */
  async rest(): Promise<void> {
    await this.#clock.sleep(REST);
  }

  async #outcomeOf(injector: Injector, work: () => Promise<unknown>): Promise<Outcome> {
    this.#store.injector = injector;
    try {
      await work();
      return 'ok';
    } catch (error) {
      if (!MillraceError.is(error) || !isExpected(error.code)) throw error;
      return error.code;
    }
  }
}

function isExpected(code: string): code is Outcome {
  return ['NODE_FAILED', 'HOOK_FAILED', 'RUN_ABORTED', 'CACHE_UNAVAILABLE'].includes(code);
}
