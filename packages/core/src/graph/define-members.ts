import type { FaultCollector } from '../errors/fault-collector';
import type { ResolvedMember } from '../metadata/read-class';
import type { ClassType } from '../types/class-type';
import { applyModifiers } from './apply-modifiers';
import { applyMutations } from './apply-mutations';
import { checkTags } from './check-tags';
import type { DefinedMember } from './defined-member';
import { nodeNameOf } from './node-name';
import type { DataflowModule } from './read-modules';
import { placeOf } from './check-placement';
import { readMethod } from './read-method';
import { findMethod } from './find-method';

/** Reads all members of modules that stand side by side, and applies their modifiers, and then `@mutate`. */
export function defineMembers(modules: readonly DataflowModule[], faults: FaultCollector): readonly DefinedMember[] {
  const byClass = new Map(modules.map((module) => [module.cls, module]));
  const members = modules.flatMap((module) => module.members.map((member) => defineMember(module, member, { byClass, faults })));
  return applyMutations({ members, faults });
}

interface Surroundings {
  readonly byClass: ReadonlyMap<ClassType<object>, DataflowModule>;
  readonly faults: FaultCollector;
}

function defineMember(module: DataflowModule, member: ResolvedMember, { byClass, faults }: Surroundings): DefinedMember {
  const place = placeOf(member);
  if (member.input !== undefined && member.roles.length === 0) return withoutNode(module, member, 'input');
  if (isInherited(module, member, byClass)) return withoutNode(module, member, 'inherited');
  if (member.mutations !== undefined && member.roles.length === 0) return withoutNode(module, member, 'mutating');
  const method = readMethod(module, member, faults);
  if (method === undefined) return withoutNode(module, member, 'faulty');
  const { definition } = method;
  const reportsBefore = faults.reports;
  const { modifiers } = member;
  const definitions =
    modifiers.length === 0 ? [definition] : applyModifiers(definition, { place, modifiers, config: module.config }, faults);
  const isSound = method.isSound && faults.reports === reportsBefore;
  for (const each of definitions) checkTags(each, place, faults);
  return { module, member, place, name: definition.name, state: definitions.length === 0 ? 'excluded' : 'defined', definitions, isSound };
}

function withoutNode(module: DataflowModule, member: ResolvedMember, state: 'input' | 'inherited' | 'faulty' | 'mutating'): DefinedMember {
  const name = nodeNameOf(member.key) ?? member.key;
  return { module, member, place: placeOf(member), name, state, definitions: [], isSound: state !== 'faulty' };
}

/** Whether the class that declared the member is a module itself, gives the node under the same name, and the method is the same. */
function isInherited(module: DataflowModule, member: ResolvedMember, byClass: Surroundings['byClass']): boolean {
  const declaring = member.declaredBy === module.cls ? undefined : byClass.get(member.declaredBy);
  return (
    declaring !== undefined && declaring.prefix === module.prefix && findMethod(declaring, member.key) === findMethod(module, member.key)
  );
}
