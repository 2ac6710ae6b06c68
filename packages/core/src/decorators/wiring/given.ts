import type { Dependency, GroupDependency, OptionalDependency, SettledDependency } from '../../dependencies/dependency';
import type { Named, Names } from '../../types/names';
import type { Settled } from '../../types/settled';

/** What the dependency D of a method of the class C gives, for one item where it is gathered. A name that does not exist gives the text of the error. */
export type Given<C, D> =
  D extends Names<C>
    ? Named<C, D>
    : D extends Dependency<infer T>
      ? T
      : D extends OptionalDependency<infer I, infer F>
        ? Given<C, I> | F
        : D extends SettledDependency<infer I>
          ? Settled<Given<C, I>>
          : D extends GroupDependency<infer G>
            ? { -readonly [K in keyof G]: Given<C, G[K]> }
            : D extends string
              ? { 'no such node in this class': D }
              : unknown;
