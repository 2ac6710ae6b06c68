import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { DependencyForm } from '../dependencies/dependency-form';
import type { CachePolicy } from '../types/cache-policy';
import type { ClassType } from '../types/class-type';
import type { FunctionCall } from '../types/function-call';
import type { Generated } from '../types/generated';
import type { NodeOperations } from '../types/node-operations';
import type { Tags } from '../types/tags';
import type { Role } from './role';

/** One parameter of a method as the graph builder sees it. */
export type ParameterDefinition = { readonly kind: 'context' } | { readonly kind: 'dependency'; readonly dependency: DependencyForm };

/** Dataflow classes whose nodes the graph gets in a namespace of their own. */
export interface Subdag {
  readonly namespace: string;
  readonly classes: readonly ClassType<object>[];
  /** Merged over the config around it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `Class.method @subdag`, for messages. */
  readonly at: string;
}

/** A namespace in which names are looked up first, but for some. */
interface Inside {
  readonly namespace: string;
  readonly except: readonly string[];
}

/** A modifier by what was written: its decorator's name, and what that was given. */
interface AppliedModifier {
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly isOperational?: true;
}

/** A node before it is linked: what modifiers work on. Immutable. */
export interface NodeDefinition {
  /** The node's name, without the namespace of its class; dots in it are a namespace below that. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** In the order of the method's parameters. */
  readonly parameters: readonly ParameterDefinition[];
  /** The options of the role decorators, merged. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly tags: Tags;
  readonly description: string;
  /** The class that is asked for the instance. Where `call` takes the method's place: the class that the node comes from. */
  readonly module: ClassType<object>;
  /** The method's key on the instance. Where `call` takes its place: that of the method that the node comes from. */
  readonly method: string;
  /** A function that takes the method's place. */
  readonly call?: FunctionCall;
  /** What the node is there for, if a modifier made it beside the node that the method names. */
  readonly generated?: Generated;
  /** All modifiers of the method, noted when they have been applied: they are a part of the version. */
  readonly modifiers?: readonly AppliedModifier[];
  /** What it gives; for a parallelizable, an item. Checked only where the driver is told to. */
  readonly schema?: StandardSchemaV1;
  /** Retries, a time-out, a pool: present, maybe empty, where the node calls the method, and not where it only changes what that gave. */
  readonly operations?: NodeOperations;
  /** How results are kept, for all nodes of the method. */
  readonly cache?: CachePolicy;
  /** Dataflows whose nodes the graph gets beside it. */
  readonly subdags?: readonly Subdag[];
  /** Where the names of its dependencies are looked up first. */
  readonly inside?: Inside;
  /** What the fan-out that it opens is called, if not as the node: the name that the transformed item has. */
  readonly fanOut?: string;
}
