import type { Tags } from '../types/tags';
import type { DelayedModifier, Modifier } from './modifier';
import type { Role } from './role';

/** One role decorator on a method. What was given is recorded as it is; the graph builder judges it. */
export interface RoleRecord {
  readonly role: Role;
  /** Anything that was passed as a dependency; only `DependencyForm`s are valid. */
  readonly dependencies: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A decorator on a parameter. */
export type ParameterRecord =
  | { readonly index: number; readonly kind: 'context' }
  | { readonly index: number; readonly kind: 'dependency'; readonly dependency: unknown };

/** What an `@input()` says. */
export interface InputRecord {
  readonly schema?: unknown;
  readonly description?: string;
  /** Boxed, since `undefined` says nothing. */
  readonly default?: { readonly value: unknown };
}

/** All that decorators said of one member of a class. */
export interface MemberRecord {
  readonly key: string;
  /** What the decorated member is; only methods can be nodes and only fields inputs. */
  readonly kind: 'method' | 'accessor' | 'field' | 'static' | 'symbol';
  readonly roles: readonly RoleRecord[];
  readonly parameters: readonly ParameterRecord[];
  /** Innermost decorator first. */
  readonly modifiers: readonly (Modifier | DelayedModifier)[];
  readonly input?: InputRecord;
  /** What `@mutate` was given, innermost decorator first; the graph builder judges it. */
  readonly mutations?: readonly unknown[];
}

/** What `@dataflow` says. */
export interface DataflowRecord {
  readonly namespace?: string;
  readonly tags?: Tags;
}

/** All that decorators said of one class, without its base classes. */
export interface ClassRecord {
  readonly members: ReadonlyMap<string, MemberRecord>;
  readonly dataflow?: DataflowRecord;
}
