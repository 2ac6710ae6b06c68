import { DEPENDENCY, type DependencyForm } from './dependency-form';

/** A dependency as data. A bare string is a name of the class in which it stands. */
export function toForm(dependency: unknown): DependencyForm {
  if (typeof dependency === 'string') return { [DEPENDENCY]: 'ref', name: dependency, local: true };
  // What is no dependency at all is kept as it is: the graph builder finds it, and knows the place.
  return dependency as DependencyForm;
}
