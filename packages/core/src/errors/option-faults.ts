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

/** A name in an option of the driver that is no parallelizable. */
export function unknownParallelizable(
  option: string,
  name: string,
  { known, isNode }: { readonly known: Iterable<string>; readonly isNode: boolean },
): Fault {
  const what = isNode ? 'is a node that opens no fan-out' : 'is no parallelizable of this graph';
  return fault('INVALID_OPTION', `${option}.${name}`, `The option "${option}" names "${name}", which ${what}.${didYouMean(name, known)}`);
}
