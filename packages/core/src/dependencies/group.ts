import type { AnyDependency, DependencyLike, GroupDependency } from './dependency';
import { DEPENDENCY, isDependencyForm, type GroupForm } from './dependency-form';
import { toForm } from './to-form';

/**
 * Several dependencies as one array or one record; groups nest and may be empty. In `@collect` it gathers one tuple or record an item.
 *
 * @example
 * class Report {
 *   @node(group('revenue', 'returns'), group({ region: 'name', rate: source<number>('rate') }))
 *   row(figures: [number, number], labels: { region: string; rate: number }): Row { return { ...labels, figures }; }
 * }
 */
export function group<const D extends readonly DependencyLike[]>(...dependencies: D): GroupDependency<D>;
export function group<const D extends { readonly [key: string]: DependencyLike }>(dependencies: D): GroupDependency<D>;
export function group(...given: readonly unknown[]): GroupDependency<never> {
  const form = { [DEPENDENCY]: 'group', of: isRecordAlone(given) ? recordOf(given[0]) : given.map(toForm) } as const satisfies GroupForm;
  return form;
}

function isRecordAlone(given: readonly unknown[]): given is readonly [object] {
  const [first] = given;
  return given.length === 1 && typeof first === 'object' && first !== null && !Array.isArray(first) && !isDependencyForm(first);
}

function recordOf(record: object): Exclude<GroupForm['of'], readonly unknown[]> {
  return Object.fromEntries(Object.entries(record).map(([key, dependency]: [string, AnyDependency]) => [key, toForm(dependency)]));
}
