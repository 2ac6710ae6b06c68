import type { ReferenceForm } from '../dependencies/dependency-form';
import { describeValue } from '../errors/describe-value';
import { invalidDependency } from '../errors/link-faults';
import { missingConfig, unknownDependency } from '../errors/name-faults';
import type { Entry } from './graph-node';
import type { LinkNotes, Taking } from './link-notes';
import { meaningsOf } from './meanings';
import { classOfOwner, modulesOf, resolveReference } from './resolve-reference';
import type { Vertex } from './vertex';

/** What stands in for a dependency that was refused. */
export const nothing: Entry = { kind: 'constant', value: undefined };

/** Links a name. */
export function linkReference(form: ReferenceForm, notes: LinkNotes, taking: Taking): Entry {
  const vertex = findReferenced(form, notes);
  if (vertex === undefined) return nothing;
  notes.take(vertex, taking);
  return { kind: 'node', name: vertex.name };
}

/** Links a name that may be absent. Whether an input is given, only a run can tell; all else is decided here. */
export function linkOptionalReference(
  form: ReferenceForm,
  notes: LinkNotes,
  optional: { taking: Taking; fallback: { value: unknown } | undefined },
): Entry {
  const { taking, fallback } = optional;
  const owner = form.owner === undefined ? undefined : classOfOwner(form.owner);
  if (owner !== undefined && modulesOf(owner, notes.vertex, notes.space).length === 0) return { kind: 'constant', value: fallback?.value };
  const vertex = findReferenced(form, notes);
  if (vertex === undefined) return nothing;
  if (vertex.kind !== 'input') {
    notes.take(vertex, taking);
    return { kind: 'node', name: vertex.name };
  }
  notes.depend(vertex);
  return { kind: 'optional', name: vertex.name, ...(fallback !== undefined && { fallback }) };
}

/** Links a config key to its value. */
export function linkConfiguration(key: unknown, notes: LinkNotes): Entry {
  if (typeof key !== 'string' || key === '') return refuseName('configuration', key, notes);
  const { config } = notes.vertex.module;
  if (Object.hasOwn(config, key)) return { kind: 'constant', value: config[key] };
  notes.refuse(missingConfig(notes.place, key, Object.keys(config)));
  return nothing;
}

/** Links the keys of a fan-out's items to a node that runs in them. */
export function linkKeys(name: unknown, notes: LinkNotes): Entry {
  if (typeof name !== 'string' || name === '') return refuseName('keys', name, notes);
  const { locals, table } = notes.space;
  const { module } = notes.vertex;
  const meaning = locals.meaning(module, name);
  const vertex = typeof meaning === 'string' ? table.get(meaning) : table.find(meaningsOf(name, notes.vertex));
  if (vertex === undefined) {
    if (typeof meaning === 'object' && meaning.kind === 'faulty') notes.miss();
    else notes.refuse(unknownDependency(notes.place, name, { known: table.names, className: module.name }));
    return nothing;
  }
  notes.take(vertex, 'keys');
  return { kind: 'keys', name: vertex.name };
}

function findReferenced(form: ReferenceForm, notes: LinkNotes): Vertex | undefined {
  const { name } = form;
  if (typeof name !== 'string' || name === '') {
    refuseName(form.owner === undefined ? 'source' : 'nodeOf', name, notes);
    return undefined;
  }
  const vertex = resolveReference(form, notes.vertex, notes.space);
  if (vertex === undefined) notes.miss();
  return vertex;
}

function refuseName(form: string, name: unknown, notes: LinkNotes): Entry {
  notes.refuse(invalidDependency(notes.place, `${form}(${name === '' ? `''` : describeValue(name)})`));
  return nothing;
}
