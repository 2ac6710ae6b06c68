import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import type { NodeOperations } from '../types/node-operations';

/** What a modifier is made of that adds one operation to the calls of a method. */
export interface OperationModifier {
  /** The decorator's name, and the operation's. */
  readonly name: 'retry' | 'timeout' | 'pool';
  readonly arguments: readonly unknown[];
  /** The operation; `undefined`, and a fault in the context, where what was given is wrong. */
  read(context: ModifierContext): NodeOperations | undefined;
}

/**
 * Adds an operation to the node that calls the method. It comes before expansion and transformation, so that each variant has it, and of the nodes that a
 * pipe or a check puts behind the method none has.
 */
export function operationModifier({ name, arguments: given, read }: OperationModifier): Modifier {
  return {
    name,
    phase: 'injection',
    arguments: given,
    isOperational: true,
    apply: (definitions, context) => {
      const operation = read(context);
      return operation === undefined ? definitions : definitions.map((definition) => withOperation(definition, operation, context));
    },
  };
}

function withOperation(definition: NodeDefinition, operation: NodeOperations, { at, refuse }: ModifierContext): NodeDefinition {
  const { operations = {} } = definition;
  const twice = Object.keys(operation).some((key) => Object.hasOwn(operations, key));
  if (twice) refuse('EXCLUSIVE_MODIFIERS', `${at} stands twice on this method. Keep one of them.`);
  return twice ? definition : { ...definition, operations: { ...operations, ...operation } };
}
