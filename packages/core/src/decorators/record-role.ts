import { isDependencyForm } from '../dependencies/dependency-form';
import { toForm } from '../dependencies/to-form';
import type { RoleRecord } from '../metadata/class-metadata';
import type { Role } from '../metadata/role';
import { recordRole } from '../metadata/record';
import { placeOf } from './place';

/** A decorator that records a role with what it was given. */
export function roleDecorator(role: Role, given: readonly unknown[]): (target: unknown, key: unknown) => void {
  return (target, key) => recordRole(placeOf(role, target, key), { role, ...splitOptions(given) });
}

/** A plain object at the end is the options. */
function splitOptions(given: readonly unknown[]): Omit<RoleRecord, 'role'> {
  const last = given.at(-1);
  if (!isOptions(last)) return { dependencies: given.map(toForm), options: {} };
  return { dependencies: given.slice(0, -1).map(toForm), options: { ...last } };
}

function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || isDependencyForm(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
