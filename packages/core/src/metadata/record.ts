import type { ClassType } from '../types/class-type';
import type { DataflowRecord, InputRecord, MemberRecord, ParameterRecord, RoleRecord } from './class-metadata';
import type { DelayedModifier, Modifier } from './modifier';
import { updateMember, updateRecord } from './store';

/** Where a decorator stands, as the compiler hands it over: the prototype, or the class for static members and for parameters of the constructor. */
export interface Place {
  readonly target: object;
  /** `undefined` for the constructor. */
  readonly key: string | symbol | undefined;
}

/** Adds a role to a method. */
export function recordRole(place: Place, role: RoleRecord): void {
  changeMember(place, (member) => ({ ...member, roles: [...member.roles, role] }));
}

/** Adds a modifier to a method. */
export function recordModifier(place: Place, modifier: Modifier | DelayedModifier): void {
  changeMember(place, (member) => ({ ...member, modifiers: [...member.modifiers, modifier] }));
}

/** Says what a parameter of a method receives. */
export function recordParameter(place: Place, parameter: ParameterRecord): void {
  changeMember(place, (member) => ({ ...member, parameters: [...member.parameters, parameter] }));
}

/** Makes a method change what other nodes of its class give. */
export function recordMutations(place: Place, targets: readonly unknown[]): void {
  changeMember(place, (member) => ({ ...member, mutations: [...(member.mutations ?? []), ...targets] }));
}

/** Makes a field an input. */
export function recordInput(place: Place, input: InputRecord): void {
  changeMember(place, (member) => ({ ...member, input }));
}

/** Says what holds for a class as a whole. */
export function recordDataflow(cls: ClassType, dataflow: DataflowRecord): void {
  updateRecord(cls, { dataflow });
}

function changeMember(place: Place, change: (member: MemberRecord) => MemberRecord): void {
  const kind = kindOf(place);
  const key = place.key === undefined ? 'constructor' : String(place.key);
  const id = kind === 'static' ? `static ${key}` : key;
  updateMember(classAt(place), id, (member) => change(member ?? { key, kind, roles: [], parameters: [], modifiers: [] }));
}

function classAt({ target }: Place): ClassType {
  // The compiler hands over a class or a prototype, whose `constructor` is the class.
  return (typeof target === 'function' ? target : target.constructor) as ClassType;
}

function kindOf({ target, key }: Place): MemberRecord['kind'] {
  if (key === undefined) return 'method';
  if (typeof key === 'symbol') return 'symbol';
  if (typeof target === 'function') return 'static';
  const descriptor = Object.getOwnPropertyDescriptor(target, key);
  if (descriptor === undefined) return 'field';
  return typeof descriptor.value === 'function' ? 'method' : 'accessor';
}
