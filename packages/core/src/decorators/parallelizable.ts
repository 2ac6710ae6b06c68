import type { Produced } from '../types/produced';
import type { AnyFunction } from '../types/type-tools';
import { roleDecorator } from './record-role';
import type { Allowed, Decorated } from './role-decorator';
import type { ParallelizableOptions } from './role-options';
import type { Wiring } from './wiring/wiring';

/** The signature of {@link parallelizable}: C is the class, M the method, D what is given. */
export interface ParallelizableDecorator {
  <
    C = unknown,
    M extends AnyFunction = AnyFunction,
    const D extends Allowed<C, ParallelizableOptions<Produced<M>>> = Allowed<C, ParallelizableOptions<Produced<M>>>,
  >(
    ...given: D
  ): Decorated<C, M, Wiring<C, M, D, 'parallelizable', ParallelizableOptions>>;
}

/**
 * Opens a fan-out: what depends on the method runs once for each item that it gives. The return type is `Parallelizable<T>`,
 * `Generator<T>`, `AsyncGenerator<T>`, or a promise of one.
 *
 * @example
 * class Sales {
 *   @input() declare readonly orders: Order[];
 *
 *   @parallelizable('orders', { concurrency: 8, key: (region) => region.name })
 *   *region(orders: Order[]): Generator<Region> { yield* byRegion(orders); }
 *
 *   @node('region')
 *   revenue(region: Region): number { return region.revenue; }
 * }
 */
export const parallelizable: ParallelizableDecorator = (...given) => roleDecorator('parallelizable', given);
