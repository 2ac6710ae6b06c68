import type { Parameter } from './graph-node';

/** A method's parameters with names replaced by nodes. Numbers are ids. */
export interface Link {
  readonly parameters: readonly Parameter[];
  /** All nodes that it depends on, in order of first mention. */
  readonly dependencies: readonly number[];
  /** Only for collectors: how the dependencies are taken. */
  readonly uses: CollectorUses | undefined;
  /** Whether every dependency was found. */
  readonly isComplete: boolean;
}

/** How a collector takes its dependencies. */
export interface CollectorUses {
  /** Those that must live in the fan-out that it closes; `settled` and `keys` are among them. */
  readonly gathered: readonly number[];
  readonly plain: readonly number[];
  readonly settled: readonly number[];
  readonly keys: readonly number[];
}
