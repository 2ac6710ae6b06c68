import { availableParallelism } from 'node:os';
import type { Executor } from '@millrace/core/executors';
import { workerSetup } from '@millrace/core/executors';
import type { ResourceLimits } from 'node:worker_threads';
import { BlockOfWorkers } from './block-of-workers';
import { MOST_IN_WORKER } from './delivery';
import { modulePaths } from './module-paths';
import { WorkerPool } from './worker-pool';

/** Options of {@link workerThreads}. */
export interface WorkerThreadsOptions {
  /**
   * The modules that export the driver's dataflow classes, all of them, under their own names: absolute paths, as `require.resolve('./flows')` gives, or `file:` URLs.
   * TypeScript is loaded by what has loaded it here, else by ts-node or tsx. A module may export `instances`, an `InstanceProvider` for its worker; default is TypeDI's container.
   */
  readonly modules: string | URL | readonly (string | URL)[];
  /** How many workers there are. Default: as many as the process may use cores. */
  readonly threads?: number | undefined;
  /** How many items are sent at once: an integer ≥ 1. Default 'adaptive': about 20 ms of work, or more items, if these mostly wait. */
  readonly batch?: number | 'adaptive' | undefined;
  /** The config of the workers, where it cannot be the driver's: because that holds functions, say. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** The parallelizables that run on workers besides those that name the executor. Default: none. */
  readonly fanOuts?: 'all' | readonly string[] | undefined;
  /** How often an item is begun at most, if its worker dies or is stuck: an integer ≥ 1. Default 1: it fails. */
  readonly attempts?: number | undefined;
  /** A worker whose event loop has not turned for so long, and that has neither begun nor ended an item, is stuck: it is terminated. In milliseconds. Default: never. */
  readonly stuckMs?: number | undefined;
  /** How long a worker may take to load its modules, and to make the instances of their classes; the run fails then. In milliseconds. Default 60,000. */
  readonly loadMs?: number | undefined;
  /**
   * Whether events of single nodes, and of items of inner fan-outs, come back from the workers, where somebody has subscribed to events: they cost about as much as small
   * items do. Default: no. What nodes log, attempts that are repeated, failures and inner fan-outs are told of in any case, when their batch has come back.
   */
  readonly nodeEvents?: boolean | undefined;
  /** How much memory a worker may use, as Node's `Worker` takes it. */
  readonly resourceLimits?: ResourceLimits | undefined;
  /** Node's options for workers. Default: those of this process. */
  readonly execArgv?: readonly string[] | undefined;
}

/** Runs fan-outs on worker threads. They are started when the first items come, and do not keep the process alive. */
export interface WorkerThreads extends Executor {
  /**
   * Ends the workers. Batches that they are running may take 5 seconds more; runs that have items left fail, so close when the last run has ended. A driver
   * that uses the executor later starts them again.
   */
  close(): Promise<void>;
}

const known: readonly string[] = [
  'modules',
  'threads',
  'batch',
  'config',
  'fanOuts',
  'attempts',
  'stuckMs',
  'loadMs',
  'nodeEvents',
  'resourceLimits',
  'execArgv',
] satisfies (keyof WorkerThreadsOptions)[];

/**
 * Makes an executor of worker threads.
 *
 * @throws MillraceError `WORKER_SETUP` for options that make no sense.
 * @example
 * const driver = new Driver({
 *   modules: [Images],
 *   executors: { workers: workerThreads({ modules: require.resolve('./images') }) },
 * });
 */
export function workerThreads(options: WorkerThreadsOptions): WorkerThreads {
  const {
    threads = availableParallelism(),
    batch = 'adaptive',
    attempts = 1,
    fanOuts,
    stuckMs = Infinity,
    loadMs = 60_000,
    nodeEvents = false,
  } = options;
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw workerSetup(`workerThreads has no option ${unknown.join(', ')}. It takes ${known.join(', ')}.`);
  checkInteger('threads', threads);
  checkInteger('attempts', attempts);
  if (batch !== 'adaptive') checkInteger('batch', batch);
  checkDuration('stuckMs', stuckMs);
  checkDuration('loadMs', loadMs);
  const modules = modulePaths(options.modules);
  let pool: WorkerPool | undefined;
  return {
    threads,
    ahead: MOST_IN_WORKER - 1,
    batch,
    attempts,
    fanOuts,
    nodeEvents,
    open: (block) => {
      pool ??= new WorkerPool({ ...options, modules, threads, stuckMs, loadMs });
      const { config = block.driver.config } = options;
      return new BlockOfWorkers(pool, { ...block, driver: { ...block.driver, config } });
    },
    close: async () => {
      const closed = pool;
      pool = undefined;
      await closed?.close();
    },
  };
}

function checkInteger(name: string, value: unknown): void {
  if (!Number.isSafeInteger(value) || Number(value) < 1)
    throw workerSetup(`The option "${name}" of workerThreads must be an integer of at least 1.`);
}

function checkDuration(name: string, ms: number): void {
  if (!(ms > 0)) throw workerSetup(`The option "${name}" of workerThreads must be a number of milliseconds above 0.`);
}
