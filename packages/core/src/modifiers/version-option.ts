import type { NodeDefinition } from '../metadata/node-definition';

/** The version that a method was given, for nodes that stand for what it gives: they follow it, since who says the version decides when it changes. */
export function versionOption({ options: { version } }: NodeDefinition): NodeDefinition['options'] {
  return version === undefined ? {} : { version };
}
