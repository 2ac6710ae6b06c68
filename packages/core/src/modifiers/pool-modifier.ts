import type { Modifier } from '../metadata/modifier';
import { operationModifier } from './operation-modifier';
import { readPool } from './read-pool';

/** The calls of a method share the slots of a pool with those of others. */
export function poolModifier(name: unknown): Modifier {
  return operationModifier({
    name: 'pool',
    arguments: [name],
    read: (context) => {
      const pool = readPool(name, context);
      return pool === undefined ? undefined : { pool };
    },
  });
}
