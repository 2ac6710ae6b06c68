import type { NodeDefinition, ParameterDefinition } from '../metadata/node-definition';
import type { FunctionCall } from '../types/function-call';
import { versionOption } from './version-option';

/** How what a node gives is changed by further nodes. */
export interface OutputTransformation {
  /** The name for the node that gives what the method returns; others refer to it by this name. */
  readonly raw: string;
  /** The nodes between the raw one and the final one. */
  readonly between: readonly NodeDefinition[];
  /** What the final node does, which has the name, the tags and the description from now on. */
  readonly final: { readonly parameters: readonly ParameterDefinition[]; readonly call: FunctionCall };
}

/**
 * Puts nodes between what a method returns and those that depend on it. The method keeps its role: a collector still collects, and a
 * parallelizable still opens its fan-out, which goes on being called by the name that is now the transformed item's (F9).
 */
export function transformOutput(definition: NodeDefinition, { raw, between, final }: OutputTransformation): readonly NodeDefinition[] {
  const { schema, ...rest } = definition;
  const { name, roles, tags, description, module, method, modifiers, cache } = rest;
  const fanOut = roles.includes('parallelizable') ? { fanOut: definition.fanOut ?? name } : {};
  return [
    { ...rest, ...fanOut, name: raw, tags: {}, description: '', generated: 'raw' },
    ...between,
    {
      name,
      roles: ['node'],
      ...final,
      options: versionOption(definition),
      tags,
      description,
      module,
      method,
      ...generatedAs(definition),
      ...(modifiers !== undefined && { modifiers }),
      ...(cache !== undefined && { cache }),
      ...(schema !== undefined && { schema }),
    },
  ];
}

/** A field stays one when it is transformed. */
function generatedAs({ generated }: NodeDefinition): Pick<NodeDefinition, 'generated'> {
  return generated === 'field' ? { generated } : {};
}
