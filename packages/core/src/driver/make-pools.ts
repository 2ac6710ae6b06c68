import { fault, type Fault } from '../errors/fault';
import { MillraceError } from '../errors/millrace-error';
import { Pool } from '../runtime/layers/pool';
import type { DriverOptions } from './driver-types';

/** The pools of a driver; what is wrong with one is a fault. One that is there already, of another driver maybe, is taken as it is. */
export function makePools(given: NonNullable<DriverOptions['pools']>, faults: Fault[]): Readonly<Record<string, Pool>> {
  const pools = Object.entries(given).flatMap(([name, limits]): [string, Pool][] => {
    try {
      return [[name, limits instanceof Pool ? limits : new Pool(typeof limits === 'number' ? { concurrency: limits } : limits)]];
    } catch (error) {
      if (!MillraceError.is(error)) throw error;
      faults.push(fault(error.code, `pools.${name}`, `The driver's pool "${name}": ${error.message}`));
      return [];
    }
  });
  return Object.fromEntries(pools);
}
