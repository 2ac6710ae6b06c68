import { Driver } from '../driver/driver';
import type { DriverOptions, Modules } from '../driver/driver-types';
import { VirtualClock } from './virtual-clock';

/** Options of a driver for tests: those of a driver, but for the modules, and chance. */
export interface TestDriverOptions extends Omit<DriverOptions, 'modules'> {
  /** Gives numbers of at least 0 and less than 1, for the jitter of retries. Default: always 0.5. */
  readonly random?: () => number;
}

/** A driver over virtual time. */
// As for `Driver` itself.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export class TestDriver<const M extends Modules = any> extends Driver<M> {
  /** The time of its runs; it starts at 0. */
  readonly clock: VirtualClock;

  constructor(modules: M, { random = () => 0.5, ...options }: TestDriverOptions = {}) {
    const clock = new VirtualClock();
    super({ ...options, modules }, { clock, random });
    this.clock = clock;
  }
}

/**
 * A driver for tests: the pauses of retries, time-outs and the rates of pools take virtual time, which passes when there is nothing else to do.
 *
 * @example
 * const driver = createTestDriver([Prices]);
 * await driver.execute(['price']); // fails twice, and comes back after pauses of 100 and 200 ms
 * expect(driver.clock.now()).toBe(300);
 */
export function createTestDriver<const M extends Modules>(modules: M, options?: TestDriverOptions): TestDriver<M> {
  return new TestDriver(modules, options);
}
