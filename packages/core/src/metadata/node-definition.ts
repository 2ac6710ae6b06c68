import type { DependencyForm } from '../dependencies/dependency-form';
import type { ClassType } from '../types/class-type';
import type { Tags } from '../types/tags';
import type { Role } from './role';

/** One parameter of a method as the graph builder sees it. */
export type ParameterDefinition = { readonly kind: 'context' } | { readonly kind: 'dependency'; readonly dependency: DependencyForm };

/** A node before it is linked: what modifiers work on. Immutable. */
export interface NodeDefinition {
  /** The node's name, without namespace. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** In the order of the method's parameters. */
  readonly parameters: readonly ParameterDefinition[];
  /** The options of the role decorators, merged. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly tags: Tags;
  readonly description: string;
  /** The class that is asked for the instance. */
  readonly module: ClassType<object>;
  /** The method's key on the instance. */
  readonly method: string;
}
