import { DEPENDENCY, type ReferenceForm } from '../dependencies/dependency-form';
import type { ParameterDefinition } from '../metadata/node-definition';

/** A parameter that gets the value of a sibling: a node by its name, looked up in the own namespace first. */
export function parameterOf(name: string): ParameterDefinition {
  const dependency: ReferenceForm = { [DEPENDENCY]: 'ref', name };
  return { kind: 'dependency', dependency };
}
