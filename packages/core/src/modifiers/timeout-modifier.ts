import type { Modifier } from '../metadata/modifier';
import { operationModifier } from './operation-modifier';
import { readTimeout } from './read-timeout';

/** Each call of a method is given up after a time. */
export function timeoutModifier(ms: unknown): Modifier {
  return operationModifier({
    name: 'timeout',
    arguments: [ms],
    read: (context) => {
      const timeoutMs = readTimeout(ms, context);
      return timeoutMs === undefined ? undefined : { timeoutMs };
    },
  });
}
