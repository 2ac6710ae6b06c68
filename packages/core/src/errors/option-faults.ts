import { fault, type Fault } from './fault';
import { listNames } from './list-words';
import { didYouMean } from './nearest-names';

/** An option of a role that no role has, or not this one. */
export function unknownOption(at: string, name: string, known: readonly string[]): Fault {
  return fault('INVALID_OPTION', at, `${at} has no option "${name}".${didYouMean(name, known)} It takes ${listNames(known)}.`);
}

/** A value that an option does not take. */
export function invalidOption(at: string, name: string, what: string, expected: string): Fault {
  return fault('INVALID_OPTION', at, `${at} has the option ${name}: ${what}. It takes ${expected}.`);
}

/** A name in the driver's `concurrency` that is no parallelizable. */
export function unknownParallelizable(name: string, known: Iterable<string>, isNode: boolean): Fault {
  const what = isNode ? 'is a node that opens no fan-out' : 'is no parallelizable of this graph';
  return fault(
    'INVALID_OPTION',
    `concurrency.${name}`,
    `The option "concurrency" names "${name}", which ${what}.${didYouMean(name, known)}`,
  );
}
