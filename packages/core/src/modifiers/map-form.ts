import { DEPENDENCY, isDependencyForm, type DependencyForm, type GroupForm } from '../dependencies/dependency-form';

/** A dependency with parts of it replaced: `replace` sees each part from the outside in, and gives `undefined` for what stays as it is. */
export function mapForm(form: DependencyForm, replace: (part: DependencyForm) => DependencyForm | undefined): DependencyForm {
  if (!isDependencyForm(form)) return form;
  const replacement = replace(form);
  if (replacement !== undefined) return replacement;
  switch (form[DEPENDENCY]) {
    case 'optional':
    case 'plain':
    case 'settled':
    case 'fold':
      return { ...form, of: mapForm(form.of, replace) };
    case 'group':
      return { ...form, of: mapGroup(form.of, (member) => mapForm(member, replace)) };
    default:
      return form;
  }
}

function mapGroup(of: GroupForm['of'], map: (member: DependencyForm) => DependencyForm): GroupForm['of'] {
  if (Array.isArray(of)) return of.map(map);
  return Object.fromEntries(Object.entries(of).map(([key, member]) => [key, map(member)]));
}
