import type {
  AnyDependency,
  Dependency,
  FoldDependency,
  GroupDependency,
  KeysDependency,
  OptionalDependency,
  PlainDependency,
  SettledDependency,
} from '../../dependencies/dependency';
import type { Role } from '../../metadata/role';
import type { Member, Named, Names, OwnNames, Variants } from '../../types/names';
import type { Produced } from '../../types/produced';
import type { Settled } from '../../types/settled';
import type { Is } from '../../types/type-tools';
import type { Given } from './given';

// `never` says that a dependency fits; anything else is the text of the error, and stands in the conditional itself: through an alias the
// compiler would print the alias.

/** Whether T, which the dependency D gives, fits a parameter of the type P. */
type Fit<D, T, P> = Is<T> extends Is<P> ? never : { 'type mismatch on dependency': D; gives: T; 'for the parameter': P };

/** Whether the dependency D, listed in a decorator of the role R in the class C, fits a parameter of the type P. */
export type Match<C, D, P, R extends Role> =
  D extends OwnNames<C>
    ? MatchMember<Member<C, D>, D, P, R>
    : D extends Dependency<infer T>
      ? R extends 'collect'
        ? Fit<D, T[], P>
        : Fit<D, T, P>
      : D extends AnyDependency
        ? MatchForm<C, D, P, R>
        : D extends Variants<C>
          ? R extends 'collect'
            ? Fit<D, Named<C, D>[], P>
            : Fit<D, Named<C, D>, P>
          : { 'no such node in this class': D };

/** A member by its name. An input that is a function looks like a method: it fits if either reading does. */
type MatchMember<M, D, P, R extends Role> = R extends 'collect'
  ? Fit<D, Produced<M>[], P>
  : [Fit<D, Produced<M>, P>] extends [never]
    ? never
    : Is<M> extends Is<P>
      ? never
      : Fit<D, Produced<M>, P>;

/** A dependency that is made of others. */
type MatchForm<C, D, P, R extends Role> = D extends OptionalDependency<unknown, unknown> | GroupDependency<unknown>
  ? R extends 'collect'
    ? Fit<D, Given<C, D>[], P>
    : Fit<D, Given<C, D>, P>
  : R extends 'collect'
    ? D extends PlainDependency<infer I>
      ? Fit<D, Given<C, I>, P>
      : D extends FoldDependency<infer I, infer E, infer T>
        ? [Fit<I, Given<C, I>, E>] extends [never]
          ? Fit<D, T, P>
          : Fit<I, Given<C, I>, E>
        : D extends SettledDependency<infer I>
          ? Fit<D, Settled<Given<C, I>>[], P>
          : D extends KeysDependency<infer N>
            ? N extends Names<C>
              ? Fit<D, string[], P>
              : { 'no such node in this class': N }
            : never
    : { 'only in @collect': D };
