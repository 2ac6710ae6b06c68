import type { DependencyLike } from '../dependencies/dependency';
import { toForm } from '../dependencies/to-form';
import type { ParameterDefinition } from '../metadata/node-definition';

/**
 * A parameter of a definition that receives a dependency, for modifiers of one's own.
 *
 * @example
 * const withRate = defineModifier({
 *   name: 'withRate',
 *   phase: 'generation',
 *   apply: (definitions) =>
 *     definitions.map((definition) => ({ ...definition, parameters: [...definition.parameters, parameterFrom(source('rate'))] })),
 * });
 */
export function parameterFrom(dependency: DependencyLike): ParameterDefinition {
  return { kind: 'dependency', dependency: toForm(dependency) };
}
