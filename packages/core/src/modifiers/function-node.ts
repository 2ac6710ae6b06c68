import type { NodeDefinition } from '../metadata/node-definition';

/** What a node that a modifier makes has of its own. */
export type FunctionNode = Pick<NodeDefinition, 'name' | 'parameters'> & Required<Pick<NodeDefinition, 'call' | 'generated'>>;

/** A node beside the one that a method gives. It comes from the same method; role, options, tags and description are not handed on, what is said about the cache is. */
export function functionNode(origin: NodeDefinition, { name, parameters, call, generated }: FunctionNode): NodeDefinition {
  const { module, method, cache } = origin;
  const kept = cache === undefined ? {} : { cache };
  return { name, roles: ['node'], parameters, options: {}, tags: {}, description: '', module, method, call, generated, ...kept };
}
