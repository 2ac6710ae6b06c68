import type { ClassType } from '../types/class-type';
import type { Reducer } from '../types/reducer';

/** The key that marks a dependency and tells its form; shared by all installed copies of the package. */
export const DEPENDENCY: unique symbol = Symbol.for('millrace.dependency');

/** A dependency as it was declared, as data. A bare string `'x'` is recorded as `{ ref, name: 'x', local: true }`. */
export type DependencyForm = BareForm & {
  /** Only of what a modifier bound: the name of the declared dependency whose place it took. */
  readonly declaredAs?: string | undefined;
  /** Only of what comes out of a pipe: the name of the declared dependency that goes in. */
  readonly piped?: string;
};

type BareForm =
  | ReferenceForm
  | { readonly [DEPENDENCY]: 'value'; readonly value: unknown }
  | { readonly [DEPENDENCY]: 'configuration'; readonly key: string }
  | { readonly [DEPENDENCY]: 'optional'; readonly of: DependencyForm; readonly fallback?: { readonly value: unknown } }
  | GroupForm
  | { readonly [DEPENDENCY]: 'plain'; readonly of: DependencyForm }
  | { readonly [DEPENDENCY]: 'settled'; readonly of: DependencyForm }
  | { readonly [DEPENDENCY]: 'fold'; readonly of: DependencyForm; readonly reducer: Reducer<unknown, unknown, unknown> }
  | { readonly [DEPENDENCY]: 'keys'; readonly name: string };

/** A name: of this class (`local`), of another class (`owner`, asked for when the graph is built), or of anything. */
export interface ReferenceForm {
  readonly [DEPENDENCY]: 'ref';
  readonly name: string;
  readonly local?: boolean;
  readonly owner?: () => ClassType<object> | undefined;
}

/** A tuple or a record of dependencies. */
export interface GroupForm {
  readonly [DEPENDENCY]: 'group';
  readonly of: readonly DependencyForm[] | Readonly<Record<string, DependencyForm>>;
}

/** Whether a value was made by `source`, `value`, `group` … (of any installed copy of the package). */
export function isDependencyForm(value: unknown): value is DependencyForm {
  return typeof value === 'object' && value !== null && DEPENDENCY in value;
}
