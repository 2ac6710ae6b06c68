import type { FaultCollector } from '../errors/fault-collector';
import { invalidMethod } from '../errors/method-faults';
import type { ResolvedMember } from '../metadata/read-class';

/** `Class.member`, of the class that wrote the decorators. */
export function placeOf(member: ResolvedMember): string {
  return `${member.declaredBy.name === '' ? '(anonymous class)' : member.declaredBy.name}.${member.key}`;
}

/** Whether a decorated member is a method of instances; if not, that is a fault. */
export function checkPlacement(member: ResolvedMember, place: string, faults: FaultCollector): boolean {
  const what = {
    method: member.key === 'constructor' ? 'the constructor' : undefined,
    accessor: 'an accessor',
    field: 'a field',
    static: 'static',
    symbol: 'named by a symbol',
  }[member.kind];
  if (what === undefined) return true;
  faults.add(invalidMethod(place, decoratorsOf(member), what, 'Only methods of instances can be nodes: make it a method with a name.'));
  return false;
}

/** The leading decorator of a member, for messages. */
export function decoratorsOf(member: ResolvedMember): string {
  const [role] = member.roles;
  if (role !== undefined) return `@${role.role}`;
  const [modifier] = member.modifiers;
  if (modifier !== undefined) return `@${modifier.name}`;
  if (member.mutations !== undefined) return '@mutate';
  return member.input === undefined ? 'a parameter decorator' : '@input';
}
