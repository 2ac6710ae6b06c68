import type { Is } from '../types/type-tools';
import type { DEPENDENCY } from './dependency-form';

declare const TYPE: unique symbol;

/**
 * A dependency whose value has the type T: what `source`, `value`, `configuration` and `nodeOf` make. The type is there for the compiler only;
 * the data is a `DependencyForm`.
 */
export interface Dependency<T> {
  readonly [DEPENDENCY]: 'ref' | 'value' | 'configuration';
  readonly [TYPE]?: Is<T>;
}

/** What `optional` makes: the value of D, or F. */
export interface OptionalDependency<D, F> {
  readonly [DEPENDENCY]: 'optional';
  readonly [TYPE]?: { readonly of: D; readonly fallback: Is<F> };
}

/** What `group` makes: a tuple or a record of dependencies. */
export interface GroupDependency<D> {
  readonly [DEPENDENCY]: 'group';
  readonly [TYPE]?: { readonly of: D };
}

/** What `plain` makes: the value of D as it is, in a collector. */
export interface PlainDependency<D> {
  readonly [DEPENDENCY]: 'plain';
  readonly [TYPE]?: { readonly of: D };
}

/** What `settled` makes: the value of D or its failure. */
export interface SettledDependency<D> {
  readonly [DEPENDENCY]: 'settled';
  readonly [TYPE]?: { readonly of: D };
}

/** What `fold` makes: entries of the type E, folded into a result of the type R. */
export interface FoldDependency<D, E, R> {
  readonly [DEPENDENCY]: 'fold';
  readonly [TYPE]?: { readonly of: D; readonly entry: (entry: E) => void; readonly result: Is<R> };
}

/** What `keys` makes: the keys of the items of N. */
export interface KeysDependency<N> {
  readonly [DEPENDENCY]: 'keys';
  readonly [TYPE]?: { readonly of: N };
}

/** A dependency of any form. */
export interface AnyDependency {
  readonly [DEPENDENCY]: string;
}

/** What a dependency may be made of: the name of a member of the class, or another dependency. */
export type DependencyLike = string | AnyDependency;
