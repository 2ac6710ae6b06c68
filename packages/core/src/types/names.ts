import type { Produced } from './produced';

/** The node that a variant belongs to: `rate__eu` is a variant of `rate`. */
type VariantOf<K> = K extends `${infer N}__${string}` ? (N extends '' ? never : N) : never;

// The compiler computes `keyof C` anew wherever it stands, in time proportional to the members, but the value of a conditional type only
// once for each C: hence conditions that always hold, without which checking a class would be quadratic in its members.

/** The names of a class's public members. */
export type OwnNames<C> = C extends unknown ? keyof C & string : never;

/** The names that variants stand for. */
export type Variants<C> = C extends unknown ? VariantOf<keyof C> : never;

/** The names by which nodes and inputs of a class are known: its public members, and the names that variants stand for. */
export type Names<C> = C extends unknown ? OwnNames<C> | Variants<C> : never;

/** The type of the member N of the class C: `C[N]`, found without computing `keyof C`. */
export type Member<C, N> = (C & { readonly [name: string]: unknown })[N & string];

/** What the node or input N of the class C gives; for variants, the union of what they give. */
export type Named<C, N> =
  N extends OwnNames<C> ? Produced<Member<C, N>> : Produced<Member<C, Extract<OwnNames<C>, `${N & string}__${string}`>>>;
