import { collect, fold, node, parallelizable, pool, reducers, type Collect, type LifecycleHook, type Parallelizable } from '../../src';
import type { Injector } from './injector';

/** Where faults are injected: the injector of the run that is going on. */
export interface Site {
  injector: Injector;
}

/** A graph with a nested fan-out, phases, a fold and a pool. What it gives is 2. */
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
  @collect('shares') total(shares: Collect<number>): number {
    return shares.reduce((a, b) => a + b, 0);
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
    afterRun: reach,
  };
}
