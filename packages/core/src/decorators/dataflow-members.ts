import type { AnyDependency } from '../dependencies/dependency';
import type { Role } from '../metadata/role';
import type { MutationTarget } from '../modifiers/mutation-target';
import type { ContextDecorator } from './context';
import type { InputDecorator } from './input';
import type { ModifierDecorator } from './modifier-decorator';
import type { CollectOptions, NodeOptions, ParallelizableOptions } from './role-options';

/** The options of all roles; which of them a member may have, its role says. */
interface MemberOptions extends NodeOptions, Omit<ParallelizableOptions, 'key'>, CollectOptions {
  readonly key?: (item: never, index: number) => string;
}

/** A member of `defineDataflow` that is a node: what `run` gives is its value. The options of its role stand beside these. */
export interface NodeMember extends MemberOptions {
  /** Default 'node'. Both where it closes one fan-out and opens another. */
  readonly role?: Role | readonly ['collect', 'parallelizable'];
  /** In the order of the parameters of `run`: names of this dataflow, other dependencies, `context()`. */
  readonly deps?: readonly (string | AnyDependency | ContextDecorator)[];
  /** Takes the dependencies. Parameters are declared with their types, as those of a method are. */
  readonly run: (...dependencies: never) => unknown;
  /** Instead of a role: the nodes of this dataflow behind which `run` is a step, as `@mutate` takes them. */
  readonly mutates?: readonly (string | MutationTarget)[];
  /** As they would stand above a method: `[config.when({ region: 'eu' })]`. */
  readonly modifiers?: readonly ModifierDecorator[];
}

/** A member of `defineDataflow`: a node, or `input<T>()`. */
export type DataflowMember = NodeMember | InputDecorator;
