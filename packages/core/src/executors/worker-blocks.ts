import type { BlockRunner } from '../runtime/executors/block-runner';
import type { SentBlock } from '../runtime/executors/sent';
import { Recent } from './recent';
import { WorkerDriver, type WorkerModules } from './worker-driver';

/** How many drivers a worker remembers. */
const KEPT = 8;

/** Opens blocks that were sent to a worker. The graph of each driver is built once, of the worker's own classes. */
export class WorkerBlocks {
  readonly #modules: WorkerModules;
  readonly #drivers = new Recent<string, WorkerDriver>(KEPT);

  constructor(modules: WorkerModules) {
    this.#modules = modules;
  }

  /**
   * Makes a block ready to run items.
   *
   * @throws MillraceError `WORKER_SETUP` where the worker cannot have what the driver has; and what instance providers throw.
   */
  async open(block: SentBlock): Promise<BlockRunner> {
    const { driver } = block;
    return this.#drivers.get(driver.id, () => new WorkerDriver(driver, this.#modules)).open(block);
  }
}
