import type { DepSpec, NodeSpec } from './graph-spec';

/** One name in a dependency, and what is asked of it. */
export interface Mention {
  readonly name: string;
  /** `plain`: a value of an outer scope; `key`: only the item's key; the others are gathered where the node is a collector. */
  readonly as: 'value' | 'settled' | 'key' | 'plain';
}

/** All names in a dependency. */
function mentionsIn(dep: DepSpec): Mention[] {
  switch (dep.kind) {
    case 'ref':
      return [{ name: dep.name, as: 'value' }];
    case 'settled':
      return [{ name: dep.name, as: 'settled' }];
    case 'keys':
      return [{ name: dep.name, as: 'key' }];
    case 'plain':
      return mentionsIn(dep.of).map(({ name }) => ({ name, as: 'plain' }));
    case 'fold':
      return mentionsIn(dep.of);
    case 'list':
      return dep.of.flatMap(mentionsIn);
    case 'record':
      return Object.values(dep.of).flatMap(mentionsIn);
    case 'literal':
    case 'optional':
      return [];
  }
}

/** All names in a node's dependencies. */
export function mentionsOf(node: NodeSpec): Mention[] {
  return node.deps.flatMap(mentionsIn);
}

export function isCollector(node: NodeSpec): boolean {
  return node.role === 'collect' || node.role === 'both';
}

export function isParallelizable(node: NodeSpec): boolean {
  return node.role === 'parallelizable' || node.role === 'both';
}
