import type { Modifier } from '../metadata/modifier';
import { readCache } from './read-cache';

/** What is to be done about cached results of a method, and of what pipes, checks and fields make of them. */
export function cacheModifier(options: unknown): Modifier {
  return {
    name: 'cache',
    phase: 'injection',
    arguments: [options],
    isOperational: true,
    apply: (definitions, context) => {
      const { at, refuse } = context;
      const cache = readCache(options, context);
      if (cache === undefined) return definitions;
      if (definitions.some(({ roles }) => roles.includes('parallelizable'))) {
        refuse(
          'EXCLUSIVE_MODIFIERS',
          `${at} stands on a parallelizable, which runs each time, because what it gives may be a stream. Cache a node that returns the list, and let the parallelizable take it.`,
        );
        return definitions;
      }
      if (definitions.some((definition) => definition.cache !== undefined)) {
        refuse('EXCLUSIVE_MODIFIERS', `${at} stands twice on this method. Keep one of them.`);
        return definitions;
      }
      return definitions.map((definition) => ({ ...definition, cache }));
    },
  };
}
