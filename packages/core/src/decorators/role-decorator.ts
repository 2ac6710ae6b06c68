import type { AnyDependency } from '../dependencies/dependency';
import type { OwnNames, Variants } from '../types/names';

/**
 * What a role decorator may be given in the class C: dependencies, and last the options O. The names are no alias of
 * a union, so that messages list them.
 */
export type Allowed<C, O> = readonly (OwnNames<C> | Variants<C> | AnyDependency | O)[];

/**
 * A decorator of the method M of the class C. W is the verdict on its wiring; where it is not `never` the key does not fit it, and the
 * compiler shows W. `NoInfer` keeps the verdict from being computed for inference.
 */
export type Decorated<C, M, W> = (
  target: C,
  key: NoInfer<[W] extends [never] ? string : W>,
  descriptor: TypedPropertyDescriptor<M>,
) => void;
