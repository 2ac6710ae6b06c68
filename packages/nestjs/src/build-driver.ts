import { Pool, type Modules } from '@millrace/core';
import { AppDriver, type DriverSurroundings } from './app-driver';
import type { DataflowFeature } from './dataflow-feature';
import { mergeOptions } from './merge-options';
import { RunTracker } from './run-tracker';
import { withPools, type SharedOptions } from './shared-options';

/** A driver of the app, and what can be told of it. */
export interface RegisteredDriver {
  /** The feature's name, else those of its classes. */
  readonly name: string;
  readonly driver: AppDriver<Modules>;
  readonly runs: RunTracker;
  readonly pools: Readonly<Record<string, Pool>>;
}

/** The driver of one feature, or of several together. */
export function buildDriver(
  features: readonly DataflowFeature[],
  shared: SharedOptions,
  surroundings: Omit<DriverSurroundings, 'runs'>,
): RegisteredDriver {
  const modules = [...new Set(features.flatMap(({ classes }) => classes))];
  const options = withPools(features.reduce((merged, { options: { name: _, ...own } }) => mergeOptions(merged, own), shared));
  const runs = new RunTracker();
  const [{ options: { name = modules.map((cls) => cls.name).join(', ') } = {} } = {}] = features;
  const pools = Object.entries(options.pools ?? {}).filter((entry): entry is [string, Pool] => entry[1] instanceof Pool);
  return {
    name,
    driver: new AppDriver<Modules>({ ...options, modules }, { ...surroundings, runs }),
    runs,
    pools: Object.fromEntries(pools),
  };
}
