import { randomUUID } from 'node:crypto';
import type { Executor } from '../runtime/executors/executor';
import type { RunExecutors } from '../runtime/executors/run-executors';
import { isClass, nameOfClass, type ClassType } from '../types/class-type';
import type { CompleteOptions } from './driver-options';

/** The executors of a driver, and what they have to know of it. */
export type DriverExecutors = Pick<RunExecutors, 'byName' | 'driver'>;

/** Collects the executors of a driver; `undefined` where all items run in this process. */
export function driverExecutors(options: CompleteOptions, config: Readonly<Record<string, unknown>>): DriverExecutors | undefined {
  const { modules, executors, allowOverrides, checkSchemas, codegen, concurrency, defaults, pools } = options;
  const byName = Object.entries(executors).filter((entry): entry is [string, Executor] => entry[1] !== 'in-process');
  if (byName.length === 0) return undefined;
  return {
    byName: Object.fromEntries(byName),
    driver: {
      id: randomUUID(),
      modules: modules.map((module) => nameOfClass(isClass(module) ? module : (module.constructor as ClassType<object>))),
      config,
      allowOverrides,
      checkSchemas,
      codegen,
      concurrency,
      defaults,
      executors: Object.keys(executors),
      pools: Object.keys(pools),
    },
  };
}
