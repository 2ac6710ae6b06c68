import type { Modifier } from '../metadata/modifier';
import { operationModifier } from './operation-modifier';
import { readRetry } from './read-retry';

/** The calls of a method are repeated when they fail. */
export function retryModifier(options: unknown): Modifier {
  return operationModifier({
    name: 'retry',
    arguments: [options],
    read: (context) => {
      const retry = readRetry(options, context);
      return retry && { retry };
    },
  });
}
