import type { Entry, Parameter } from './graph-node';

/** `keys` needs the item only: it is linked to the fan-out, so that the node which it names need not run for it. */
export function withFanOuts(parameter: Parameter, fanOuts: ReadonlyMap<string, string>): Parameter {
  if (parameter.kind === 'context' || parameter.kind === 'value') return parameter;
  const relink = (entry: Entry): Entry => {
    if (entry.kind === 'keys') return { kind: 'keys', name: fanOuts.get(entry.name) ?? entry.name };
    if (entry.kind === 'settled') return { kind: 'settled', of: relink(entry.of) };
    if (entry.kind === 'list') return { kind: 'list', items: entry.items.map(relink) };
    if (entry.kind === 'record') return { kind: 'record', entries: entry.entries.map(([key, value]) => [key, relink(value)] as const) };
    return entry;
  };
  return { ...parameter, entry: relink(parameter.entry) };
}

/** The names of all nodes that parameters take values or keys from. */
export function namesIn(parameters: readonly Parameter[]): string[] {
  const names = new Set<string>();
  const visit = (entry: Entry): void => {
    if (entry.kind === 'list') entry.items.forEach(visit);
    else if (entry.kind === 'record') entry.entries.forEach(([, value]) => visit(value));
    else if (entry.kind === 'settled') visit(entry.of);
    else if (entry.kind !== 'constant') names.add(entry.name);
  };
  for (const parameter of parameters) {
    if (parameter.kind === 'value') visit(parameter.binding);
    else if (parameter.kind !== 'context') visit(parameter.entry);
  }
  return [...names];
}
