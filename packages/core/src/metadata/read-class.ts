import { nameOfClass, type ClassType } from '../types/class-type';
import type { DataflowRecord, MemberRecord } from './class-metadata';
import { ownRecord } from './store';

/** A member with the class that declared it, or that last changed what was declared. */
export interface ResolvedMember extends MemberRecord {
  readonly declaredBy: ClassType<object>;
}

/** All that decorators said of a class and its base classes. */
export interface ResolvedClass {
  readonly cls: ClassType<object>;
  readonly name: string;
  /** The class's own, else the nearest base class's. */
  readonly dataflow: DataflowRecord | undefined;
  /** Base class first, in order of declaration; a member that a subclass declares anew keeps its place. */
  readonly members: readonly ResolvedMember[];
}

/**
 * Reads what decorators recorded, along the prototype chain. A member with a role or input of its own replaces that of the base class;
 * one with only modifiers or parameters adds to it; a method that is overridden without decorators stays as the base class declared it.
 */
export function readClass(cls: ClassType<object>): ResolvedClass {
  const members = new Map<string, ResolvedMember>();
  let dataflow: DataflowRecord | undefined;
  for (const declaredBy of lineOf(cls)) {
    const record = ownRecord(declaredBy);
    dataflow = record.dataflow ?? dataflow;
    for (const [id, member] of record.members) members.set(id, { ...inherit(members.get(id), member), declaredBy });
  }
  return { cls, name: nameOfClass(cls), dataflow, members: [...members.values()] };
}

/** The class and its base classes, the outermost base class first. */
function lineOf(cls: ClassType<object>): ClassType<object>[] {
  const line: ClassType<object>[] = [];
  // What stands above a class in its prototype chain is a class, up to Function.prototype.
  for (let at = cls; typeof at === 'function' && at !== Function.prototype; at = Object.getPrototypeOf(at) as ClassType<object>)
    line.unshift(at);
  return line;
}

function inherit(base: MemberRecord | undefined, member: MemberRecord): MemberRecord {
  if (base === undefined || member.roles.length > 0 || member.input !== undefined) return member;
  const isOwn = new Set(member.parameters.map(({ index }) => index));
  return {
    ...base,
    kind: member.kind,
    parameters: [...base.parameters.filter(({ index }) => !isOwn.has(index)), ...member.parameters],
    modifiers: [...base.modifiers, ...member.modifiers],
    ...((base.mutations ?? member.mutations) && { mutations: [...(base.mutations ?? []), ...(member.mutations ?? [])] }),
  };
}
