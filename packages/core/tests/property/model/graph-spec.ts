/**
 * A graph as plain JSON data: what the generator makes, the reference evaluates, `buildModel` turns into a decorated class and
 * `renderSpec` into its source. Nodes stand in topological order.
 */
export interface GraphSpec {
  readonly inputs: readonly InputSpec[];
  readonly nodes: readonly NodeSpec[];
}

export interface InputSpec {
  readonly name: string;
  /** Position in {@link falsyValues}, or -1 for the input's own name; `undefined` where the caller does not give it. */
  readonly value: number | undefined;
}

export type DepSpec =
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: number | string | null }
  /** An input that need not be given. */
  | { readonly kind: 'optional'; readonly input: string; readonly fallback: string }
  | { readonly kind: 'list'; readonly of: readonly DepSpec[] }
  | { readonly kind: 'record'; readonly of: Readonly<Record<string, DepSpec>> }
  // Only in collectors, where all of the above but `plain` are gathered.
  | { readonly kind: 'plain'; readonly of: DepSpec }
  | { readonly kind: 'settled'; readonly name: string }
  | { readonly kind: 'keys'; readonly name: string }
  | { readonly kind: 'fold'; readonly of: DepSpec; readonly reducer: ReducerName; readonly merge: boolean; readonly failWhen?: Predicate };

/** `numbered` uses the entries' index, `firstTwo` stops early (E7). */
export type ReducerName = 'toArray' | 'count' | 'hashSum' | 'numbered' | 'firstTwo';

/** Holds where `hash(arguments) % modulus === rest`. */
export interface Predicate {
  readonly modulus: number;
  readonly rest: number;
}

export type Role = 'node' | 'parallelizable' | 'collect' | 'both';

export interface NodeSpec {
  readonly name: string;
  readonly role: Role;
  readonly deps: readonly DepSpec[];
  /** For collectors. */
  readonly over?: string;
  readonly body: BodySpec;
  /** For parallelizables. */
  readonly fanOut?: FanOutSpec;
  /** 0: synchronous; otherwise the longest time that a call takes, in ticks of the virtual clock. */
  readonly delay: number;
  /** The method that computes it, where that is not called as the node. */
  readonly as?: string;
  /** Whether a function of a modifier computes it, which nobody records. */
  readonly silent?: true;
}

/** What a call does, as a function of its arguments. */
export interface BodySpec {
  /** `digest`: a text that names all arguments; `first`: the first argument; `falsy`: one of {@link falsyValues}. */
  readonly result: 'digest' | 'first' | 'falsy';
  readonly failWhen?: Predicate;
  readonly throws?: 'error' | 'undefined' | 'text';
  readonly dropWhen?: Predicate;
  /** Instead of `result`, in hand-made graphs. May throw, and may return the model's `DROP`. */
  readonly compute?: (...args: readonly any[]) => unknown;
}

export const sourceKinds = ['array', 'iterator', 'generator', 'promise', 'asyncGenerator', 'observable', 'asyncObservable'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export interface FanOutSpec {
  readonly source: SourceKind;
  /** So many items, and up to `vary` more, by the arguments. */
  readonly size: number;
  readonly vary: number;
  readonly items: 'digest' | 'falsy' | 'index';
  /** Instead of `items` and `size`, in hand-made graphs. */
  readonly iterate?: (...args: readonly any[]) => readonly unknown[];
  /** After how many items the source throws, if it has that many, and where the predicate holds. */
  readonly breaks?: { readonly after: number; readonly when: Predicate };
  readonly concurrency: number;
  readonly ordered: boolean;
  readonly onItemError: 'fail' | 'skip' | { readonly tolerate: number | `${number}%` };
  readonly window?: number;
  /** Whether `key` is given. Keys repeat. */
  readonly keyed: boolean;
}

export interface OverrideSpec {
  readonly name: string;
  /** `perItem`: by the path, through `perItem(…)`. */
  readonly by: 'constant' | 'perItem';
  /** For parallelizables: how many items. */
  readonly size: number;
  /** Position in {@link falsyValues} or -1 for a text. */
  readonly value: number;
  /** Instead of `value`, in hand-made graphs: the value for the item at this place. */
  readonly exactly?: (where: string) => unknown;
}

interface RequestSpec {
  /** Names of nodes and inputs; inner ones are asked for with `each`. */
  readonly outputs: readonly string[];
  readonly overrides: readonly OverrideSpec[];
}

export interface Scenario {
  readonly graph: GraphSpec;
  readonly request: RequestSpec;
}

/** Values that a careless engine takes for nothing. `undefined` is the first, since inputs and overrides cannot be it. */
export const falsyValues: readonly unknown[] = [undefined, null, 0, '', false, Number.NaN];
