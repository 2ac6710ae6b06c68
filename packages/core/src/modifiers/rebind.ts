import { DEPENDENCY, isDependencyForm, type DependencyForm, type GroupForm } from '../dependencies/dependency-form';
import type { NodeDefinition } from '../metadata/node-definition';

/** Dependencies by the name of the declared dependency that they replace. */
export type Bindings = ReadonlyMap<string, DependencyForm>;

/** Puts bindings in the place of names in all parameters of a definition. */
export function rebindDefinition(definition: NodeDefinition, bindings: Bindings): NodeDefinition {
  const parameters = definition.parameters.map((parameter) =>
    parameter.kind === 'context' ? parameter : { ...parameter, dependency: rebind(parameter.dependency, bindings) },
  );
  return { ...definition, parameters };
}

/**
 * Puts bindings in the place of names, anywhere in a dependency; `keys` follows where its name is bound to another name. What was bound
 * before goes on being known by the name that it was declared as, so that a later binding of that name replaces an earlier one.
 */
function rebind(form: DependencyForm, bindings: Bindings): DependencyForm {
  if (!isDependencyForm(form)) return form;
  const declaredAs = nameOf(form);
  const bound = declaredAs === undefined ? undefined : bindings.get(declaredAs);
  if (form[DEPENDENCY] === 'keys') return bound?.[DEPENDENCY] === 'ref' ? { ...form, name: bound.name, declaredAs } : form;
  return bound === undefined ? rebindWithin(form, bindings) : { ...bound, declaredAs };
}

function rebindWithin(form: DependencyForm, bindings: Bindings): DependencyForm {
  switch (form[DEPENDENCY]) {
    case 'optional':
    case 'plain':
    case 'settled':
    case 'fold':
      return { ...form, of: rebind(form.of, bindings) };
    case 'group':
      return { ...form, of: mapGroup(form.of, (member) => rebind(member, bindings)) };
    default:
      return form;
  }
}

/** The names that a dependency declares, in order. */
export function declaredNames(form: DependencyForm): readonly string[] {
  if (!isDependencyForm(form) || form[DEPENDENCY] === 'keys') return [];
  const name = nameOf(form);
  return name === undefined ? namesWithin(form) : [name, ...namesWithin(form)];
}

function namesWithin(form: DependencyForm): readonly string[] {
  switch (form[DEPENDENCY]) {
    case 'optional':
    case 'plain':
    case 'settled':
    case 'fold':
      return declaredNames(form.of);
    case 'group':
      return Object.values<DependencyForm>(form.of).flatMap(declaredNames);
    default:
      return [];
  }
}

/** The name by which bindings find a dependency: that of the declared one in whose place it is, else its own. */
function nameOf(form: DependencyForm): string | undefined {
  return form.declaredAs ?? (form[DEPENDENCY] === 'ref' || form[DEPENDENCY] === 'keys' ? form.name : undefined);
}

function mapGroup(of: GroupForm['of'], map: (member: DependencyForm) => DependencyForm): GroupForm['of'] {
  if (Array.isArray(of)) return of.map(map);
  return Object.fromEntries(Object.entries(of).map(([key, member]) => [key, map(member)]));
}
