import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Reducer } from '../types/reducer';
import type { CachePolicy } from '../types/cache-policy';
import type { ClassType } from '../types/class-type';
import type { FunctionCall } from '../types/function-call';
import type { Generated } from '../types/generated';
import type { NodeOperations } from '../types/node-operations';
import type { Tags } from '../types/tags';

/** What a node of the graph does; a method that collects and is parallelizable has both roles. */
export type GraphRole = 'node' | 'parallelizable' | 'collect' | 'input' | 'config';

/** A value for a parameter, as a tree over nodes of the graph. */
export type Binding =
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: unknown }
  /** The input `name` where it is given, else the fallback, else `undefined`, which leaves the method's own default. */
  | { readonly kind: 'optional'; readonly name: string; readonly fallback?: { readonly value: unknown } }
  | { readonly kind: 'list'; readonly items: readonly Binding[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [key: string, value: Binding])[] };

/** What a collector gathers from each item, as a tree. */
export type Entry =
  | Exclude<Binding, { kind: 'list' | 'record' }>
  | { readonly kind: 'list'; readonly items: readonly Entry[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [key: string, value: Entry])[] }
  | { readonly kind: 'settled'; readonly of: Entry }
  /** The key of the item in the innermost fan-out in which the node `name` lives. */
  | { readonly kind: 'keys'; readonly name: string };

/** How a parameter of a method gets its value. */
export type Parameter =
  | { readonly kind: 'context' }
  | { readonly kind: 'value'; readonly binding: Binding }
  | { readonly kind: 'gather'; readonly entry: Entry }
  | { readonly kind: 'fold'; readonly entry: Entry; readonly reducer: Reducer<unknown, unknown, unknown> };

/** What a fan-out does when an item fails (E2). */
export type ItemErrorPolicy =
  | { readonly kind: 'fail' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'tolerate'; readonly count: number }
  | { readonly kind: 'tolerate'; readonly percent: number };

/** A parallelizable's options with their defaults. */
export interface FanOutOptions {
  /** What the fan-out is called in scopes, paths, events and messages: as the node, unless the transformed item has that name. */
  readonly name: string;
  /** Integer ≥ 1 or Infinity. */
  readonly concurrency: number;
  readonly key: ((item: unknown, index: number) => string) | undefined;
  readonly uniqueKeys: boolean;
  readonly ordered: boolean;
  readonly onItemError: ItemErrorPolicy;
  /** At least `concurrency` where that is finite (R2). */
  readonly window: number;
  /** How many items of an Observable may wait, or Infinity. */
  readonly buffer: number;
  /** The executor of the driver that runs its items; `undefined`: they run here. */
  readonly executor: string | undefined;
}

/** What an input accepts and falls back to. */
export interface InputOptions {
  /** A Standard Schema. */
  readonly schema: unknown;
  readonly default: { readonly value: unknown } | undefined;
}

/** What computes a node. */
export interface GraphMethod {
  readonly module: ClassType<object>;
  readonly key: string;
  /** A function that takes the method's place. */
  readonly call?: FunctionCall;
  /** The config that a call's context gives, where that is not the driver's: in a subdag. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A node of the graph: immutable, linked and scoped. */
export interface GraphNode {
  readonly name: string;
  readonly roles: readonly GraphRole[];
  /** The parallelizables inside whose items it runs, outermost first (S1). A parallelizable itself lives, as a dependency, in `scope` plus itself (S3). */
  readonly scope: readonly string[];
  /** In the order of the method's parameters; empty for inputs and config. */
  readonly parameters: readonly Parameter[];
  /** What a collector closes, outermost first: `['P']`, or with `over` several. Empty for all others. */
  readonly closes: readonly string[];
  /** Present for parallelizables. */
  readonly fanOut: FanOutOptions | undefined;
  /** Present for the roles input and config. */
  readonly input: InputOptions | undefined;
  /** Present for nodes that a method computes, or a function in its place; the method is then where the node comes from. */
  readonly method: GraphMethod | undefined;
  /** What it is there for, if a modifier made it beside the node that the method names. */
  readonly generated: Generated | undefined;
  /** The config keys by which this variant of the node was chosen. */
  readonly configKeys: readonly string[];
  /** Names of all nodes that it depends on, without repetition, in order of their first mention. Includes gathered, plain and optional ones. */
  readonly dependencies: readonly string[];
  readonly tags: Tags;
  /** What it gives, if a schema says so; for a parallelizable, an item. */
  readonly schema: StandardSchemaV1 | undefined;
  /** Retries, a time-out, a pool. */
  readonly operations: NodeOperations | undefined;
  /** What is said about its cached results, by its method or the driver's defaults. */
  readonly cache: CachePolicy | undefined;
  readonly description: string;
  /** The class's name; empty for undeclared inputs and config. */
  readonly moduleName: string;
  /** `Class.method`, for messages. */
  readonly place: string;
  readonly version: string;
}
