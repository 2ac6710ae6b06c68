import type { CacheOptions } from '../cache/cache-options';
import type { CacheStore } from '../cache/cache-store';
import type { NodeDefaults } from '../graph/node-defaults';
import type { Executor } from '../runtime/executors/executor';
import type { LifecycleHook } from '../runtime/hooks/lifecycle-hook';
import type { Pool, PoolOptions } from '../runtime/layers/pool';
import type { CodeGeneration } from '../runtime/program-code';
import type { ClassType } from '../types/class-type';
import type { InstanceProvider } from '../types/instance-provider';
import type { ItemFailure } from '../types/item-failure';
import type { Named, Names } from '../types/names';
import type { Settled } from '../types/settled';
import type { IsAny, IsMethod } from '../types/type-tools';
import type { Each, Made } from './requested';

// How a driver's types go: `Driver<const M extends Modules = any>` infers M, the list of classes and instances, from `new Driver({ modules })`;
// the default is `any`, since every driver is assignable to `Driver<any>` and to no other type, and `Driver` is what one writes for "any driver". All else is computed from `InstanceOf<M>`, the union (never the intersection: two classes that each have a
// private `db` would give `never`) of the instances:
//
//   type I = InstanceOf<M>
//   execute<const O extends readonly Output<I>[]>(outputs: O, options?: RunOptions<I>): Promise<Results<I, O[number]>>
//   executeSettled<const O extends readonly Output<I>[]>(outputs: O, options?: RunOptions<I>): Promise<SettledResults<I, O[number]>>
//   stream<const N extends Streamed<I>>(name: N, options?: RunOptions<I>): AsyncIterable<StreamEntry<StreamedValue<I, N>>>

/** Dataflow classes or instances of them. */
export type Modules = readonly object[];

/** What the modules' instances are, as a union. */
export type InstanceOf<M extends Modules> = InstanceOfModule<M[number]>;

type InstanceOfModule<M> = M extends ClassType<infer I> ? I : M extends { readonly prototype: infer I } ? I : M;

/** Whether I says nothing, `any` or exactly `object`: the modules are not known to the compiler. Then every name is allowed and gives `unknown`. */
type IsUnknown<I> = IsAny<I> extends true ? true : (<T>() => T extends I ? 1 : 2) extends <T>() => T extends object ? 1 : 2 ? true : false;

/** The names of all nodes and inputs. */
type NamesIn<I> = IsUnknown<I> extends true ? string : I extends unknown ? Names<I> : never;

/** What the node N gives; the union of what it gives in all modules that have it. */
type OutputIn<I, N> = IsUnknown<I> extends true ? unknown : I extends unknown ? (N extends Names<I> ? Named<I, N> : never) : never;

/** What may be requested of a driver over instances I: names, `each(name)`, `output<{ name: T }>(name)`. */
export type Output<I> = NamesIn<I> | Each<NamesIn<I>> | Made<unknown>;

/** The record of the requested outputs; O is the union of the requests. */
export type Results<I, O> = {
  [K in O as ResultKey<K>]: K extends Each<infer N> ? OutputIn<I, N>[] : K extends Made<infer R> ? R[keyof R] : OutputIn<I, K>;
};

type ResultKey<K> = K extends Each<infer N> ? N : K extends Made<infer R> ? keyof R : K & string;

/** The record of the requested outputs, each with its own outcome. */
export type SettledResults<I, O> = { [K in keyof Results<I, O>]: Settled<Results<I, O>[K]> };

/** What may be streamed: an inner node by its name. */
export type Streamed<I> = NamesIn<I> | Made<unknown>;

/** The values of a streamed node. */
export type StreamedValue<I, N> = N extends Made<infer R> ? R[keyof R] : OutputIn<I, N>;

/** The types of all fields of a class, for they may be inputs. */
type InputsOf<I> = I extends unknown ? { readonly [K in keyof I as IsMethod<I[K]> extends true ? never : K]?: I[K] | undefined } : never;

type Both<U> = (U extends unknown ? (u: U) => void : never) extends (all: infer A) => void ? A : never;

/** Values of inputs by name: typed where a module has a field of this name. */
type Inputs<I> = { readonly [name: string]: unknown } & (IsUnknown<I> extends true ? unknown : Both<InputsOf<I>>);

/** What takes the place of nodes, by name: a value, or `perItem(…)` for a node inside a fan-out. */
type Overrides<I> = { readonly [name: string]: unknown } & { readonly [N in NamesIn<I>]?: unknown };

/** Options of a run over instances I. In `inputs` and `overrides`, `undefined` is absent. */
export interface RunOptions<I = object> {
  readonly inputs?: Inputs<I> | undefined;
  readonly overrides?: Overrides<I> | undefined;
  /** Aborting it cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /** Default: a random one. */
  readonly runId?: string | undefined;
  /** Anything; handed to the instance provider, and to nodes as `context` of their `NodeContext`. */
  readonly context?: unknown;
  /** Told of each failure that does not end the run. */
  readonly onFailure?: ((failure: ItemFailure) => void) | undefined;
}

/** Options of a run whose modules are not known to the compiler: what the implementation works with. */
export interface UntypedRunOptions extends Omit<RunOptions, 'inputs' | 'overrides'> {
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
}

/** Options of a driver over the modules M. */
export interface DriverOptions<M extends Modules = Modules> {
  /** Dataflow classes, or instances of them. */
  readonly modules: M;
  /** Selects variants, feeds `configuration()` and names. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** Default: TypeDI's `Container` for classes that it knows, `new` for classes whose constructors take nothing. */
  readonly instances?: InstanceProvider | undefined;
  /** By the name of a parallelizable: how many of its items may be open at once, instead of its own option. */
  readonly concurrency?: Readonly<Record<string, number>> | undefined;
  /** Promises of nodes and source pulls pending at once, per run: an integer ≥ 1 or Infinity. Default 256. */
  readonly maxConcurrency?: number | undefined;
  /**
   * What `@pool` names: how many calls may be under way, or a {@link Pool}'s options. All runs of the driver, and of those that `with` makes of it, share them
   * unless they are `perRun`; a `Pool` may be given to several drivers.
   */
  readonly pools?: Readonly<Record<string, number | PoolOptions | Pool>> | undefined;
  /**
   * Where results of nodes are kept from run to run, and how: a store, or options with one. With a store alone, all nodes are cached but for parallelizables;
   * `{ store, default: 'disable' }` caches those alone that have `@cache`. Default: nothing is kept.
   */
  readonly cache?: CacheStore | CacheOptions | undefined;
  /**
   * What runs the items of fan-outs elsewhere, by the name that `@parallelizable({ executor })` says: `workerThreads(…)` of `@millrace/worker-threads`.
   * 'in-process': they run here after all, in tests for example.
   */
  readonly executors?: Readonly<Record<string, Executor | 'in-process'>> | undefined;
  /** Retries, time-outs and pools for nodes by name or tag. A node's own decorators win, and a later entry over an earlier one. */
  readonly defaults?: readonly NodeDefaults[] | undefined;
  /** Lifecycle hooks; any number of each kind, in this order. */
  readonly hooks?: readonly LifecycleHook[] | undefined;
  /** How long work in flight is waited for when a run is stopped, in milliseconds. Default 5000. */
  readonly graceMs?: number | undefined;
  /** Whether later modules may redefine a node. Default false. */
  readonly allowOverrides?: boolean | undefined;
  /** Whether a node with a `@schema` fails where its output does not fit it. Default: false. */
  readonly checkSchemas?: boolean | undefined;
  /**
   * Whether JavaScript is generated for the calls of what runs often: for what has run some hundred times ('auto'), from the first run on ('always'),
   * or for nothing ('never'). Blocks of more than 1,000 calls run from a table instead. Results do not depend on it. Default 'auto'; where `new Function` is forbidden, nothing is generated.
   */
  readonly codegen?: CodeGeneration | undefined;
}

/** What `driver.with` may change. */
export type DriverChanges = Partial<Omit<DriverOptions, 'modules'>>;
