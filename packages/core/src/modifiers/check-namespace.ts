import { describeValue } from '../errors/describe-value';
import type { ModifierContext } from '../metadata/modifier';

/** Whether steps may have this namespace: a name, `null` for none, `undefined` for that of the pipe. What is neither is a fault. */
export function checkNamespace(given: unknown, { at, refuse }: ModifierContext): given is string | null | undefined {
  if (given === undefined || given === null || (typeof given === 'string' && given !== '')) return true;
  refuse('INVALID_OPTION', `${at} has the namespace ${describeValue(given)}. It is a name, or null for none.`);
  return false;
}
