import type { NodeDefinition } from '../metadata/node-definition';
import type { DataflowModule } from './read-modules';

/** Where a name is said: in a method, or anywhere in a module. */
export interface Speaker {
  readonly module: DataflowModule;
  readonly definition?: Pick<NodeDefinition, 'inside'>;
}

/** The names in the graph that a name may mean where a method says it, nearest first: inside its own subdag, in its namespace, and outwards. */
export function* meaningsOf(name: string, { module, definition }: Speaker): Generator<string> {
  const inside = definition?.inside;
  if (inside !== undefined && !inside.except.includes(name)) yield `${module.prefix}${inside.namespace}.${name}`;
  for (let at: DataflowModule | undefined = module; at !== undefined; at = at.within?.module) {
    if (at.prefix !== '') yield at.prefix + name;
    if (at.within !== undefined && at.within.base !== at.prefix) yield at.within.base + name;
  }
  yield name;
}

/** The modules that a method sees, nearest first: those of its own subdag, those beside its class, and outwards. */
export function* modulesSeen({ module, definition }: Speaker, all: readonly DataflowModule[]): Generator<readonly DataflowModule[]> {
  const inside = definition?.inside;
  if (inside !== undefined) yield modulesAt(`${module.prefix}${inside.namespace}.`, all);
  for (let at: DataflowModule | undefined = module; at !== undefined; at = at.within?.module) yield modulesAt(at.within?.base ?? '', all);
}

function modulesAt(base: string, all: readonly DataflowModule[]): readonly DataflowModule[] {
  return all.filter(({ within }) => (within?.base ?? '') === base);
}
