import type { FaultCollector } from '../errors/fault-collector';
import {
  dependenciesInBothRoles,
  emptySuffix,
  exclusiveRoles,
  invalidMethod,
  modifierWithoutRole,
  mutatingNode,
  reservedName,
} from '../errors/method-faults';
import type { RoleRecord } from '../metadata/class-metadata';
import type { Role } from '../metadata/role';
import type { NodeDefinition } from '../metadata/node-definition';
import type { ResolvedMember } from '../metadata/read-class';
import { checkArity } from './check-arity';
import { checkPlacement, decoratorsOf, placeOf } from './check-placement';
import { checkRoleOptions } from './check-role-options';
import { findMethod, type Method } from './find-method';
import { isReservedName, nodeNameOf } from './node-name';
import type { DataflowModule } from './read-modules';
import { readParameters } from './read-parameters';

/** A method as a node, before modifiers change it. */
export interface DefinedMethod {
  readonly definition: NodeDefinition;
  /** Whether nothing is wrong with what it depends on. */
  readonly isSound: boolean;
}

/** The node that a method gives, or `undefined` where it gives none. */
export function readMethod(module: DataflowModule, member: ResolvedMember, faults: FaultCollector): DefinedMethod | undefined {
  const place = placeOf(member);
  const { roles } = member;
  if (!checkPlacement(member, place, faults)) return undefined;
  if (member.mutations !== undefined && roles.length > 0) {
    faults.add(
      mutatingNode(
        place,
        roles.map(({ role }) => `@${role}`),
      ),
    );
    return undefined;
  }
  if (roles.length === 0) {
    const decorators = [
      ...member.modifiers.map(({ name }) => `@${name}`),
      ...member.parameters.map(({ kind }) => (kind === 'context' ? '@context' : '@inject')),
    ];
    faults.add(modifierWithoutRole(place, [...new Set(decorators)]));
    return undefined;
  }
  const method = findMethod(module, member.key);
  if (method === undefined) {
    faults.add(
      invalidMethod(
        place,
        decoratorsOf(member),
        'no method of its instances',
        `Does a field or an accessor of ${module.name} hide it? Rename that.`,
      ),
    );
    return undefined;
  }
  const reportsBefore = faults.reports;
  const role = leadingRole(roles, place, faults);
  if (role === undefined) return undefined;
  const parameters = readParameters({ place, role, records: member.parameters, required: method.length }, faults);
  const arity = checkArity({ place, method, isOverridden: isOverridden(member, method) }, parameters);
  if (arity !== undefined) faults.add(arity);
  const reportsOfParameters = faults.reports - reportsBefore;
  const options = checkRoleOptions(roles, place, faults);
  const reports = faults.reports - reportsBefore;
  const name = nameOf(member.key, options, place, faults);
  if (name === undefined) return undefined;
  const description = typeof options.description === 'string' ? options.description : '';
  return {
    definition: {
      name,
      roles: roleNames(roles),
      parameters,
      options,
      tags: module.tags,
      operations: {},
      description,
      module: module.cls,
      method: member.key,
    },
    // Without its `over` it is not known which fan-out a collector closes; all other options mislead nobody.
    isSound: (role.role === 'collect' ? reports : reportsOfParameters) === 0,
  };
}

/** Whether a subclass has replaced the method without decorators; it may then take fewer parameters. */
function isOverridden({ declaredBy, key }: ResolvedMember, method: Method): boolean {
  const declared = Object.getOwnPropertyDescriptor(declaredBy.prototype, key);
  return declared !== undefined && declared.value !== method;
}

/** The role whose decorator lists the dependencies. */
function leadingRole(roles: readonly RoleRecord[], place: string, faults: FaultCollector): RoleRecord | undefined {
  const [first, second, third] = roles;
  if (first === undefined || second === undefined) return first;
  const collect = roles.find(({ role }) => role === 'collect');
  const parallelizable = roles.find(({ role }) => role === 'parallelizable');
  if (third !== undefined || collect === undefined || parallelizable === undefined) {
    faults.add(
      exclusiveRoles(
        place,
        [...roles].reverse().map(({ role }) => `@${role}`),
      ),
    );
    return undefined;
  }
  if (parallelizable.dependencies.length > 0) faults.add(dependenciesInBothRoles(place));
  return collect;
}

function roleNames(roles: readonly RoleRecord[]): readonly Role[] {
  return roles.length === 1 ? roles.map(({ role }) => role) : ['collect', 'parallelizable'];
}

function nameOf(key: string, options: Readonly<Record<string, unknown>>, place: string, faults: FaultCollector): string | undefined {
  if (isReservedName(key)) {
    faults.add(reservedName(place, key));
    return undefined;
  }
  const name = typeof options.name === 'string' ? options.name : nodeNameOf(key);
  if (name === undefined) faults.add(emptySuffix(place));
  else if (isReservedName(name)) faults.add(reservedName(place, name));
  else return name;
  return undefined;
}
