import type { EdgeKind } from './edge-kinds';
import type { NodeJson } from './graph-json';

/** What a node depends on among those that are shown: for what is hidden, stands what that depends on. */
export function shownDependencies(
  node: NodeJson,
  nodes: ReadonlyMap<string, NodeJson>,
  isShown: (node: NodeJson) => boolean,
): ReadonlyMap<string, EdgeKind> {
  const found = new Map<string, EdgeKind>();
  const visited = new Set<NodeJson>([node]);
  const open: (readonly [NodeJson, EdgeKind])[] = [[node, 'plain']];
  for (const [at, through] of open) {
    for (const name of at.dependencies) {
      const dependency = nodes.get(name);
      if (dependency === undefined) continue;
      const own = kindOf(at, name);
      const kind = own === 'plain' ? through : own;
      if (isShown(dependency)) {
        if (dependency !== node && found.get(name) !== 'gathered') found.set(name, kind);
      } else if (!visited.has(dependency)) {
        visited.add(dependency);
        open.push([dependency, kind]);
      }
    }
  }
  return found;
}

function kindOf({ gathers, optional }: NodeJson, name: string): EdgeKind {
  if (gathers.includes(name)) return 'gathered';
  return optional.includes(name) ? 'optional' : 'plain';
}
