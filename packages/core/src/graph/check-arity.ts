import type { Fault } from '../errors/fault';
import { tooFewDependencies, tooManyDependencies } from '../errors/method-faults';
import type { ParameterDefinition } from '../metadata/node-definition';
import { takesExactly } from '../types/takes-exactly';
import type { Method } from './find-method';

/** A method that gets values for its parameters. */
export interface CalledMethod {
  readonly place: string;
  readonly method: Method;
  readonly isOverridden: boolean;
}

/**
 * Whether a method gets as many values as it has parameters. Parameters with a default, and what follows them, may be left out; a method that
 * overrides another one need not take all that this one takes.
 */
export function checkArity({ place, method, isOverridden }: CalledMethod, parameters: readonly ParameterDefinition[]): Fault | undefined {
  const given = parameters.length;
  if (given < method.length) {
    const contexts = parameters.filter(({ kind }) => kind === 'context').length;
    return tooFewDependencies(place, { parameters: method.length, given, contexts });
  }
  if (given > method.length && !isOverridden && takesExactly(method))
    return tooManyDependencies(place, { parameters: method.length, given });
  return undefined;
}
