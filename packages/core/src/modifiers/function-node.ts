import type { NodeDefinition } from '../metadata/node-definition';

/** What a node that a modifier makes has of its own. */
export type FunctionNode = Pick<NodeDefinition, 'name' | 'parameters'> & Required<Pick<NodeDefinition, 'call' | 'generated'>>;

/** A node beside the one that a method gives. It comes from the same method; role, options, tags and description are not handed on. */
export function functionNode(origin: NodeDefinition, { name, parameters, call, generated }: FunctionNode): NodeDefinition {
  const { module, method } = origin;
  return { name, roles: ['node'], parameters, options: {}, tags: {}, description: '', module, method, call, generated };
}
