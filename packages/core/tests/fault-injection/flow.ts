import {
  collect,
  fold,
  node,
  parallelizable,
  plain,
  pool,
  reducers,
  type Collect,
  type LifecycleHook,
  type Parallelizable,
  type Reducer,
} from '../../src';
import type { Injector } from './injector';

/** Where faults are injected: the injector of the run that is going on. */
export interface Site {
  injector: Injector;
}

/** The first entry; no other is needed. */
const firstOnly: Reducer<number, number | undefined> = { init: () => undefined, step: (_none, entry) => reducers.done(entry) };

/** A graph with a nested fan-out, phases, a fold, a pool, and a source of which only the beginning is needed. What it gives is 2. */
export class Flow {
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  @node() async first(): Promise<number> {
    await this.#site.injector.reach();
    return 2;
  }
  @parallelizable('first', { concurrency: 2 }) outer(first: number): Parallelizable<number> {
    return this.#site.injector.source(first);
  }
  @parallelizable('outer', { concurrency: 2 }) inner(_outer: number): Parallelizable<number> {
    return this.#site.injector.source(2);
  }
  @pool('shared') @node('inner') async pooled(inner: number): Promise<number> {
    await this.#site.injector.reach();
    return inner;
  }
  @node('pooled') plainly(pooled: number): number {
    this.#site.injector.reachAtOnce();
    return pooled + 1;
  }
  @collect('plainly') sum(values: Collect<number>): number {
    return values.reduce((a, b) => a + b, 0);
  }
  @node('plainly', 'sum') async share(value: number, sum: number): Promise<number> {
    await this.#site.injector.reach();
    return value / sum;
  }
  @collect(fold('share', reducers.sum())) shares(total: number): number {
    return total;
  }
  @parallelizable('first', { concurrency: 1 }) endless(_first: number): Parallelizable<number> {
    return this.#site.injector.source(Infinity);
  }
  @collect(fold('endless', firstOnly)) beginning(first: number | undefined): number {
    return first ?? NaN;
  }
  @collect('shares', plain('beginning')) total(shares: Collect<number>, beginning: number): number {
    return shares.reduce((a, b) => a + b, beginning);
  }
}

/** Every hook is a call too. */
export function everyHook(site: Site): LifecycleHook {
  const reach = async (): Promise<void> => {
    await site.injector.reach();
  };
  return {
    beforeRun: reach,
    beforeFanOut: reach,
    onItem: reach,
    afterFanOut: reach,
    beforeNode: reach,
    aroundNode: (_call, next) => site.injector.reach() ?? next(),
    afterNode: reach,
    buildResult: async (outputs) => {
      await reach();
      return outputs;
    },
    afterRun: reach,
  };
}
