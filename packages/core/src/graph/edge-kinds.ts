import type { Entry, GraphNode } from './graph-node';

/** How a node takes another one: of several ways, the strongest counts. */
export type EdgeKind = 'plain' | 'gathered' | 'optional';

/** How a node takes its dependencies, without those that it only takes plainly (and maybe with some of these). */
export function edgeKinds({ parameters, dependencies }: GraphNode): ReadonlyMap<string, EdgeKind> {
  const kinds = new Map<string, EdgeKind>();
  if (dependencies.length === 0) return kinds;
  const visit = (entry: Entry, kind: EdgeKind): void => {
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
