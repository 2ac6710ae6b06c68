import { describeValue } from '../errors/describe-value';
import type { ModifierContext } from '../metadata/modifier';
import { functionCall, type FunctionCall } from '../types/function-call';
import { takesExactly } from '../types/takes-exactly';

/** A call of a function that a modifier was given, if it is one and takes so many values; whatever is wrong is a fault. */
export function readFunction(given: unknown, values: number, { at, refuse }: ModifierContext): FunctionCall | undefined {
  if (typeof given !== 'function') {
    refuse(
      'INVALID_OPTION',
      `${at} has ${describeValue(given)} where it takes a function. Give it the function itself, not what it returns.`,
    );
    return undefined;
  }
  // What can be called can be called with any values; whether it takes as many is looked at here.
  const call = functionCall(given as FunctionCall['run']);
  const { length } = call.run;
  const fits = values === length || (values > length && !takesExactly(call.run));
  if (fits) return call;
  const advice =
    values < length ? 'Give it a dependency for each, or a default to those that may be left out.' : 'Remove those that it does not take.';
  refuse('ARITY_MISMATCH', `${at} calls ${call.name} with ${count(values, 'value')}, but it has ${count(length, 'parameter')}. ${advice}`);
  return undefined;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
