import type { Dependency, PlainDependency } from '../../dependencies/dependency';
import type { Role } from '../../metadata/role';
import type { NodeContext } from '../../types/node-context';
import type { Names } from '../../types/names';
import type { ParametersOf, Produced } from '../../types/produced';
import type { ContextDecorator } from '../context';
import type { DataflowMember, NodeMember } from '../dataflow-members';
import type { InputDecorator } from '../input';
import type { CollectOptions, NodeOptions, ParallelizableOptions } from '../role-options';
import type { Judge, Opened } from './wiring';

/** The members of the class that a definition D stands for: an input is a field of its type, a node is the method `run`. */
export type MembersOf<D> = {
  readonly [K in keyof D]: D[K] extends InputDecorator<infer T> ? T : D[K] extends { readonly run: infer M } ? M : unknown;
};

/** D where everything fits; where something does not, the text of the error stands in its place. */
export type Checked<D> = {
  readonly [K in keyof D]: D[K] extends NodeMember ? CheckedNode<MembersOf<D>, D[K]> : D[K] extends InputDecorator ? D[K] : DataflowMember;
};

type CheckedNode<C, N extends NodeMember> = {
  readonly [P in keyof N]: P extends 'deps'
    ? CheckedDependencies<C, N['deps'], N>
    : P extends 'run'
      ? CheckedRun<N>
      : P extends 'role' | 'mutates' | 'modifiers'
        ? N[P]
        : P extends keyof OptionsOf<N>
          ? OptionsOf<N>[P]
          : { 'no such option': P };
};

type CheckedRun<N extends NodeMember> = [Opened<N['run'], RolesOf<N>>] extends [never] ? N['run'] : Opened<N['run'], RolesOf<N>>;

type CheckedDependencies<C, D, N extends NodeMember> = D extends readonly unknown[]
  ? Extract<D[number], string> extends Names<C>
    ? [Verdict<C, D, N>] extends [never]
      ? D
      : Verdict<C, D, N>
    : {
        readonly [I in keyof D]: D[I] extends string
          ? D[I] extends Names<C>
            ? D[I]
            : { 'no such node in this dataflow': D[I]; 'there are': Names<C> }
          : D[I];
      }
  : D;

type Verdict<C, D extends readonly unknown[], N extends NodeMember> = Judge<
  C,
  ParametersOf<N['run']>,
  WithContexts<D, LeadingRole<N>>,
  LeadingRole<N>
>;

/** The context is a dependency of its own type; a collector takes it as it is. */
type WithContexts<D extends readonly unknown[], R extends Role> = {
  [I in keyof D]: D[I] extends ContextDecorator
    ? R extends 'collect'
      ? PlainDependency<Dependency<NodeContext>>
      : Dependency<NodeContext>
    : D[I];
};

type RolesOf<N> = N extends { readonly role: readonly (infer R extends Role)[] }
  ? R
  : N extends { readonly role: infer R extends Role }
    ? R
    : 'node';

/** The role that says how dependencies are taken. */
type LeadingRole<N> = 'collect' extends RolesOf<N> ? 'collect' : RolesOf<N>;

type OptionsOf<N extends NodeMember> = OptionsOfRole<N['run'], RolesOf<N>>;

type OptionsOfRole<M, R extends Role> = ('collect' extends R ? CollectOptions : unknown) &
  ('parallelizable' extends R ? ParallelizableOptions<Produced<M>> : unknown) &
  NodeOptions;
