import { DEPENDENCY, isDependencyForm, type DependencyForm, type GroupForm } from '../dependencies/dependency-form';

/** Dependencies by the name of the declared dependency that they replace. */
export type Bindings = ReadonlyMap<string, DependencyForm>;

/** Puts bindings in the place of names, anywhere in a dependency; `keys` follows where its name is bound to another name. */
export function rebind(form: DependencyForm, bindings: Bindings): DependencyForm {
  if (!isDependencyForm(form)) return form;
  switch (form[DEPENDENCY]) {
    case 'ref':
      return bindings.get(form.name) ?? form;
    case 'optional':
    case 'plain':
    case 'settled':
    case 'fold':
      return { ...form, of: rebind(form.of, bindings) };
    case 'group':
      return { ...form, of: mapGroup(form.of, (member) => rebind(member, bindings)) };
    case 'keys': {
      const bound = bindings.get(form.name);
      return bound?.[DEPENDENCY] === 'ref' ? { ...form, name: bound.name } : form;
    }
    default:
      return form;
  }
}

/** The names that a dependency declares, in order. */
export function declaredNames(form: DependencyForm): readonly string[] {
  if (!isDependencyForm(form)) return [];
  switch (form[DEPENDENCY]) {
    case 'ref':
      return [form.name];
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

function mapGroup(of: GroupForm['of'], map: (member: DependencyForm) => DependencyForm): GroupForm['of'] {
  if (Array.isArray(of)) return of.map(map);
  return Object.fromEntries(Object.entries(of).map(([key, member]) => [key, map(member)]));
}
