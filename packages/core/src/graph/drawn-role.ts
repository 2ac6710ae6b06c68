import type { NodeJson } from './graph-json';

/** What a shape stands for. */
export type DrawnRole = 'input' | 'config' | 'node' | 'parallelizable' | 'collect' | 'collect-parallelizable';

/** All roles, in the order of the legend, with their names. */
export const drawnRoles: Readonly<Record<DrawnRole, string>> = {
  input: 'input',
  config: 'config',
  node: 'node',
  parallelizable: 'parallelizable',
  collect: 'collect',
  'collect-parallelizable': 'collect and parallelizable',
};

/** The roles that occur, in the order of the legend. */
export function inLegendOrder(roles: ReadonlySet<DrawnRole>): readonly DrawnRole[] {
  // Object.keys gives the keys of an object literal in the order in which they are written.
  return (Object.keys(drawnRoles) as DrawnRole[]).filter((role) => roles.has(role));
}

/** The role of a node; that of its raw value where this is hidden, since the node then stands for both. */
export function roleIn(nodes: ReadonlyMap<string, NodeJson>, node: NodeJson, isShown: (node: NodeJson) => boolean): DrawnRole {
  const [role = 'node', second] = (node.generated === undefined ? hiddenRaw(nodes, node, isShown) : undefined)?.roles ?? node.roles;
  return second === undefined ? role : 'collect-parallelizable';
}

/** The raw value from which nodes of the same method lead to this one, if it is hidden. */
function hiddenRaw(nodes: ReadonlyMap<string, NodeJson>, node: NodeJson, isShown: (node: NodeJson) => boolean): NodeJson | undefined {
  const reached = new Set<NodeJson>([node]);
  // A set hands out what is added while it is iterated.
  for (const { dependencies } of reached) {
    for (const name of dependencies) {
      const dependency = nodes.get(name);
      if (dependency?.generated === undefined || dependency.place !== node.place) continue;
      if (dependency.generated === 'raw' && !isShown(dependency) && dependency.roles[0] !== 'node') return dependency;
      reached.add(dependency);
    }
  }
  return undefined;
}
