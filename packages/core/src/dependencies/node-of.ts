import { isClass, type ClassType } from '../types/class-type';
import type { Named, Variants } from '../types/names';
import type { Dependency } from './dependency';
import { DEPENDENCY, type DependencyForm } from './dependency-form';

/**
 * A node of another dataflow class. `() => Class` is for a class that is declared later, or imported in a circle.
 *
 * @example
 * class Report {
 *   @node(nodeOf(Orders, 'total'))
 *   summary(total: number): string { return `total: ${total}`; }
 * }
 */
export function nodeOf<C, const N extends (keyof C & string) | Variants<C>>(
  cls: ClassType<C> | (() => ClassType<C>),
  name: N,
): Dependency<Named<C, N>> {
  const form = { [DEPENDENCY]: 'ref', name, owner: () => ownerOf(cls) } as const satisfies DependencyForm;
  return form;
}

function ownerOf(given: unknown): ClassType<object> | undefined {
  if (isClass(given)) return given;
  const later: unknown = typeof given === 'function' ? given() : undefined;
  return isClass(later) ? later : undefined;
}
