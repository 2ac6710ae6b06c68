import type { Modifier } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { readFunction } from './read-function';

/** A function takes the place of the method's body. */
export function doesModifier(given: unknown): Modifier {
  return {
    name: 'does',
    phase: 'generation',
    arguments: [given],
    apply: (definitions, context) =>
      definitions.map((definition): NodeDefinition => {
        const call = readFunction(given, definition.parameters.length, context);
        return call === undefined ? definition : { ...definition, call };
      }),
  };
}
