import type { ReferenceForm } from '../dependencies/dependency-form';
import type { Fault } from '../errors/fault';
import type { FaultCollector } from '../errors/fault-collector';
import {
  ambiguousOwner,
  notANode,
  ownerNotListed,
  ownerUndefined,
  renamedDependency,
  unknownDependency,
  unknownNodeOf,
} from '../errors/name-faults';
import { nameOfClass, type ClassType } from '../types/class-type';
import type { LocalMeaning, LocalNames } from './local-names';
import { meaningsOf, modulesSeen, type Speaker } from './meanings';
import type { NodeTable } from './node-table';
import type { DataflowModule } from './read-modules';
import type { MethodVertex, Vertex } from './vertex';

/** All that the names of a graph can mean. */
export interface NameSpace {
  readonly modules: readonly DataflowModule[];
  readonly locals: LocalNames;
  readonly table: NodeTable;
  readonly config: Readonly<Record<string, unknown>>;
  readonly faults: FaultCollector;
}

/** The node that a reference means, `undefined` where it is a fault (which is then recorded), or was one before. */
export function resolveReference(form: ReferenceForm, from: MethodVertex, space: NameSpace): Vertex | undefined {
  if (form.owner !== undefined) return resolveOwned(form.owner, form.name, from, space);
  if (form.local === true) return resolveLocal(form.name, from, space);
  return resolveAnywhere(form.name, from, from.place, space);
}

/** `source('x')`: inside the own subdag and in the own namespace first, then outwards, then the config, else an input. */
function resolveAnywhere(name: string, from: Speaker, place: string, { table, locals, faults }: NameSpace): Vertex {
  if (from.module.prefix === '' && from.definition?.inside === undefined) return table.external(name, place, faults);
  const known = table.find(meaningsOf(name, from));
  if (known !== undefined) return known;
  for (const meaning of meaningsOf(name, from)) if (locals.excluded.has(meaning)) return table.external(meaning, place, faults);
  return table.external(name, place, faults);
}

/** `'x'`: a node or an input of the class. */
function resolveLocal(name: string, from: MethodVertex, space: NameSpace): Vertex | undefined {
  const { locals, table, faults } = space;
  const { module, place } = from;
  const meaning = locals.meaning(module, name);
  if (meaning !== undefined) return vertexOf(meaning, space, { place, name });
  if (name in (module.instance ?? module.cls.prototype)) {
    faults.add(notANode(place, name, `${module.name}.${name}`));
    return undefined;
  }
  const elsewhere = table.get(name);
  const hints = {
    known: locals.namesOf(module),
    className: module.name,
    elsewhere: elsewhere?.kind === 'method' ? elsewhere.module.name : undefined,
  };
  faults.add(unknownDependency(place, name, hints));
  return undefined;
}

/** `nodeOf(Other, 'x')`: the class itself, else the modules that inherit from it. */
function resolveOwned(owner: NonNullable<ReferenceForm['owner']>, name: string, from: MethodVertex, space: NameSpace): Vertex | undefined {
  const { locals, faults } = space;
  const { place } = from;
  const cls = classOfOwner(owner);
  if (cls === undefined) {
    faults.add(ownerUndefined(place, name));
    return undefined;
  }
  const modules = modulesOf(cls, from, space);
  if (modules.length === 0) {
    faults.add(ownerNotListed(place, nameOfClass(cls), name));
    return undefined;
  }
  const found = new Map<Vertex, string>();
  for (const module of modules) {
    const meaning = locals.meaning(module, name);
    if (meaning === undefined) continue;
    const vertex = vertexOf(meaning, space, { place, name });
    if (vertex === undefined) return undefined;
    if (!found.has(vertex)) found.set(vertex, module.name);
  }
  const [first] = found.keys();
  if (first === undefined) faults.add(unknownInOwner(cls, { place, name, modules }, locals));
  if (found.size < 2) return first;
  faults.add(ambiguousOwner(place, nameOfClass(cls), name, [...found.values()]));
  return undefined;
}

function unknownInOwner(
  cls: ClassType<object>,
  asked: { place: string; name: string; modules: readonly DataflowModule[] },
  locals: LocalNames,
): Fault {
  const { place, name, modules } = asked;
  const plain = modules.find((module) => name in (module.instance ?? module.cls.prototype));
  if (plain !== undefined) return notANode(place, name, `${plain.name}.${name}`);
  return unknownNodeOf(
    place,
    nameOfClass(cls),
    name,
    modules.flatMap((module) => [...locals.namesOf(module)]),
  );
}

/** The modules that a class of `nodeOf` means where a method says it: the nearest that are the class, or inherit from it. */
export function modulesOf(cls: ClassType<object>, from: MethodVertex, { modules }: NameSpace): readonly DataflowModule[] {
  for (const seen of modulesSeen(from, modules)) {
    const own = seen.find((module) => module.cls === cls);
    const found = own === undefined ? seen.filter((module) => module.cls.prototype instanceof cls) : [own];
    if (found.length > 0) return found;
  }
  return [];
}

/** The class that a function of `nodeOf` gives; one that is not there yet gives none. */
export function classOfOwner(owner: NonNullable<ReferenceForm['owner']>): ClassType<object> | undefined {
  try {
    return owner();
  } catch {
    return undefined;
  }
}

/** The node that a bare name of a class means; what has none was a fault before, or becomes one. */
function vertexOf(meaning: LocalMeaning, space: NameSpace, asked: { place: string; name: string }): Vertex | undefined {
  const { table, faults } = space;
  if (typeof meaning === 'string') return table.get(meaning);
  switch (meaning.kind) {
    case 'outside':
      return resolveAnywhere(meaning.name, meaning, asked.place, space);
    case 'excluded':
      return table.external(meaning.name, asked.place, faults);
    case 'renamed':
      faults.add(renamedDependency(asked.place, asked.name, meaning.gives));
      return undefined;
    case 'faulty':
      return undefined;
  }
}
