import { DEPENDENCY, isDependencyForm } from '../dependencies/dependency-form';
import type { DelayedModifier, Modifier } from '../metadata/modifier';

/** Whether `undefined` stands where a modifier was to be given a name or a dependency. A predicate of the config may compare with `undefined`. */
export function hasUndefinedName(modifier: Modifier | DelayedModifier): boolean {
  return modifier.phase !== 'presence' && modifier.phase !== 'delayed' && modifier.arguments.some(isUndefinedWithin);
}

function isUndefinedWithin(given: unknown): boolean {
  if (isDependencyForm(given)) return isUndefinedInForm(given);
  if (Array.isArray(given)) return given.some(isUndefinedWithin);
  if (typeof given === 'object' && given !== null && isPlain(given)) return Object.values(given).some(isUndefinedWithin);
  return given === undefined;
}

function isUndefinedInForm(
  form: object & { readonly [DEPENDENCY]: string; readonly name?: unknown; readonly key?: unknown; readonly of?: unknown },
): boolean {
  const kind = form[DEPENDENCY];
  if (kind === 'value') return false;
  if (kind === 'ref' || kind === 'keys') return form.name === undefined;
  if (kind === 'configuration') return form.key === undefined;
  return isUndefinedWithin(form.of);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
