import type { GraphView } from './graph-view';
import type { Entry, GraphNode } from './graph-node';

/** How a graph is drawn. */
export interface DrawOptions {
  /** The direction of the arrows. Default: 'LR'. */
  readonly orient?: 'LR' | 'RL' | 'TB' | 'BT';
  /** Whether to leave inputs out. Default: false. */
  readonly hideInputs?: boolean;
  /** Whether to explain the shapes that occur. Default: false. */
  readonly legend?: boolean;
}

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

/** A node of a drawing; the id is safe in every language, whatever the name. */
export interface DrawnNode {
  readonly id: string;
  readonly label: string;
  readonly role: DrawnRole;
}

/** The nodes of one scope, and the fan-outs that are opened in it. */
export interface DrawnScope {
  readonly id: string;
  readonly label: string;
  readonly nodes: DrawnNode[];
  readonly inner: DrawnScope[];
}

/** An arrow from a node to one that depends on it. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'plain' | 'gathered' | 'optional';
}

/** A graph as boxes and arrows, before it is written in some language. */
export interface Drawing {
  readonly root: DrawnScope;
  readonly edges: readonly DrawnEdge[];
  /** Those that occur, in the order of the legend. */
  readonly roles: readonly DrawnRole[];
}

/** Lays out what a drawing shows: each fan-out as a box around the nodes that run for its items. */
export function drawGraph(graph: GraphView, { hideInputs = false }: DrawOptions): Drawing {
  const shown = [...graph.nodes.values()].filter((node) => !(hideInputs && node.roles.includes('input')));
  const ids = new Map(shown.map(({ name }, index) => [name, `n${index}`]));
  const root: DrawnScope = { id: 'root', label: '', nodes: [], inner: [] };
  const scopes = new Map<string, DrawnScope>();
  const scopeFor = (path: readonly string[]): DrawnScope => {
    const name = path.at(-1);
    if (name === undefined) return root;
    let scope = scopes.get(name);
    if (scope === undefined) {
      scope = { id: `f${scopes.size}`, label: `for each ${graph.get(name)?.fanOut?.name ?? name}`, nodes: [], inner: [] };
      scopes.set(name, scope);
      scopeFor(path.slice(0, -1)).inner.push(scope);
    }
    return scope;
  };
  const edges: DrawnEdge[] = [];
  const roles = new Set<DrawnRole>();
  for (const node of shown) {
    const to = ids.get(node.name) ?? '';
    const role = drawnRoleOf(node);
    roles.add(role);
    scopeFor(node.scope).nodes.push({ id: to, label: node.name, role });
    const kinds = edgeKinds(node);
    for (const dependency of node.dependencies) {
      const from = ids.get(dependency);
      if (from !== undefined) edges.push({ from, to, kind: kinds.get(dependency) ?? 'plain' });
    }
  }
  // Object.keys gives the keys of an object literal in the order in which they are written.
  return { root, edges, roles: (Object.keys(drawnRoles) as DrawnRole[]).filter((role) => roles.has(role)) };
}

function drawnRoleOf({ roles }: GraphNode): DrawnRole {
  const [role = 'node'] = roles;
  return roles.length > 1 ? 'collect-parallelizable' : role;
}

/** Those that are not plain; a node that is taken in several ways is drawn as the strongest. */
function edgeKinds({ parameters, dependencies }: GraphNode): ReadonlyMap<string, DrawnEdge['kind']> {
  const kinds = new Map<string, DrawnEdge['kind']>();
  if (dependencies.length === 0) return kinds;
  const visit = (entry: Entry, kind: DrawnEdge['kind']): void => {
    if (entry.kind === 'list') entry.items.forEach((item) => visit(item, kind));
    else if (entry.kind === 'record') entry.entries.forEach(([, value]) => visit(value, kind));
    else if (entry.kind === 'settled') visit(entry.of, kind);
    else if (entry.kind === 'optional') kinds.set(entry.name, kinds.get(entry.name) ?? 'optional');
    else if (entry.kind !== 'constant' && kinds.get(entry.name) !== 'gathered') kinds.set(entry.name, kind);
  };
  for (const parameter of parameters) {
    if (parameter.kind === 'value') visit(parameter.binding, 'plain');
    else if (parameter.kind !== 'context') visit(parameter.entry, 'gathered');
  }
  return kinds;
}
