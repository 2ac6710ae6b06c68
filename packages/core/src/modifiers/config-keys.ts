import type { NodeDefinition } from '../metadata/node-definition';

/** The config keys by which a variant was chosen: those that its `@config.when…` name, outermost first. A predicate names none. */
export function configKeysOf({ modifiers = [] }: NodeDefinition): readonly string[] {
  const keys = modifiers
    .filter(({ name }) => name.startsWith('config.'))
    .flatMap(({ arguments: [given] }) => (typeof given === 'object' && given !== null ? Object.keys(given) : []));
  return [...new Set(keys.reverse())];
}
