import { DEPENDENCY, type DependencyForm } from '../dependencies/dependency-form';

/** A dependency in a few words, for descriptions: the name of a node, a literal as text, the members of a group. */
export function describeDependency(form: DependencyForm): string {
  switch (form[DEPENDENCY]) {
    case 'ref':
    case 'keys':
      return form.name;
    case 'configuration':
      return form.key;
    case 'value':
      return describeLiteral(form.value);
    case 'group':
      return Object.values<DependencyForm>(form.of).map(describeDependency).join(', ');
    default:
      return describeDependency(form.of);
  }
}

function describeLiteral(value: unknown): string {
  if (typeof value === 'function') return value.name;
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // A circle, or a bigint in it.
    return Object.prototype.toString.call(value);
  }
}
