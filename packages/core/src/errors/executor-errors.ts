import { fault, type Fault } from './fault';
import { MillraceError } from './millrace-error';
import { listNames } from './list-words';
import { didYouMean } from './nearest-names';

/** A parallelizable names an executor that the driver does not have. */
export function unknownExecutor(place: string, name: string, known: readonly string[]): Fault {
  const there = known.length === 0 ? 'It has none' : `It has ${listNames(known)}`;
  return fault(
    'UNKNOWN_EXECUTOR',
    place,
    `${place} names the executor "${name}", which the driver does not have.${didYouMean(name, known)} ${there}: new Driver({ executors: { ${JSON.stringify(name)}: workerThreads({ modules: require.resolve('./flows') }) } }), or 'in-process' in its place.`,
  );
}

/** Something that runs elsewhere, and needs what is here. */
export function cannotCross(what: string, executor: string, why: string, remedy: string): Fault {
  return fault(
    'CANNOT_CROSS',
    what,
    `${what} cannot go to the executor "${executor}": ${why}, and that is in this process only. ${remedy}`,
  );
}

/** A value that cannot be sent to a worker, or back. */
export function unsendableValue(what: string, direction: 'to' | 'from'): MillraceError {
  return new MillraceError(
    'UNSENDABLE_VALUE',
    `${what} cannot be sent ${direction} a worker. Send plain data (what structuredClone takes), and make what holds connections or functions in the worker: in a service, or in a node of the block.`,
  );
}

/** A driver cannot be made in a worker as it is made here. */
export function workerSetup(message: string, cause?: unknown): MillraceError {
  return new MillraceError('WORKER_SETUP', message, cause === undefined ? undefined : { cause });
}

/** Dataflow classes that the modules of a worker do not export. */
export function missingClasses(missing: readonly string[], exported: readonly string[]): MillraceError {
  const near = missing.map((name) => didYouMean(name, exported)).join('');
  const there = exported.length === 0 ? 'They export none' : `They export ${listNames(exported)}`;
  return workerSetup(
    `The modules of the worker do not export the dataflow class${missing.length === 1 ? '' : 'es'} ${listNames(missing)}, which the driver has.${near} ${there}. Export all classes of the driver under their own names: what the driver links together, the worker must too.`,
  );
}

/** Both sides have made different plans. */
export function differentPlans(): MillraceError {
  return workerSetup(
    'The worker has linked its dataflow classes to another graph than the driver. Its modules must export the same classes, in the same version, and see the same config: pass it by workerThreads({ config }) if it differs, and keep what reads the environment out of decorators.',
  );
}

/** The worker that ran an item is gone. */
export function workerLost(why: string, cause: unknown): MillraceError {
  return new MillraceError(
    'WORKER_LOST',
    `The worker ${why} while it ran this item. A new worker takes its place; other items go on. Give workers that run out of memory more by workerThreads({ resourceLimits }), and have an item that takes a worker with it by chance begun again: workerThreads({ attempts: 2 }).`,
    { cause },
  );
}

/** Workers are lost again and again, though none has begun an item. */
export function neverBegun(times: number, cause: unknown): MillraceError {
  return workerSetup(
    `${times} workers in a row were lost before they had begun an item. See whether the modules of the workers can be loaded in a thread of their own, and whether the instances of their classes can be made there. The cause says how the last one was lost.`,
    cause,
  );
}
