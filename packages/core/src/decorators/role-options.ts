import type { DEPENDENCY } from '../dependencies/dependency-form';

/** Options of all three roles. */
interface RoleOptions {
  /** An options object is no dependency. */
  readonly [DEPENDENCY]?: never;
  /** The node's name, by default the method's up to the first `__`. */
  readonly name?: string;
  readonly description?: string;
  /** Replaces the version that is made of the method's source. */
  readonly version?: string;
}

/** Options of `@node`. */
export interface NodeOptions extends RoleOptions {}

/** Options of `@parallelizable`; T is the item's type. */
export interface ParallelizableOptions<T = never> extends RoleOptions {
  /** How many items may be open at once: an integer ≥ 1 or Infinity. Default 16. */
  readonly concurrency?: number;
  /** Labels an item in errors, events and traces. Default: its index. */
  readonly key?: (item: T, index: number) => string;
  /** Refuses a key that occurred before, at the price of remembering them all. Default false. */
  readonly uniqueKeys?: boolean;
  /** Whether collectors receive the items in the order of the source. Default true. */
  readonly ordered?: boolean;
  /** What happens when an item fails: the fan-out fails, the item is skipped, or up to so many (or so many percent) are skipped. Default 'fail'. */
  readonly onItemError?: 'fail' | 'skip' | { readonly tolerate: number | `${number}%` };
  /** Where something folds in source order: how far an item may be ahead of the oldest unfinished one. Default 1024. */
  readonly window?: number;
  /** How many items of an Observable may wait before the fan-out fails. Default Infinity. */
  readonly buffer?: number;
  /** The name of an executor of the driver: the items run there, on worker threads for example. Default: they run here. */
  readonly executor?: string;
}

/** Options of `@collect`. */
export interface CollectOptions extends RoleOptions {
  /** The outermost parallelizable that is closed, if not only the innermost. */
  readonly over?: string;
}
