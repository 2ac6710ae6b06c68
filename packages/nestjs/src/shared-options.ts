import { MillraceError, Pool, type DriverChanges, type DriverOptions } from '@millrace/core';
import { checkOptions } from './check-options';
import { invalidHttpExceptions } from './errors';
import type { MillraceOptions } from './millrace-options';

/** Options of all drivers of the app. */
export type SharedOptions = Omit<DriverChanges, 'instances'>;

type Pools = NonNullable<DriverOptions['pools']>;

/** What `forRoot` says of drivers. Pools are made here, once, so that all drivers share them. */
export function sharedOptions(given: MillraceOptions | undefined): SharedOptions {
  checkOptions('forRoot', given);
  const { httpExceptions, ...options } = given;
  const isOn: unknown = httpExceptions;
  if (isOn !== undefined && typeof isOn !== 'boolean') throw invalidHttpExceptions();
  return withPools(options);
}

/** The options with pools in place of their limits. */
export function withPools(options: SharedOptions): SharedOptions {
  return options.pools === undefined ? options : { ...options, pools: makePools(options.pools) };
}

function makePools(pools: Pools): Pools {
  return Object.fromEntries(Object.entries(pools).map(([name, limits]) => [name, limits instanceof Pool ? limits : makePool(limits)]));
}

function makePool(limits: Exclude<Pools[string], Pool>): Pools[string] {
  try {
    return new Pool(typeof limits === 'number' ? { concurrency: limits } : limits);
  } catch (error) {
    // The driver refuses it, by its name and with all else that is wrong.
    if (MillraceError.is(error, 'INVALID_OPTION')) return limits;
    throw error;
  }
}
