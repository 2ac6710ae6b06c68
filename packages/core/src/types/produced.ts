import type { Drop } from './drop';
import type { ItemKey, Items } from './parallelizable';
import type { IsAny } from './type-tools';

/** A return type with its promise unwrapped. A `Parallelizable` stays whole: it contains promises that do not matter. */
export type Unwrapped<R> = ItemKey extends keyof R ? R : R extends PromiseLike<infer V> ? V : R;

/** The item type of what a parallelizable returns, any other type as it is. (`Parallelizable` is known by its key: strings and arrays match its structure.) */
type Item<S> =
  IsAny<S> extends true
    ? S
    : S extends Generator<infer T, unknown, never>
      ? T
      : S extends AsyncGenerator<infer T, unknown, never>
        ? T
        : ItemKey extends keyof S
          ? S extends Items<infer T>
            ? T
            : S
          : S;

/** What a member gives to those that depend on it: a method its result, without promise and `Drop`, one item if it is parallelizable; a field its value. */
export type Produced<M> = IsAny<M> extends true ? M : M extends (...args: never) => infer R ? Exclude<Item<Unwrapped<R>>, Drop> : M;

/** Whether a return type may be that of a parallelizable. */
export type Opens<S> =
  IsAny<S> extends true
    ? true
    : ItemKey extends keyof S
      ? true
      : S extends Generator<unknown, unknown, never> | AsyncGenerator<unknown, unknown, never>
        ? true
        : false;

/** The types of a method's parameters. */
export type ParametersOf<M> = M extends (...args: infer P) => unknown ? P : never;
