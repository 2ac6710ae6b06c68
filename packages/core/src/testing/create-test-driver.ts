import { Driver } from '../driver/driver';
import type { DriverOptions, Modules } from '../driver/driver-types';
import type { LifecycleHook, NodeRun } from '../runtime/hooks/lifecycle-hook';
import type { ItemPath } from '../types/item-path';
import { VirtualClock } from './virtual-clock';

/** Options of a driver for tests: those of a driver, but for the modules, and chance. */
export interface TestDriverOptions extends Omit<DriverOptions, 'modules'> {
  /** Gives numbers of at least 0 and less than 1, for the jitter of retries. Default: always 0.5. */
  readonly random?: () => number;
}

/** One attempt to call a node. */
export interface TestCall {
  readonly node: string;
  readonly path: ItemPath;
  /** 1 for the first. */
  readonly attempt: number;
  /** The arguments, without the context. */
  readonly inputs: readonly unknown[];
  /** When it was due, in virtual milliseconds. */
  readonly at: number;
}

/** A driver over virtual time. */
// As for `Driver` itself.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export class TestDriver<const M extends Modules = any> extends Driver<M> {
  /** The time of its runs; it starts at 0. */
  readonly clock: VirtualClock;
  readonly #calls: TestCall[];

  constructor(modules: M, { random = () => 0.5, ...options }: TestDriverOptions = {}) {
    const clock = new VirtualClock();
    const calls: TestCall[] = [];
    super({ ...options, modules, hooks: [recordCalls(calls, clock), ...(options.hooks ?? [])] }, { clock, random });
    this.clock = clock;
    this.#calls = calls;
  }

  /** All calls so far, each attempt for itself, in the order in which they began; of one node, if it is named. */
  calls(node?: string): readonly TestCall[] {
    return this.#calls.filter((call) => node === undefined || call.node === node);
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

function recordCalls(calls: TestCall[], clock: VirtualClock): LifecycleHook {
  const record = ({ name: node, path, inputs }: NodeRun, attempt: number, at: number): void =>
    void calls.push({ node, path, attempt, inputs, at });
  return {
    beforeNode: (node) => record(node, 1, clock.now()),
    onRetry: (node, { attempt, delayMs }) => record(node, attempt + 1, clock.now() + delayMs),
  };
}
