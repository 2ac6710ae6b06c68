import type { AnyDependency } from '../../dependencies/dependency';
import type { Role } from '../../metadata/role';
import type { NodeContext } from '../../types/node-context';
import type { Unwrapped, Opens, ParametersOf } from '../../types/produced';
import type { IsAny } from '../../types/type-tools';
import type { Match } from './match';

/** Whether T is the context's type. `any` is not. */
type IsContext<T> =
  IsAny<T> extends true ? false : [T] extends [NodeContext | undefined] ? ([T] extends [undefined] ? false : true) : false;

/** Parameters without those that receive the context. */
type WithoutContext<P extends readonly unknown[]> = P extends readonly [infer H, ...infer Q]
  ? IsContext<H> extends true
    ? WithoutContext<Q>
    : [H, ...WithoutContext<Q>]
  : P extends readonly []
    ? []
    : P extends readonly [(infer H)?, ...infer Q]
      ? number extends P['length']
        ? P
        : IsContext<H> extends true
          ? WithoutContext<Q>
          : [H?, ...WithoutContext<Q>]
      : P;

/** The parameter at an index, which a mapped tuple gives as a string. */
type At<P extends readonly unknown[], I> = I extends keyof P ? P[I] : I extends `${infer N extends number}` ? P[N] : never;

/** The same number of elements, of any type. */
type AsMany<D extends readonly unknown[]> = { [I in keyof D]: unknown };

type Arity<P extends readonly unknown[], D extends readonly unknown[]> = D['length'] extends P['length']
  ? never
  : number extends D['length']
    ? never
    : D extends readonly []
      ? never
      : P extends readonly [...AsMany<D>, ...infer Rest]
        ? { 'parameters without a dependency': Rest }
        : { 'too many dependencies': D; 'for the parameters': P };

type MatchAll<C, P extends readonly unknown[], D extends readonly unknown[], R extends Role> = {
  [I in keyof D]: Match<C, D[I], At<P, I>, R>;
}[number];

/** The verdict on dependencies D for parameters P: `never` if they fit. */
export type Judge<C, P extends readonly unknown[], D extends readonly unknown[], R extends Role> = [Arity<P, D>] extends [never]
  ? MatchAll<C, P, D, R>
  : Arity<P, D>;

/** Judged first as if no parameter received the context, and only if that fails without those that do. */
type Wired<C, P extends readonly unknown[], D extends readonly unknown[], R extends Role> = [Judge<C, P, D, R>] extends [never]
  ? never
  : Judge<C, WithoutContext<P>, D, R>;

/** The verdict on a return type: `never` where a parallelizable says by its return type what its items are. */
export type Opened<M, R extends Role> = R extends 'parallelizable'
  ? M extends (...args: never) => infer T
    ? false extends Opens<Unwrapped<T>>
      ? { 'declare the return type as Parallelizable, Generator or AsyncGenerator, not': T }
      : never
    : never
  : never;

/**
 * The verdict on a role decorator: `never` if its dependencies D fit the method M of the class C, else an object type that names the fault.
 * O are the options of the role.
 */
export type Wiring<C, M, D extends readonly unknown[], R extends Role, O> =
  | (D[number] extends string | AnyDependency
      ? Wired<C, ParametersOf<M>, D, R>
      : D extends readonly [...infer H, infer L]
        ? | Wired<C, ParametersOf<M>, H, R>
          | (Exclude<keyof L, keyof O> extends never ? never : { 'no such option': Exclude<keyof L, keyof O> })
        : never)
  | Opened<M, R>;
